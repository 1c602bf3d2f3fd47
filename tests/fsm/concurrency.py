"""Part C: 200 steps from 20 releases at the same time, each over its own reply queue."""
import time

from jobs import WORKERS, encode, good_job, job, slept
from report import Failure

RELEASES, STEPS = 20, 10


class Walk:
    """One release going through its steps; `advance` does what can be done without waiting."""

    def __init__(self, bus, number):
        self.release, self.number, self.bus = bus.release(), number, bus
        self.done, self.error, self.deadline = 0, None, None

    def step(self):
        """The step to be done now: worker, message, expected answer. Its answer names release and step."""
        worker = WORKERS[(self.number + self.done) % len(WORKERS)]
        if worker == "sleep":
            seconds = 0.01 * (self.number + 1)  # so that the answer is the release's own here too
            return worker, job("sleep", "Seconds", {"seconds": seconds}), slept(seconds)
        return worker, *good_job(worker, f"release {self.number} step {self.done}")

    def send(self):
        worker, message, _ = self.step()
        self.deadline = time.monotonic() + self.bus.timeout
        self.release.send(worker, encode(message))

    @property
    def over(self):
        return self.error is not None or self.done == STEPS

    def advance(self):
        try:
            if self.release.answered() or time.monotonic() > self.deadline:
                worker, _, allowed = self.step()
                answer = self.release.take_answer(0)
                self.release.check(worker, answer, allowed, self.release.correlation_id)
                if self.release.inbox:
                    raise Failure(f"expected nothing after the terminal reply, came {self.release.inbox[0]}")
                self.done += 1
                if not self.over:
                    self.send()
        except Failure as failure:
            self.error = f"step {self.done + 1} of {STEPS} ({self.step()[0]}): {failure}"


def run(bus, report, quiet):
    walks = [Walk(bus, number) for number in range(RELEASES)]

    def together():
        for walk in walks:
            walk.send()
        while not all(walk.over for walk in walks):
            bus.wait(lambda: any(w.release.answered() for w in walks if not w.over), 0.5)
            for walk in walks:
                if not walk.over:
                    walk.advance()

    report.case(f"C00 {RELEASES} releases of {STEPS} steps go on side by side", together)
    for walk in walks:
        error = walk.error or (None if walk.done == STEPS else f"expected {STEPS} steps done, came {walk.done}")
        report.note(f"C{walk.number + 1:02} release {walk.number}: every step started, completed in order", error)

    def silence():
        bus.quiet(quiet)
        for walk in walks:
            walk.release.expect_silence(f"within {quiet:g} s after the last step")

    report.case("C99 nothing follows the last steps", silence)
