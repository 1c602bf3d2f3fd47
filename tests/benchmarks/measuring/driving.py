"""Runs the driver, which sends the jobs, counts and verifies the replies, and reads what processor time was used."""
import json
import os
import subprocess
from pathlib import Path

TIMEOUT_SECONDS = 600
FAULTS = (OSError, RuntimeError, subprocess.TimeoutExpired)  # what may go wrong in one run; the others go on


class Driver:
    """The driver against one broker. Every result is a line in the file."""

    def __init__(self, program: Path, broker, results: Path):
        self._program = program
        self._broker = broker
        self._results = results
        results.parent.mkdir(parents=True, exist_ok=True)
        results.write_text("")
        self.wrong = 0

    def run(self, labels: dict, queue: str, pids: list[int], *, jobs: int, warmup: int, mode: str = "throughput", size: int = 0, in_flight: int = 0) -> dict:
        """Measures once, and keeps the result with its labels."""
        result = self._call(
            queue, "--mode", mode, "--jobs", jobs, "--warmup", warmup, "--size", size, "--in-flight", in_flight, "--timeout", TIMEOUT_SECONDS,
            "--worker-pid", ",".join(map(str, pids)), "--broker-pid", self._broker.pid)
        return self._keep(labels, result)

    def fail(self, labels: dict, fault: Exception) -> dict:
        """Keeps that a worker could not be measured."""
        return self._keep(labels, {"mode": "none", "ok": False, "error": str(fault)})

    def _keep(self, labels: dict, result: dict) -> dict:
        row = labels | result
        self.wrong += not row["ok"]
        with self._results.open("a") as file:
            file.write(json.dumps(row) + "\n")
        told = f"{row['mode']} {row['jobs_per_s']:.0f} jobs/s, p50 {row['p50_ms']} ms" if "jobs_per_s" in row else row["error"]
        print(f"  {' '.join(map(str, labels.values()))}: {told}{'' if row['ok'] else ' WRONG'}", flush=True)
        return row

    def clean(self, queue: str) -> None:
        """Deletes a queue."""
        self._call(queue, "--mode", "cleanup")

    def _call(self, queue: str, *options) -> dict:
        command = ["dotnet", str(self._program), "--queue", queue, *map(str, options)]
        done = subprocess.run(command, env=os.environ | {"BENCH_PORT": str(self._broker.port)}, capture_output=True, text=True, timeout=TIMEOUT_SECONDS + 120)
        if "cleanup" in options:
            return {}
        try:
            return json.loads(done.stdout)
        except ValueError:
            return {"mode": options[1], "ok": False, "error": f"the driver ended with {done.returncode}: {done.stderr.strip()[-500:]}"}
