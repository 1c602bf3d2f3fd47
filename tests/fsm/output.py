"""Part D: what goes to users (routing key `output`) and to the notification workers (`notify.<transport>`)."""
import re
import uuid

from expect import STARTED, Text, difference, failed, refused, shorten
from jobs import FROBBED, NOT_FROBBED, WORKERS, echoed, encode, exited, good_job, job
from report import Failure


class Watch:
    """Sees everything that is sent to users and to notification workers."""

    def __init__(self, bus):
        self.bus = bus
        self.output = bus.tap("output")
        self.notifications = bus.tap("notify.#")

    def lines(self, correlation_id):
        """The texts sent to users under a correlation id, in order; each message is checked on the way."""
        return [self._text(message) for message in self.output.of(correlation_id)]

    def bounds(self, correlation_id):
        """The Starting and Finished lines under a correlation id, in order, as (word, class)."""
        pattern = re.compile(r"(Starting|Finished) ([A-Za-z_][\w.+]*)\." + re.escape(correlation_id) + r" - (.*\d.*)\s*")
        found = (pattern.fullmatch(line) for line in self.lines(correlation_id))
        return [(match[1], match[2]) for match in found if match]

    def expect_steps(self, correlation_id, count=1):
        """So many steps of one class ran: Starting before Finished for each, and nothing outside of them."""
        def complete():
            return sum("Finished" in m.raw.decode("utf-8", "replace") for m in self.output.of(correlation_id)) >= count
        self.bus.wait(complete)
        lines, bounds = self.lines(correlation_id), self.bounds(correlation_id)
        came = f"came {[shorten(line, 120) for line in lines[:6]]} ({len(lines)} messages)"
        words = [word for word, _ in bounds]
        in_order = all(words[:i].count("Starting") >= words[:i].count("Finished") for i in range(len(words) + 1))
        whole = words.count("Starting") == words.count("Finished") == count
        if not in_order or not whole or len({name for _, name in bounds}) != 1:
            raise Failure(f"expected {count} times 'Starting <Class>.{correlation_id} - <time>', then 'Finished ...', {came}")
        if not lines[0].startswith("Starting ") or not lines[-1].startswith("Finished "):
            raise Failure(f"expected Starting first and Finished last, {came}")

    def _text(self, message):
        body = message.body
        if not isinstance(body, dict) or set(body) != {"message"} or not isinstance(body["message"], str):
            raise Failure(f'expected exactly {{"message": text}}, came {message}')
        check_sender(message)
        return body["message"]


def check_sender(message, workers=WORKERS):
    if message.properties.app_id not in workers or message.properties.reply_to != "log":
        raise Failure(f"expected app_id {' or '.join(workers)} and reply_to 'log', came {message}")


def _notifying(mark):
    """The cases: name, worker, subcommand, parameters, answer, notify, and what is expected as (transport, phase, target)."""
    def to(name):
        return f"{name}-{mark}@example.com"

    everywhere = {phase: {"irc": [to(f"{phase}-irc")], "email": [to(f"{phase}-email"), "second@example.com"]}
                  for phase in ("started", "completed", "failed")}

    def of(*phases):
        return [(transport, phase, everywhere[phase][transport]) for phase in phases for transport in ("irc", "email")]

    return [
        ("started to irc, completed to email", "noop", "Deploy", {},  echoed(),
         {"started": {"irc": [to("PHB"), "#team"]}, "completed": {"email": [to("a")]}},
         [("irc", "started", [to("PHB"), "#team"]), ("email", "completed", [to("a")])]),
        ("every phase asked for, completed reached", "megafrobber", "Frob", {"outcome": "pass"}, FROBBED,
         everywhere, of("started", "completed")),
        ("every phase asked for, failed reached", "megafrobber", "Frob", {"outcome": "fail"}, NOT_FROBBED,
         everywhere, of("started", "failed")),
        ("every phase asked for, a command fails", "command", "Run", {"cmd": ["false"]}, exited(1),
         everywhere, of("started", "failed")),
        ("every phase asked for, bad parameters", "sleep", "Seconds", {"seconds": -1}, refused("seconds"),
         everywhere, of("failed")),
        ("only a phase that isn't reached", "noop", "Deploy", {}, echoed(), {"failed": everywhere["failed"]}, []),
        ("only completed, the step fails", "noop", "Fail", {}, [[STARTED, failed(Text())]],
         {"completed": everywhere["completed"]}, []),
        ("a transport nobody knows", "noop", "Deploy", {}, echoed(), {"completed": {"pigeon": [to("coop")]}},
         [("pigeon", "completed", [to("coop")])]),
        ("a long text in the parameters", "noop", "Deploy" * 40, {"text": "long " * 2000}, echoed({"text": "long " * 2000}),
         {"completed": {"irc": [to("long")]}}, [("irc", "completed", [to("long")])]),
        ("a hundred targets", "noop", "Deploy", {}, echoed(), {"started": {"irc": [to(f"n{i}") for i in range(100)]}},
         [("irc", "started", [to(f"n{i}") for i in range(100)])]),
        ("targets beyond ASCII", "noop", "Deploy", {}, echoed(), {"started": {"irc": [to("#čaj-🐎")]}},
         [("irc", "started", [to("#čaj-🐎")])]),
        ("phases nobody knows, empty phases", "noop", "Deploy", {}, echoed(),
         {"exploded": {"irc": [to("x")]}, "started": {}, "completed": {"irc": [to("y")]}},
         [("irc", "completed", [to("y")])]),
    ]


def _check_notification(message, worker, correlation_id):
    body = message.body
    if not isinstance(body, dict) or set(body) != {"slug", "message", "phase", "target"}:
        raise Failure(f"expected exactly the keys slug, message, phase and target, came {message}")
    if difference(Text(), body["slug"]) or len(body["slug"]) > 80:
        raise Failure(f"expected a slug of 1 to 80 characters, came {message}")
    if difference(Text(), body["message"]):
        raise Failure(f"expected a text as message, came {message}")
    if message.properties.correlation_id not in (None, correlation_id):
        raise Failure(f"expected the correlation id {correlation_id!r} or none, came {message}")
    check_sender(message, (worker,))


def _play_notifying(bus, report, watch, quiet):
    played = []
    for number, (name, worker, subcommand, parameters, answer, notify, expected) in enumerate(_notifying("{}"), 1):
        mark = uuid.uuid4().hex[:8]
        _, _, _, _, _, notify, expected = _notifying(mark)[number - 1]
        release = bus.release()
        played.append((number, name, worker, release, mark, expected))
        body = encode(job(worker, subcommand, parameters, notify=notify))
        report.case(f"D{number + 20} notify: {name}: the answer",
                    lambda: release.step(worker, body, answer))

    def mine(release, mark):
        return [m for m in watch.notifications.messages if m.properties.correlation_id == release.correlation_id
                or mark.encode() in m.raw]

    bus.wait(lambda: all(len(mine(release, mark)) >= len(expected) for *_, release, mark, expected in played),
             min(bus.timeout, 10))
    bus.quiet(quiet)
    for number, name, worker, release, mark, expected in played:
        def arrived():
            messages = mine(release, mark)
            for message in messages:
                _check_notification(message, worker, release.correlation_id)
            came = [(m.method.routing_key.removeprefix("notify."), m.body["phase"], m.body["target"]) for m in messages]
            if sorted(map(repr, came)) != sorted(map(repr, expected)):
                raise Failure(f"expected (transport, phase, target) {shorten(expected)}, came {shorten(came)}")
            release.expect_silence("after the step")

        report.case(f"D{number + 20} notify: {name}: what was sent", arrived)


def run(bus, report, quiet, watch):
    for number, worker in enumerate(WORKERS, 1):
        def one_step():
            release = bus.release()
            message, answer = good_job(worker, "output")
            release.step(worker, encode(message), answer)
            watch.expect_steps(release.correlation_id)

        report.case(f"D{number:02} output: {worker}: Starting before, Finished after", one_step)

    def failing_step():
        release = bus.release()
        release.step("noop", encode(job("noop", "Fail")), [[STARTED, failed(Text())]])
        watch.expect_steps(release.correlation_id)

    def steps_in_turn():
        release = bus.release()
        for mark in ("1", "2", "3"):
            message, answer = good_job("noop", mark)
            release.step("noop", encode(message), answer)
        watch.expect_steps(release.correlation_id, 3)

    def odd_id():
        release = bus.release(f"../../{uuid.uuid4().hex} <b>&amp;</b> č")
        message, answer = good_job("noop", "odd")
        release.step("noop", encode(message), answer)
        watch.expect_steps(release.correlation_id)

    report.case("D05 output: of a step that fails", failing_step)
    report.case("D06 output: of three steps of one release, in order", steps_in_turn)
    report.case("D07 output: of a correlation id with odd characters", odd_id)
    _play_notifying(bus, report, watch, quiet)

    def well_formed():
        for correlation_id in bus.issued:
            watch.lines(correlation_id)

    report.case("D90 output: every message to users in all parts is well-formed", well_formed)
