"""The state machine's side of the bus: one connection, releases with their reply queues, taps on an exchange.

Everything runs in one thread: messages are put into inboxes while something is waited for, and every wait has a deadline.
"""
import time
import uuid
from dataclasses import dataclass

import pika
import pika.exceptions

import expect
from report import Failure


@dataclass
class Message:
    """One message as it came."""
    method: object
    properties: object
    raw: bytes
    at: float

    @property
    def body(self):
        """The parsed body. Raises Failure where it isn't JSON."""
        try:
            return expect.parse(self.raw)
        except (ValueError, RecursionError) as error:
            raise Failure(f"expected a JSON body, came {expect.shorten(self.raw)} ({error})") from None

    def __str__(self):
        p = self.properties
        return (f"{expect.shorten(self.raw.decode('utf-8', 'backslashreplace'))} "
                f"[correlation_id={expect.shorten(p.correlation_id, 80)} "
                f"app_id={p.app_id!r} reply_to={p.reply_to!r} exchange={self.method.exchange!r} key={self.method.routing_key!r}]")


class Bus:
    def __init__(self, uri, exchange, timeout):
        self.exchange, self.timeout = exchange, timeout
        parameters = pika.URLParameters(uri)
        self.connection = pika.BlockingConnection(parameters)
        self.consuming = self.connection.channel()
        self.publishing = self.connection.channel()
        self.publishing.confirm_delivery()
        self.issued = set()  # every correlation id of ours

    def close(self):
        if self.connection.is_open:
            self.connection.close()

    def wait(self, condition, timeout=None):
        """Lets messages in until `condition()` holds; returns whether it does. Never longer than the deadline."""
        deadline = time.monotonic() + (self.timeout if timeout is None else timeout)
        self.connection.process_data_events(time_limit=0)
        while not condition():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            self.connection.process_data_events(time_limit=min(left, 0.25))
        return True

    def quiet(self, seconds):
        """Lets messages in for so long."""
        self.wait(lambda: False, seconds)

    def consume(self, queue, inbox):
        def take(_channel, method, properties, body):
            inbox.append(Message(method, properties, body, time.monotonic()))
        return self.consuming.basic_consume(queue, take, auto_ack=True, exclusive=True)

    def publish(self, routing_key, body, properties):
        """Publishes on the exchange of the release engine; a job that no queue takes is a failure at once."""
        try:
            self.publishing.basic_publish(self.exchange, routing_key, body, properties, mandatory=True)
        except pika.exceptions.UnroutableError:
            raise Failure(f"expected a queue bound to {self.exchange} with {routing_key}, came the message back") from None

    def look_at_queue(self, queue):
        """The broker's (message count, consumer count) for a queue, or None where there is no such queue."""
        channel = self.connection.channel()
        try:
            method = channel.queue_declare(queue, passive=True).method
            channel.close()
            return method.message_count, method.consumer_count
        except pika.exceptions.ChannelClosedByBroker as closed:
            if closed.reply_code == 404:
                return None
            raise

    def tap(self, *keys):
        return Tap(self, keys)

    def release(self, correlation_id=None):
        return Release(self, correlation_id)


class Tap:
    """An own queue on the exchange: sees what is published there under the given routing keys."""

    def __init__(self, bus, keys):
        self.bus, self.messages = bus, []
        queue = bus.consuming.queue_declare("", exclusive=True).method.queue
        for key in keys:
            bus.consuming.queue_bind(queue, bus.exchange, key)
        bus.consume(queue, self.messages)

    def of(self, correlation_id):
        return [m for m in self.messages if m.properties.correlation_id == correlation_id]


class Release:
    """One release of the state machine: a temporary reply queue and a correlation id, over which its steps go in turn."""

    def __init__(self, bus, correlation_id=None):
        self.bus = bus
        self.correlation_id = uuid.uuid4().hex[:24] if correlation_id is None else correlation_id
        bus.issued.add(self.correlation_id)
        self.inbox = []
        self.queue = bus.consuming.queue_declare("", exclusive=True).method.queue
        self.tag = bus.consume(self.queue, self.inbox)

    def send(self, worker, body, **properties):
        """Sends a job the way re-core does: reply_to and correlation_id and nothing else, unless told otherwise."""
        given = {"reply_to": self.queue, "correlation_id": self.correlation_id, **properties}
        given = {name: value for name, value in given.items() if value is not None}
        self.bus.publish(f"worker.{worker}", body, pika.BasicProperties(**given))

    def answered(self):
        """Whether the inbox holds a terminal reply, or something that can't be read as a reply."""
        return any(not _is_started(message) for message in self.inbox)

    def take_answer(self, timeout=None):
        """The messages up to and including the first terminal one; what follows it stays in the inbox."""
        self.bus.wait(self.answered, timeout)
        count = next((i + 1 for i, m in enumerate(self.inbox) if not _is_started(m)), len(self.inbox))
        answer, self.inbox[:] = self.inbox[:count], self.inbox[count:]
        return answer

    def step(self, worker, body, allowed, **properties):
        """One step from end to end: sends it and checks its answer. Returns the replies."""
        self.expect_silence("before the step was sent")
        self.send(worker, body, **properties)
        answer = self.take_answer()
        self.check(worker, answer, allowed, properties.get("correlation_id", self.correlation_id))
        return answer

    def check(self, worker, answer, allowed, correlation_id):
        """The replies to one step: the sequence, each body and each property."""
        came = "\n         ".join(map(str, answer)) if answer else f"nothing within {self.bus.timeout:g} s"
        reason = expect.answer_problem(allowed, [message.body for message in answer])
        if reason:
            raise Failure(f"expected {' or '.join(map(expect.shorten, allowed))}\n       came {came}\n       {reason}")
        for message in answer:
            self.check_properties(message, worker, correlation_id)

    def check_properties(self, message, worker, correlation_id):
        wanted = {"correlation_id": correlation_id, "app_id": worker, "reply_to": "log"}
        for name, value in wanted.items():
            actual = getattr(message.properties, name)
            if actual != value and not (isinstance(value, expect.Matcher) and value.problem(actual) is None):
                raise Failure(f"expected {name} {value!r}, came {actual!r} on {message}")
        if (message.method.exchange, message.method.routing_key) != ("", self.queue):
            raise Failure(f"expected it over the default exchange to {self.queue}, came {message}")

    def expect_silence(self, when):
        self.bus.wait(lambda: True)
        if self.inbox:
            came = "; ".join(map(str, self.inbox))
            self.inbox.clear()
            raise Failure(f"expected no message {when}, came {came}")

    def drop_queue(self):
        """The reply queue goes away, as when the state machine ends."""
        self.bus.consuming.basic_cancel(self.tag)
        self.bus.consuming.queue_delete(self.queue)


def _is_started(message):
    try:
        body = message.body
    except Failure:
        return False
    return isinstance(body, dict) and body.get("status") == "started"
