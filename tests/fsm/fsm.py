#!/usr/bin/python3
"""Plays the Release Engine's state machine against a worker host and checks every answer to the letter of the protocol.

    /usr/bin/python3 tests/fsm/fsm.py --uri amqp://guest:guest@127.0.0.1:5672/ [--json]

Needs Debian's python3 and python3-pika and nothing else. Exit code 0: all passed; 1: something failed; 2: no bus.
"""
import argparse
import sys

sys.dont_write_bytecode = True

import pika  # noqa: E402
import pika.exceptions  # noqa: E402

import bad_input  # noqa: E402
import concurrency  # noqa: E402
import deadletters  # noqa: E402
import output  # noqa: E402
import playbook  # noqa: E402
from bus import Bus  # noqa: E402
from jobs import WORKERS  # noqa: E402
from report import Failure, Report  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--uri", required=True, help="the bus: amqp://user:password@host:port/vhost")
    parser.add_argument("--json", action="store_true", help="write the results as one JSON object")
    parser.add_argument("--verbose", action="store_true", help="name the passed cases too")
    parser.add_argument("--parts", default="ABCD", help="which parts to play (default ABCD)")
    parser.add_argument("--timeout", type=float, default=30, help="deadline of every wait, in seconds (default 30)")
    parser.add_argument("--quiet", type=float, default=2, help="how long nothing more may come, in seconds (default 2)")
    parser.add_argument("--exchange", default="re", help="name of the release engine's exchange (default re)")
    parser.add_argument("--body-limit", type=int, default=1 << 20, help="the host's largest body, in bytes (default 1 MiB)")
    parser.add_argument("--prepare", action="store_true",
                        help="before the host starts: declare worker.noop with a dead-letter exchange, and leave")
    return parser.parse_args()


def check_topology(bus, report):
    """What a state machine relies on before it sends a step; also waits until the host is ready."""
    def ready(worker):
        queue = f"worker.{worker}"
        if not bus.wait(lambda: (bus.look_at_queue(queue) or (0, 0))[1] > 0):
            raise Failure(f"expected the queue {queue} with a consumer within {bus.timeout:g} s, came "
                          f"{'no consumer' if bus.look_at_queue(queue) else 'no such queue'}")

    def topic():
        channel = bus.connection.channel()
        channel.exchange_declare(bus.exchange, passive=True)
        channel.exchange_declare(bus.exchange, "topic", durable=True)  # the broker refuses if it is of another kind
        channel.close()

    for worker in WORKERS:
        report.case(f"ready: worker.{worker} is consumed", lambda: ready(worker))
    report.case(f"ready: exchange {bus.exchange} is a durable topic exchange", topic)


def check_leftovers(bus, report):
    def empty(worker):
        look = []

        def drained():
            look[:] = [bus.look_at_queue(f"worker.{worker}")]
            return look[0] is not None and look[0][0] == 0 and look[0][1] > 0

        if not bus.wait(drained, 5):
            raise Failure(f"expected an empty queue with a consumer, came (messages, consumers) {look[0]}")

    for worker in WORKERS:
        report.case(f"end: worker.{worker} is empty and consumed", lambda: empty(worker))


def main():
    options = arguments()
    sys.stdout.reconfigure(errors="backslashreplace")
    report = Report(options.json, options.verbose)
    try:
        bus = Bus(options.uri, options.exchange, options.timeout)
    except (pika.exceptions.AMQPError, OSError) as error:
        print(f"the bus can't be reached: {error!r}", file=sys.stderr)
        return 2
    if options.prepare:
        deadletters.prepare(bus)
        bus.close()
        return 0

    check_topology(bus, report)
    if all(case["passed"] for case in report.cases):
        watch = output.Watch(bus)  # from the first step on: what goes to users is checked in every part
        for part, title, play in (
                ("A", "a playbook of 40 steps", lambda: playbook.run(bus, report, options.quiet)),
                ("B", "bad and strange input", lambda: bad_input.run(bus, report, options.quiet, watch, options.body_limit)),
                ("C", "releases side by side", lambda: concurrency.run(bus, report, options.quiet)),
                ("D", "output and notifications", lambda: output.run(bus, report, options.quiet, watch))):
            if part in options.parts.upper():
                report.say(f"part {part}: {title}")
                report.case(f"{part}   part {part} was played to its end", play)
        check_leftovers(bus, report)
    try:
        bus.close()
    except pika.exceptions.AMQPError:
        pass
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
