"""What becomes of rejected deliveries, where a dead-letter exchange is set.

A worker's queue gets its dead-letter exchange from the administrator, so `prepare` plays that part before the host starts:
it declares worker.noop with one. That the host consumes a queue made with other arguments is a demand of the protocol too.
"""
import time

from bus import Message
from report import Failure

EXCHANGE = QUEUE = "fsm.dead"
WORKER = "noop"


def prepare(bus):
    channel = bus.connection.channel()
    channel.exchange_declare(EXCHANGE, "fanout", durable=True)
    channel.queue_declare(QUEUE, durable=True)
    channel.queue_bind(QUEUE, EXCHANGE, "")
    channel.queue_declare(f"worker.{WORKER}", durable=True, arguments={"x-dead-letter-exchange": EXCHANGE})
    channel.close()


class DeadLetters:
    """The dead letters of worker.noop; `present` is false where nothing was prepared."""

    def __init__(self, bus):
        self.bus = bus
        self.present = bus.look_at_queue(QUEUE) is not None
        if self.present:
            bus.publishing.queue_purge(QUEUE)

    def take(self, count, timeout=5):
        """The dead letters there are, after waiting for `count` of them."""
        self.bus.wait(lambda: self.bus.look_at_queue(QUEUE)[0] >= count, timeout)
        letters = []
        while True:
            method, properties, body = self.bus.publishing.basic_get(QUEUE, auto_ack=True)
            if method is None:
                return letters
            letters.append(Message(method, properties, body, time.monotonic()))

    def expect(self, bodies):
        """Exactly these bodies were rejected, in any order, each once and for no other reason."""
        letters = self.take(len(bodies))
        if sorted(letter.raw for letter in letters) != sorted(bodies):
            raise Failure(f"expected the dead letters {[body[:60] for body in bodies]}, came "
                          f"{[letter.raw[:60] for letter in letters]}")
        for letter in letters:
            deaths = (letter.properties.headers or {}).get("x-death") or [{}]
            if deaths[0].get("reason") != "rejected" or deaths[0].get("count") != 1:
                raise Failure(f"expected a dead letter rejected once, came {deaths}")


def run(bus, report):
    dead = DeadLetters(bus)
    if not dead.present:
        report.say("       no dead-letter exchange was prepared (--prepare): these cases are left out")
        return
    bad = [b"{not json", b"[1]", b"", b"\xff\xfe"]
    acked = [b"{}", b'{"parameters":{"command":"noop","subcommand":"Fail"}}', b'{"parameters":5}']

    def send_all(bodies, **properties):
        release = bus.release()
        for body in bodies:
            release.send(WORKER, body, **properties)
            if "reply_to" not in properties:
                release.take_answer()

    def rejected():
        send_all(bad)
        dead.expect(bad)

    def rejected_unanswered():
        send_all(bad, reply_to=None)
        dead.expect(bad)

    def acknowledged():
        send_all(acked)
        bus.quiet(1)
        dead.expect([])

    report.case("B dead letters: what isn't a JSON object is rejected without requeue", rejected)
    report.case("B dead letters: the same without reply_to", rejected_unanswered)
    report.case("B dead letters: a step that fails, in its parameters or later, is acked", acknowledged)
