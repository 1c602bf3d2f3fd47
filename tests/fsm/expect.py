"""What an answer is expected to be, and how it is compared with what came.

An expected body is plain JSON data, compared for equality as the Release Engine's own pre-deploy checks do, in which a
`Matcher` may stand where the protocol leaves a value open (the words of a failed reply, for one).
"""
import json
import math
import sys

# Answers may echo what was sent: long numbers and deep nesting are read without Python's own limits.
sys.set_int_max_str_digits(0)
sys.setrecursionlimit(5000)


class Matcher:
    """Stands for a family of values. `problem` returns None or a sentence about the value."""

    def problem(self, value):
        raise NotImplementedError


class Text(Matcher):
    """A non-empty text for a release engineer, in which every one of `parts` occurs."""

    def __init__(self, *parts):
        self.parts = parts

    def problem(self, value):
        if not isinstance(value, str) or not value.strip():
            return "is not a non-empty string"
        missing = [part for part in self.parts if part not in value]
        if missing:
            return "does not mention " + ", ".join(missing)
        if "\n   at " in value:
            return "holds a stack trace"
        return None

    def __repr__(self):
        return "<text" + (" mentioning " + ", ".join(self.parts) if self.parts else "") + ">"


class Where(Matcher):
    """A value for which `test` holds; `says` describes it."""

    def __init__(self, says, test):
        self.says, self.test = says, test

    def problem(self, value):
        return None if self.test(value) else "is not " + self.says

    def __repr__(self):
        return f"<{self.says}>"


class Terminal(Matcher):
    """A well-formed terminal body, whatever it says: `completed` with or without data, or `failed` with data."""

    def __init__(self, *statuses):
        self.statuses = statuses

    def problem(self, value):
        if not isinstance(value, dict):
            return "is not an object"
        if value.get("status") not in self.statuses:
            return "has not the status " + " or ".join(self.statuses)
        if set(value) - {"status", "data"}:
            return "has other keys than status and data"
        if "data" in value and value["data"] is None:
            return "has a null data"
        if value["status"] == "failed" and not value.get("data"):
            return "is failed without data that says why"
        return None

    def __repr__(self):
        return f"<{' or '.join(self.statuses)}>"


AN_OBJECT = Where("an object", lambda value: isinstance(value, dict))
STARTED = {"status": "started"}


def completed(*data):
    """The body of a completed step; without an argument it has no data at all."""
    return {"status": "completed", "data": data[0]} if data else {"status": "completed"}


def failed(data):
    return {"status": "failed", "data": data}


def ends(terminal):
    """The step was valid: started, then `terminal`."""
    return [[STARTED, terminal]]


def refused(*parts):
    """The input was bad: `failed` alone, with a text mentioning `parts`."""
    return [[failed(Text(*parts))]]


# Where the protocol leaves the outcome open: any legal answer, but exactly one.
ANY_LEGAL = [[STARTED, Terminal("completed", "failed")], [Terminal("failed")]]


def difference(expected, actual, where="body"):
    """None where `actual` equals `expected` as JSON, else a sentence naming the place."""
    if isinstance(expected, Matcher):
        problem = expected.problem(actual)
        return f"{where} {problem}" if problem else None
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key in expected:
            if key not in actual:
                return f"{where} lacks the key {key!r}"
        for key in actual:
            if key not in expected:
                return f"{where} has the unexpected key {key!r}"
        parts = ((expected[key], actual[key], f"{where}.{key}") for key in expected)
        return next(filter(None, (difference(*part) for part in parts)), None)
    if isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            return f"{where} has {len(actual)} elements, not {len(expected)}"
        parts = ((e, a, f"{where}[{i}]") for i, (e, a) in enumerate(zip(expected, actual)))
        return next(filter(None, (difference(*part) for part in parts)), None)
    same_kind = _kind(expected) == _kind(actual)  # True is not 1 in JSON, though it is in Python
    if same_kind and expected == actual:
        return None
    return f"{where} is {shorten(actual)}, not {shorten(expected)}"


def _kind(value):
    if value is None or isinstance(value, (bool, str, list, dict)):
        return type(value)
    return "number"


def answer_problem(allowed, bodies):
    """None where the bodies are one of the `allowed` sequences, else why they are not."""
    reasons = []
    for sequence in allowed:
        if len(sequence) != len(bodies):
            reasons.append(f"{len(bodies)} replies, not {len(sequence)}")
            continue
        found = (difference(e, a, f"reply {i + 1}") for i, (e, a) in enumerate(zip(sequence, bodies)))
        reason = next(filter(None, found), None)
        if reason is None:
            return None
        reasons.append(reason)
    return "; or ".join(dict.fromkeys(reasons))


def parse(body):
    """Reads a body the strict way: UTF-8 without a byte order mark, JSON, no NaN, no key twice. Raises ValueError."""
    return json.loads(body.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_no_duplicates)


def _no_constant(name):
    raise ValueError(f"{name} is not JSON")


def _no_duplicates(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f"a key occurs twice among {keys}")
    return dict(pairs)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and not math.isnan(value)


def shorten(value, limit=300):
    text = value if isinstance(value, str) else repr(value)
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= limit else f"{text[:limit]}... ({len(text)} characters)"
