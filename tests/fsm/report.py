"""Keeps the results of the cases and writes them, as text or as JSON."""
import json
import sys
import time


class Failure(Exception):
    """A case did not come out as the protocol demands; the text says what was expected and what came."""


class Report:
    def __init__(self, as_json=False, verbose=False):
        self.as_json, self.verbose = as_json, verbose
        self.cases = []
        self.began = time.monotonic()

    def case(self, name, action):
        """Runs one case; whatever goes wrong in it is noted and never stops the next. Returns whether it passed."""
        began = time.monotonic()
        try:
            action()
            error = None
        except Failure as failure:
            error = str(failure)
        except Exception as exception:  # a lost connection, say: this case's failure, not the program's end
            error = f"{type(exception).__name__}: {exception}"
        self.note(name, error, time.monotonic() - began)
        return error is None

    def note(self, name, error, seconds=0.0):
        self.cases.append({"name": name, "passed": error is None, "error": error, "seconds": round(seconds, 3)})
        if not self.as_json and (error or self.verbose):
            print(f"{'FAILED' if error else 'ok    '} {name} ({seconds:.2f} s)" + (f"\n       {error}" if error else ""),
                  flush=True)

    def say(self, text):
        """Progress for a person; on standard error, so that standard output keeps to the results."""
        print(text, file=sys.stderr, flush=True)

    def finish(self):
        """Writes the summary; returns the exit code."""
        failures = sum(not case["passed"] for case in self.cases)
        passes = len(self.cases) - failures
        summary = f"{passes} passed, {failures} failed"
        if self.as_json:
            print(json.dumps({"passed": passes, "failed": failures, "seconds": round(time.monotonic() - self.began, 1),
                              "cases": self.cases}, indent=2))
            self.say(summary)
        else:
            print(summary, flush=True)
        return 1 if failures or not passes else 0
