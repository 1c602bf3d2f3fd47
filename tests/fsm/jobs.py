"""How a job message looks, and what the four workers under test are known to do."""
import json

from expect import AN_OBJECT, Text, Where, completed, ends, failed

WORKERS = ("noop", "sleep", "megafrobber", "command")
MAX_SECONDS = 86400  # of the sleep worker
ALLOWED_PROGRAMS = ("echo", "true", "false", "sh", "sleep", "cat")  # of the command worker


def job(worker, subcommand, parameters=None, *, hosts=("a.example.com",), dynamic=None, notify=None):
    """A job as re-core makes it, as a Python object."""
    inner = {"command": worker, "subcommand": subcommand, "hosts": list(hosts)}
    if dynamic:
        inner["dynamic"] = list(dynamic)
    inner.update(parameters or {})
    return {"group": "conformance", "parameters": inner, "dynamic": dynamic or {}, "notify": notify or {}}


def encode(message):
    """The body of a job; bytes are sent as they are."""
    return message if isinstance(message, bytes) else json.dumps(message).encode("utf-8")


def echoed(parameters=None):
    """The noop worker: the subcommand's own parameters come back, or no data where there are none."""
    return ends(completed(parameters) if parameters else completed())


def slept(seconds):
    return ends(completed(seconds))


FROBBED = ends(completed(AN_OBJECT))
NOT_FROBBED = ends(failed(Text()))
FROBBED_OR_NOT = FROBBED + NOT_FROBBED


def ran(*lines):
    return ends(completed({"exit_code": 0, "lines": list(lines)}))


def exited(code, *lines):
    return ends(failed({"exit_code": code, "lines": list(lines)}))


NOT_ZERO = Where("an exit code other than 0", lambda v: isinstance(v, int) and not isinstance(v, bool) and v != 0)


def good_job(worker, mark):
    """A job that surely succeeds, and its expected answer; `mark` makes its answer its own where the worker allows it."""
    return {
        "noop": (job("noop", "Anything", {"mark": mark}), echoed({"mark": mark})),
        "sleep": (job("sleep", "Seconds", {"seconds": 0}), slept(0)),
        "megafrobber": (job("megafrobber", "Frob", {"outcome": "pass"}), FROBBED),
        "command": (job("command", "Run", {"cmd": ["echo", mark]}), ran(mark)),
    }[worker]
