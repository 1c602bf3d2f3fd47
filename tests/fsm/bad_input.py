"""Part B: every row of the protocol's table of bad input, and input that is merely strange.

Each case has a release of its own. After its answer a good job for the same worker follows on the same reply queue, so a
second terminal reply, or a consumer that stopped, shows at once; what comes later still is looked for at the end.
"""
import uuid
from dataclasses import dataclass, field

import deadletters
import jobs
from expect import ANY_LEGAL, Where, completed, ends, refused
from jobs import NOT_ZERO, WORKERS, echoed, encode, good_job, job, ran, slept
from report import Failure

AS_SENT = object()


@dataclass
class Case:
    name: str
    worker: str
    body: object  # bytes as they are, or a job to be encoded
    allowed: list
    properties: dict = field(default_factory=dict)
    answered_id: object = AS_SENT  # the correlation id expected on the replies


def not_json():
    """Bodies that aren't JSON or aren't an object: `failed`, saying so."""
    bodies = {
        "words": b"hello", "cut off": b'{"parameters": {"command": "noop"', "empty body": b"", "only spaces": b" \r\n\t ",
        "one zero byte": b"\0", "a list": b"[]", "a list holding a job": b"[" + encode(job("noop", "Deploy")) + b"]",
        "a string": b'"job"', "a number": b"42", "null": b"null", "true": b"true",
        "invalid UTF-8 alone": b"\xff\xfe\xfd",
        "invalid UTF-8 in a value": encode(job("noop", "Deploy"))[:-1] + b', "x": "\xc3\x28"}',
        "UTF-16": '{"parameters": {"subcommand": "Deploy"}}'.encode("utf-16"),
        "single quotes": b"{'parameters': {'subcommand': 'Deploy'}}", "unquoted keys": b'{parameters: {subcommand: "Deploy"}}',
        "two objects": b'{"parameters":{"subcommand":"Deploy"}} {}',
        "a trailing comma": b'{"parameters":{"subcommand":"Deploy"},}',
        "a comment": b'{"parameters":{"subcommand":"Deploy"} /* so */}',
        "NaN": b'{"parameters":{"subcommand":"Deploy","n":NaN}}',
        "Infinity": b'{"parameters":{"subcommand":"Deploy","n":-Infinity}}',
        "a raw control character": b'{"parameters":{"subcommand":"De\nploy"}}', "gzip": b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
        "nesting too deep": _nested(10000),
        "nesting too deep in a key nobody reads": b'{"x":' + b"[" * 10000 + b"]" * 10000 + b"," + encode(job("noop", "Deploy"))[1:],
        "nesting too deep, never closed": b'{"parameters":' + b'{"a":' * 10000, "lists too deep": b"[" * 100000,
    }
    for worker in ("noop", "command"):
        for name, body in bodies.items():
            if worker == "noop" or name in ("words", "empty body", "a list", "invalid UTF-8 alone"):
                yield Case(f"not a JSON object: {name}", worker, body, refused())


def size(limit):
    """Bodies around the limit; the padding is in a key that nobody reads."""
    def padded(length):
        head, tail = b'{"padding":"', b'",' + encode(job("sleep", "Seconds", {"seconds": 0}))[1:]
        return head + b"x" * (length - len(head) - len(tail)) + tail

    yield Case("size: just at the limit", "sleep", padded(limit), slept(0))
    yield Case("size: one byte over the limit", "sleep", padded(limit + 1), refused())
    yield Case("size: five times the limit", "sleep", padded(5 * limit), refused())
    yield Case("size: over the limit and no JSON", "noop", b"\xff" * (limit + 1), refused())


def parameters():
    """`parameters` and the subcommand missing or wrong."""
    rest = {"group": "g", "dynamic": {}, "notify": {}}
    for worker in WORKERS:
        yield Case("parameters missing", worker, rest, refused("parameters"))
    for name, value in {"null": None, "a list": [], "a string": "x", "a number": 5, "true": True}.items():
        yield Case(f"parameters: {name}", "megafrobber", {**rest, "parameters": value}, refused("parameters"))
    yield Case("an empty object", "megafrobber", b"{}", refused("parameters"))
    for worker in ("megafrobber", "command"):
        extra = {"cmd": ["true"]} if worker == "command" else {}
        yield Case("subcommand missing", worker, {**rest, "parameters": {"command": worker, **extra}}, refused("subcommand"))
        for name, value in {"null": None, "a number": 5, "a list": ["Frob", "Run"], "an object": {}, "true": True,
                            "empty": "", "unknown": "Defenestrate", "unknown and long": "x" * 100000,
                            "unknown and odd": "Frob\u0000Run\n<b>"}.items():
            yield Case(f"subcommand: {name}", worker, job(worker, value, extra), refused("subcommand"))
    for worker in ("noop", "sleep"):  # these take any subcommand; that there must be one is left to them
        extra = {"seconds": 0} if worker == "sleep" else {}
        for name, value in {"null": None, "a number": 5, "empty": ""}.items():
            yield Case(f"subcommand: {name}", worker, job(worker, value, extra), ANY_LEGAL)


def values():
    """Required parameters missing, of the wrong type, out of range; several at once."""
    yield Case("seconds missing", "sleep", job("sleep", "Seconds"), refused("seconds"))
    for name, value in {"null": None, "a word": "soon", "a numeral in quotes": "5", "empty": "", "true": True, "a list": [1],
                        "an object": {}, "below the range": -1, "just below the range": -0.001,
                        "just above the range": jobs.MAX_SECONDS + 0.5, "far above the range": 10 ** 30}.items():
        yield Case(f"seconds: {name}", "sleep", job("sleep", "Seconds", {"seconds": value}), refused("seconds"))
    yield Case("seconds: too large for a double", "sleep",
               b'{"parameters":{"command":"sleep","subcommand":"Seconds","seconds":1e400}}', refused("seconds"))
    yield Case("seconds: the range is told", "sleep", job("sleep", "Seconds", {"seconds": -5}),
               refused("seconds", str(jobs.MAX_SECONDS)))
    yield Case("seconds: the smallest number", "sleep", job("sleep", "Seconds", {"seconds": 0}), slept(0))
    for name, value in {"a number": 5, "true": True, "an object": {}, "a list": ["pass"], "unknown": "maybe"}.items():
        yield Case(f"outcome: {name}", "megafrobber", job("megafrobber", "Frob", {"outcome": value}), refused("outcome"))
    yield Case("outcome: what may be given is told", "megafrobber", job("megafrobber", "Frob", {"outcome": "maybe"}),
               refused("outcome", "pass", "fail", "random"))
    yield Case("outcome: null", "megafrobber", job("megafrobber", "Frob", {"outcome": None}), ANY_LEGAL)
    yield Case("cmd missing", "command", job("command", "Run"), refused("cmd"))
    for name, value in {"null": None, "a number": 5, "true": True, "an object": {"program": "echo"}, "a list of numbers": [1],
                        "a list in a list": [["echo"]]}.items():
        yield Case(f"cmd: {name}", "command", job("command", "Run", {"cmd": value}), refused("cmd"))
    for name, value in {"an empty list": [], "an empty string": "", "a blank string": "   ", "an empty program": [""],
                        "not allowed": ["rm", "x"], "not allowed, as a string": "reboot now",
                        "a path to one not allowed": "/bin/rm x",
                        "an unbalanced single quote": "echo 'a", "an unbalanced double quote": 'echo "a',
                        "a program that only begins like an allowed one": ["echo2"], "a shell's trick": "$(echo) x"}.items():
        yield Case(f"cmd: {name}", "command", job("command", "Run", {"cmd": value}), refused())
    several = job("sleep", "Seconds", {"seconds": "soon"})
    several["parameters"]["hosts"] = 5
    yield Case("several errors: seconds and hosts", "sleep", several, refused("seconds", "hosts"))
    several = job("sleep", "Seconds", {"seconds": -1})
    several["dynamic"] = 5
    yield Case("several errors: seconds and dynamic", "sleep", several, refused("seconds", "dynamic"))
    several = job("megafrobber", "Frob", {"outcome": "maybe"})
    several["parameters"]["hosts"] = {"a": 1}
    yield Case("several errors: outcome and hosts", "megafrobber", several, refused("outcome", "hosts"))
    yield Case("a program killed by a signal", "command", job("command", "Run", {"cmd": ["sh", "-c", "kill -9 $$"]}),
               ends({"status": "failed", "data": {"exit_code": NOT_ZERO, "lines": []}}))
    yield Case("output that isn't UTF-8", "command", job("command", "Run", {"cmd": ["sh", "-c", r"printf 'a\377b\n'"]}),
               ends(completed({"exit_code": 0, "lines": Where("one text", lambda v: isinstance(v, list) and len(v) == 1)})))
    yield Case("output without a last newline", "command", job("command", "Run", {"cmd": ["sh", "-c", "printf last"]}), ran("last"))


def lenient():
    """What must not be an error."""
    inner = {"command": "noop", "subcommand": "Deploy"}
    yield Case("no dynamic, notify, group and hosts", "noop", {"parameters": inner}, echoed())
    for key in ("dynamic", "notify", "group"):
        message = job("noop", "Deploy")
        del message[key]
        yield Case(f"no {key}", "noop", message, echoed())
    yield Case("dynamic is null", "noop", {**job("noop", "Deploy"), "dynamic": None}, echoed())
    yield Case("no hosts on a list of hosts", "noop", job("noop", "Deploy", hosts=()), echoed())
    extra = {"unknown": {"a": [1]}, "status": "failed", "reply_to": "elsewhere", "correlation_id": "other"}
    for worker in WORKERS:
        message, allowed = good_job(worker, "extra")
        yield Case("unknown keys at the top", worker, {**message, **extra}, allowed)
        if worker != "noop":
            yield Case("unknown parameters", worker, {**message, "parameters": {**message["parameters"], **extra}}, allowed)
    yield Case("space around the object", "noop", b"\r\n " + encode(job("noop", "Deploy")) + b"\n\n", echoed())


def strange():
    """Strange values: where the protocol says what comes, that; else any legal answer, and only one."""
    for name, value in {"unicode": "žluťoučký 🐎 \u2028 \u202e", "a surrogate pair": "\U0001f600", "a zero character": "a\0b",
                        "a string of 100 KB": "x" * 102400, "a string of 100 KB beyond ASCII": "č" * 51200,
                        "an integer beyond 64 bits": 123456789012345678901234567890, "the largest 64-bit integer": 2 ** 63 - 1,
                        "an integer a double can't hold": 2 ** 53 + 1, "a small number": 1e-300, "a list of 10000": list(range(10000)),
                        "markup": "<script>&amp;'\"\\/</script>", "format characters": "{0} {nope} %s %n ${jndi:x}",
                        "nesting of 20": _deep(20)}.items():
        yield Case(f"comes back: {name}", "noop", job("noop", "Deploy", {"v": value}), echoed({"v": value}))
    names = {"$type": "System.IO.FileInfo", "__proto__": {}, "": 1, "a.b": 2, "č": 3, "Command ": 4, "k" * 5000: 5}
    yield Case("comes back: odd names", "noop", job("noop", "Deploy", names), echoed(names))
    many = {f"p{i}": i for i in range(5000)}
    yield Case("comes back: 5000 parameters", "noop", job("noop", "Deploy", many), echoed(many))

    raw = {"a lone surrogate": rb'"\ud800"', "surrogates in the wrong order": rb'"\udc00\ud800"', "a number too large for a double": b"1e400",
           "a number of 5000 digits": b"9" * 5000, "nesting of 1000": b"[" * 1000 + b"]" * 1000}
    for name, value in raw.items():
        yield Case(f"any legal answer: {name}", "noop",
                   b'{"parameters":{"command":"noop","subcommand":"Deploy","v":' + value + b"}}", ANY_LEGAL)
    bodies = {
        "a byte order mark": b"\xef\xbb\xbf" + encode(job("noop", "Deploy")),
        "a lone surrogate in a key": rb'{"parameters":{"command":"noop","subcommand":"Deploy","\ud800":1}}',
        "a lone surrogate as subcommand": rb'{"parameters":{"command":"noop","subcommand":"\ud800"}}',
        "a lone surrogate as host": rb'{"parameters":{"command":"noop","subcommand":"Deploy","hosts":["\ud800"]}}',
        "a lone surrogate as group": rb'{"group":"\ud800","parameters":{"command":"noop","subcommand":"Deploy"}}',
        "a lone surrogate in notify":
            rb'{"notify":{"started":{"\ud800":["\udfff"]}},"parameters":{"command":"noop","subcommand":"Deploy"}}',
        "parameters twice": b'{"parameters":{"subcommand":"Fail"},"parameters":{"command":"noop","subcommand":"Deploy"}}',
        "subcommand twice": b'{"parameters":{"command":"noop","subcommand":"Deploy","subcommand":"Fail"}}',
        "a parameter twice": b'{"parameters":{"command":"noop","subcommand":"Deploy","v":1,"v":2}}',
        "a parameter twice but for its case": b'{"parameters":{"command":"noop","subcommand":"Deploy","v":1,"V":2}}',
        "dynamic twice": b'{"dynamic":{},"dynamic":{"a":1},"parameters":{"command":"noop","subcommand":"Deploy"}}',
        "command missing": b'{"parameters":{"subcommand":"Deploy"}}',
        "command of another worker": b'{"parameters":{"command":"sleep","subcommand":"Deploy"}}',
        "command not a string": b'{"parameters":{"command":{},"subcommand":"Deploy"}}',
    }
    for name, body in bodies.items():
        yield Case(f"any legal answer: {name}", "noop", body, ANY_LEGAL)
    yield Case("any legal answer: a required parameter twice", "sleep",
               b'{"parameters":{"command":"sleep","subcommand":"Seconds","seconds":0,"seconds":"x"}}', ANY_LEGAL)
    yield Case("any legal answer: a zero character in an argument", "command",
               job("command", "Run", {"cmd": ["echo", "a\0b"]}), ANY_LEGAL)
    yield Case("any legal answer: a lone surrogate in an argument", "command",
               job("command", "Run", {"cmd": ["echo", "\ud800"]}), ANY_LEGAL)
    for key in ("dynamic", "notify", "group"):
        odd = [5, "x", [], [1]] if key == "dynamic" else [None, 5, "x", [], [1]]
        if key == "notify":
            odd += [{"started": started} for started in (None, 5, ["x"], {"irc": "x"}, {"irc": [1, None]})]
        for value in odd:
            yield Case(f"any legal answer: {key} is {value!r}", "noop", {**job("noop", "Deploy"), key: value}, ANY_LEGAL)
    yield Case("any legal answer: a transport that is no routing key", "noop",
               job("noop", "Deploy", notify={"started": {"t" * 300: ["x"], "#": ["x"], "": ["x"]}}), ANY_LEGAL)
    for key, value in (("hosts", None), ("hosts", "a"), ("hosts", [1, None]), ("dynamic", "x"), ("dynamic", None), ("dynamic", ["absent"])):
        message = job("noop", "Deploy")
        message["parameters"][key] = value
        yield Case(f"any legal answer: parameters.{key} is {value!r}", "noop", message, ANY_LEGAL)


def properties():
    """Strange properties of the delivery."""
    good, allowed = good_job("noop", "properties")
    for name, body, answer in (("a good job", good, allowed), ("not JSON", b"{", refused()),
                               ("bad parameters", {"parameters": 5}, refused("parameters"))):
        yield Case(f"no correlation_id: {name}", "noop", body, answer, {"correlation_id": None})
    yield Case("correlation_id is empty", "noop", good, allowed, {"correlation_id": ""}, Where("empty or absent", lambda v: not v))
    for name, value in {"of 255 bytes": "c" * 255, "of 255 bytes beyond ASCII": "č" * 127 + "c", "that is a path": "../../../etc/passwd",
                        "with control characters": "a\r\n\tb\x1b[31m", "with markup": "<b>&{0}%s"}.items():
        yield Case(f"correlation_id {name}", "noop", good, allowed, {"correlation_id": value})
    yield Case("correlation_id that isn't UTF-8", "noop", good, ANY_LEGAL,
               {"correlation_id": b"\xff\xfe"}, Where("anything", lambda v: True))
    headers = {"bytes": b"\0\xff", "table": {"list": [1, None, {"a": b"\xfe"}]}, "large": b"x" * 20000, "flag": True,
               "x-death": "forged", "traceparent": "not a trace parent", "baggage": b"\xff"}
    yield Case("binary headers", "noop", good, allowed, {"headers": headers})
    yield Case("every other property, each a strange one", "noop", good, allowed,
               {"content_type": "text/html; charset=\xff", "content_encoding": "gzip", "delivery_mode": 2, "priority": 255, "type": "?",
                "message_id": "m" * 255, "timestamp": 2 ** 63 - 1, "app_id": "a" * 255, "cluster_id": "c"})


def play(bus, case, begun):
    release = bus.release()
    begun.append(release)
    expected_id = case.properties.get("correlation_id", release.correlation_id)
    if case.answered_id is not AS_SENT:
        expected_id = case.answered_id
    release.send(case.worker, encode(case.body), **case.properties)
    answer = release.take_answer()
    try:
        release.check(case.worker, answer, case.allowed, expected_id)
    finally:
        if answer:
            follow(release, case.worker, "after the answer")


def follow(release, worker, when):
    """A good job for the same worker is answered, and by nothing but its own answer."""
    release.expect_silence(when)
    message, allowed = good_job(worker, uuid.uuid4().hex)
    release.step(worker, encode(message), allowed)


def unanswerable(bus, report, watch, begun):
    """Jobs that can't be answered run all the same, and nothing else breaks."""
    good, _ = good_job("noop", "unanswerable")
    gone = bus.release()
    gone.drop_queue()

    def runs(release, **properties):
        release.send("noop", encode(good), **properties)
        watch.expect_steps(release.correlation_id)
        follow(release, "noop", "for a job that can't be answered")

    for name, reply_to in (("no reply_to", None), ("reply_to of a queue that is gone", gone.queue),
                           ("reply_to of no queue ever", "amq.gen-" + "x" * 200), ("reply_to is empty", "")):
        def runs_unanswered():
            release = bus.release()
            begun.append(release)
            runs(release, reply_to=reply_to)

        def bad_unanswered():
            release = bus.release()
            begun.append(release)
            for body in (b"{", b"[]", b"{}", b'{"parameters":{"command":"noop"}}', encode(job("noop", "Fail"))):
                release.send("noop", body, reply_to=reply_to)
            follow(release, "noop", "for jobs that can't be answered")

        report.case(f"B noop: {name}: the step runs", runs_unanswered)
        report.case(f"B noop: {name}: bad input harms nothing", bad_unanswered)

    def goes_away():
        leaver, stayer = bus.release(), bus.release()
        begun.append(stayer)
        leaver.send("sleep", encode(job("sleep", "Seconds", {"seconds": 1})))
        if not bus.wait(lambda: leaver.inbox):
            raise Failure("expected started, came nothing")
        leaver.drop_queue()
        watch.expect_steps(leaver.correlation_id)
        follow(stayer, "sleep", "on another release")

    def own_queue():
        release = bus.release()
        begun.append(release)
        runs(release, reply_to="worker.noop")

    report.case("B sleep: the reply queue goes away while the step runs", goes_away)
    report.case("B noop: reply_to is the worker's own queue", own_queue)


def flood(bus, report, begun):
    """More bad input than a consumer may have unacknowledged: were any left so, the consumer would come to a stand."""
    def play_flood():
        sleeper, release = bus.release(), bus.release()
        begun.extend((sleeper, release))
        sleeper.send("sleep", encode(job("sleep", "Seconds", {"seconds": 0.5})))
        kinds = (b"{", b"[]", b"{}", b'{"parameters":{"command":"megafrobber"}}', b"\xff")
        for number in range(400):
            release.send("megafrobber", kinds[number % len(kinds)])
        bus.wait(lambda: len(release.inbox) >= 400)
        if len(release.inbox) != 400:
            raise Failure(f"expected 400 replies, came {len(release.inbox)}")
        for message in release.inbox:
            release.check("megafrobber", [message], refused(), release.correlation_id)
        release.inbox.clear()
        follow(release, "megafrobber", "after 400 replies")
        answer = sleeper.take_answer()
        sleeper.check("sleep", answer, slept(0.5), sleeper.correlation_id)
        took = answer[-1].at - answer[0].at
        if took > 5:
            raise Failure(f"expected the other worker's step of 0.5 s not to be slowed, came {took:.1f} s")

    report.case("B megafrobber: 400 bad jobs at once, and a good one after them", play_flood)


def run(bus, report, quiet, watch, limit):
    begun = []
    for cases in (not_json(), size(limit), parameters(), values(), lenient(), strange(), properties()):
        for case in cases:
            report.case(f"B {case.worker}: {case.name}", lambda: play(bus, case, begun))
    unanswerable(bus, report, watch, begun)
    flood(bus, report, begun)
    deadletters.run(bus, report)

    def silence():
        bus.quiet(quiet)
        late = [f"{release.correlation_id}: {message}" for release in begun for message in release.inbox]
        if late:
            raise Failure("expected no late message, came " + "; ".join(late[:5]))

    report.case("B nothing follows the answers", silence)


def _deep(levels):
    value = "bottom"
    for level in range(levels):
        value = [value] if level % 2 else {"k": value}
    return value


def _nested(levels):
    return b'{"parameters":{"command":"noop","subcommand":"Deploy","v":' + b"[" * levels + b"]" * levels + b"}}"
