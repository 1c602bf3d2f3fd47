#!/usr/bin/python3
"""Measures the host: side by side with others, as there is more of something, and at its start. See README.md beside this file."""
import argparse
import signal
import sys

sys.dont_write_bytecode = True  # nothing but artifacts/ and the plots is written

from measuring.bench import Bench  # noqa: E402
from measuring.paths import ROOT  # noqa: E402


def main() -> int:
    """Measures what the command line says; 1 where a reply was lost, doubled or out of order."""
    options = read_options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended
    with Bench(options) as bench:
        return 0 if options.measure(bench) else 1


def read_options() -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add(commands, "compare", run_compare, "side by side with what else does the same work", rounds=5, jobs=20000).add_argument(
        "--only", metavar="NAMES", help="only these workers, separated by commas")
    growth = add(commands, "growth", run_growth, "as there are more plugins, jobs at a time, bytes, hosts, history", rounds=3, jobs=20000)
    growth.add_argument("--only", metavar="NAMES", help="only these of plugins, in-flight, size, hosts, history, separated by commas")
    growth.add_argument("--history", type=positive, default=500_000, metavar="N", help="finished jobs in the full journal (default: %(default)s)")
    add(commands, "start", run_start, "start, memory when idle, reload of a changed plugin", rounds=5)
    return parser.parse_args()


def add(commands, name: str, measure, text: str, rounds: int, jobs: int | None = None) -> argparse.ArgumentParser:
    """Adds a command with the options that all have."""
    command = commands.add_parser(name, help=text, description=f"Measures: {text}.")
    command.set_defaults(measure=measure)
    command.add_argument("--rounds", type=positive, default=rounds, metavar="N", help="how often (default: %(default)s)")
    if jobs:
        command.add_argument("--jobs", type=positive, default=jobs, metavar="N", help="how many jobs each time (default: %(default)s)")
    command.add_argument("--host", metavar="FOLDER", help="a published host (default: this one, published as Release)")
    command.add_argument("--broker-port", type=positive, metavar="N", help="a RabbitMQ node that runs on 127.0.0.1, user guest (default: a private node is started)")
    command.add_argument("--built", action="store_true", help="take what the last run has built")
    command.add_argument("--images", default=str(ROOT / "docs" / "images"), metavar="FOLDER", help="where plots go (default: docs/images)")
    return command


def positive(text: str) -> int:
    """A number from 1 on."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return value


def run_compare(bench: Bench) -> bool:
    """Imports what is needed only here, as the others do."""
    from measuring.compare import compare
    return compare(bench)


def run_growth(bench: Bench) -> bool:
    """The plots need matplotlib, which the others do without."""
    from measuring.growth import growth
    return growth(bench)


def run_start(bench: Bench) -> bool:
    """Measures the start."""
    from measuring.starting import start
    return start(bench)


if __name__ == "__main__":
    sys.exit(main())
