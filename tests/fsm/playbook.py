"""Part A: a playbook of 40 steps over four workers, one after another on the same reply queue and correlation id.

A duplicate or late reply is taken for the answer to the next step, so each step also proves that the one before it ended
with exactly one terminal reply.
"""
from expect import Text, Where, completed, ends, failed, refused
from jobs import FROBBED, FROBBED_OR_NOT, NOT_FROBBED, echoed, encode, exited, job, ran, slept
from report import Failure

DEEP = {"list": [1, 2.5, True, False, None, "", [], {}], "object": {"a": {"b": ["c"]}}, "häuser": "žluťoučký kůň 🐎"}
ODD = {"status": "completed", "data": {"$type": "System.Object"}, "$ref": "1", "": "empty key"}
TAIL = Where("the last lines, up to 'line 4000'", lambda v: isinstance(v, list) and len(v) > 0 and
             v == [f"line {i}" for i in range(4001 - len(v), 4001)])


def _run(cmd):
    return job("command", "Run", {"cmd": cmd})


STEPS = [
    ("no parameters, no data", job("noop", "Deploy"), echoed()),
    ("parameters come back", job("noop", "Deploy", {"a": 1, "b": "two"}), echoed({"a": 1, "b": "two"})),
    ("the same bytes a first time", job("noop", "Again", {"n": 1}), echoed({"n": 1})),
    ("the same bytes a second time", job("noop", "Again", {"n": 1}), echoed({"n": 1})),
    ("the same bytes a third time", job("noop", "Again", {"n": 1}), echoed({"n": 1})),
    ("nested parameters", job("noop", "Deploy", DEEP), echoed(DEEP)),
    ("sleep not at all", job("sleep", "Seconds", {"seconds": 0}), slept(0)),
    ("sleep a fraction", job("sleep", "Seconds", {"seconds": 0.25}), slept(0.25)),
    ("megafrobber passes", job("megafrobber", "Frob", {"outcome": "pass"}), FROBBED),
    ("megafrobber fails", job("megafrobber", "Frob", {"outcome": "fail"}), NOT_FROBBED),
    ("noop after a failure", job("noop", "Verify", {"after": "failure"}), echoed({"after": "failure"})),
    ("noop:Fail", job("noop", "Fail"), ends(failed(Text()))),
    ("noop:fail", job("noop", "fail"), ends(failed(Text()))),
    ("noop:FAIL with parameters", job("noop", "FAIL", {"why": "x"}), ends(failed(Text()))),
    ("command as a list", _run(["echo", "hello", "world"]), ran("hello world")),
    ("command as a string", _run("echo hello world"), ran("hello world")),
    ("command with quotes", _run("echo 'a  b' \"c  d\""), ran("a  b c  d")),
    ("command is not given to a shell", _run("echo one; echo two"), ran("one; echo two")),
    ("command without output", _run(["true"]), ran()),
    ("command that fails", _run(["false"]), exited(1)),
    ("exit code and lines of a failure", _run(["sh", "-c", "echo before; exit 3"]), exited(3, "before")),
    ("lines of standard error", _run(["sh", "-c", "echo oops >&2; exit 7"]), exited(7, "oops")),
    ("bad input alone: seconds missing", job("sleep", "Seconds"), refused("seconds")),
    ("sleep after bad input", job("sleep", "Seconds", {"seconds": 0.1}), slept(0.1)),
    ("bad input alone: unknown subcommand", job("megafrobber", "Unfrob"), refused("subcommand")),
    ("megafrobber after bad input", job("megafrobber", "Frob", {"outcome": "pass"}), FROBBED),
    ("bad input alone: program not allowed", _run(["rm", "-rf", "/nonexistent"]), refused()),
    ("command after bad input", _run("cat /dev/null"), ran()),
    ("bad input alone: unbalanced quote", _run("echo 'half"), refused()),
    ("several lines", _run(["sh", "-c", "echo one; echo; echo three"]), ran("one", "", "three")),
    ("many lines: the last ones", _run(["sh", "-c", "i=0; while [ $i -lt 4000 ]; do i=$((i+1)); echo line $i; done"]),
     ends(completed({"exit_code": 0, "lines": TAIL}))),
    ("lines in UTF-8", _run(["echo", "žluťoučký kůň 🐎"]), ran("žluťoučký kůň 🐎")),
    ("dynamic values", job("noop", "Deploy", {"x": 1}, dynamic={"cart": "bitmath", "environment": "re"}), echoed({"x": 1})),
    ("no hosts", {"parameters": {"command": "noop", "subcommand": "Check"}, "dynamic": {}, "notify": {}, "group": "g"}, echoed()),
    ("many hosts", job("noop", "Deploy", hosts=[f"h{i}.example.com" for i in range(200)]), echoed()),
    ("parameters named like a reply's keys", job("noop", "Deploy", ODD), echoed(ODD)),
    ("megafrobber as it likes", job("megafrobber", "Frob", {"outcome": "random"}), FROBBED_OR_NOT),
    ("megafrobber by default", job("megafrobber", "Frob"), FROBBED_OR_NOT),
    ("started comes before the work, completed after it", job("sleep", "Seconds", {"seconds": 1}), slept(1)),
    ("the last step", job("noop", "Done", {"last": True}), echoed({"last": True})),
]


def run(bus, report, quiet):
    assert len(STEPS) == 40
    state = {"release": bus.release()}
    begun = [state["release"]]

    for number, (name, message, allowed) in enumerate(STEPS, 1):
        worker = message["parameters"]["command"]

        def step():
            answer = state["release"].step(worker, encode(message), allowed)
            if name.startswith("started comes before"):
                gap = answer[-1].at - answer[0].at
                if gap < 0.8:
                    raise Failure(f"expected 1 s between started and completed, came {gap:.3f} s")

        if not report.case(f"A{number:02} {worker}: {name}", step):
            state["release"] = bus.release()  # else one shifted answer would fail every step after it
            begun.append(state["release"])

    def silence():
        bus.quiet(quiet)
        for release in begun:
            release.expect_silence(f"within {quiet:g} s after the last step")

    report.case("A41 nothing follows the last step", silence)
