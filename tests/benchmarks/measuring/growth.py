"""What becomes of throughput and cost when there is more of something: plugins, jobs at a time, bytes, hosts, history."""
import contextlib
import shutil
from pathlib import Path

from .bench import Bench
from .driving import FAULTS, Driver
from .figures import median, number, spread, table, values
from .history import fill
from .hosts import MEASURED, HostFolder
from .plots import plot

QUEUE = "worker.noop"
PLUGINS = (1, 10, 100)
IN_FLIGHT = {1: 10, 10: 2, 100: 1}  # and of how many jobs one is sent: few in flight take long
HOSTS = (1, 2, 4)
SIZES = {"0.1 KB": (0, 1), "1 KB": (1_000, 1), "100 KB": (100_000, 20), "1 MB": (1_000_000, 100)}  # bytes, and of how many jobs one is sent
NOTES = """\
Each figure is the median of the rounds, each with a fresh host; 128 jobs at a time, `outputLevel` info. CPU µs/job: processor time per job, of the host
(all hosts together where there are several), of the program that sends the jobs and checks the replies, and of the broker. Jobs are sent as
fast as the broker takes them, where "jobs in flight" does not say otherwise; so p50 and p99, from sending a job to its terminal reply, are mostly
the time that it waits for the jobs before it. noop sends what is in a body back, so large bodies are large replies,
and the journal keeps each until it is confirmed."""


class Growth:
    """The measurements, each with its rows."""

    def __init__(self, bench: Bench):
        self.bench = bench
        self.rows: list[dict] = []
        self.driver = Driver(bench.building.peer("driver"), bench.broker, bench.results("growth"))

    def plugins(self) -> None:
        """1, 10, 100 plugins; the jobs go to one of them."""
        for count in PLUGINS:
            folder = self.bench.new_folder()
            queues = folder.put_noops(self.bench.noop, count)
            self._measure("plugins", str(count), [folder], queues[0])
            for queue in queues:
                self.driver.clean(queue)

    def in_flight(self) -> None:
        """1, 10, 100 jobs that are not answered yet."""
        for count, part in IN_FLIGHT.items():
            self._measure("jobs in flight", str(count), [self._folder()], QUEUE, jobs=max(self.bench.options.jobs // part, 20), in_flight=count)

    def size(self) -> None:
        """Jobs of 0.1 KB to 1 MB."""
        for name, (size, part) in SIZES.items():
            self._measure("size of a job", name, [self._folder()], QUEUE, jobs=max(self.bench.options.jobs // part, 20), size=size)

    def hosts(self) -> None:
        """1, 2, 4 hosts that share a queue."""
        for count in HOSTS:
            self._measure("hosts", str(count), [self._folder() for _ in range(count)], QUEUE)

    def history(self) -> None:
        """An empty journal, and one with a month of finished jobs."""
        full = self._full_journal()
        for name, journal in (("empty", None), (f"{self.bench.options.history:,} jobs", full)):
            folder = self._folder()
            if journal:
                shutil.copyfile(journal, folder.state / "journal.db")
            self._measure("history", name, [folder], QUEUE)

    def _folder(self) -> HostFolder:
        folder = self.bench.new_folder()
        folder.put_noop(self.bench.noop)
        folder.configure({"noop": MEASURED})
        return folder

    def _full_journal(self) -> Path:
        """A journal that a host has made, and that was filled then. It is made once."""
        kept = self.bench.folder / "full-journal.db"
        if not kept.exists():
            folder = self._folder()
            with folder.start() as host:
                host.wait_ready()
            fill(folder.state / "journal.db", self.bench.options.history)
            (folder.state / "journal.db").rename(kept)
            self.bench.drop(folder)
        return kept

    def _measure(self, what: str, name: str, folders: list[HostFolder], queue: str, *, jobs: int | None = None, size: int = 0, in_flight: int = 0) -> None:
        jobs = jobs or self.bench.options.jobs
        labels = {"what": what, "x": name}
        try:
            with contextlib.ExitStack() as stack:
                hosts = [stack.enter_context(folder.start()) for folder in folders]
                for host in hosts:
                    host.wait_ready()
                pids = [host.pid for host in hosts]
                self.rows.append(self.driver.run(labels, queue, pids, jobs=jobs, warmup=min(4000, max(jobs // 5, 10)), size=size, in_flight=in_flight))
        except FAULTS as fault:
            self.rows.append(self.driver.fail(labels, fault))
        self.driver.clean(queue)
        for folder in folders:
            self.bench.drop(folder)


def growth(bench: Bench) -> bool:
    """Measures, and tells whether all replies were as they should be."""
    measured = Growth(bench)
    parts = {"plugins": measured.plugins, "in-flight": measured.in_flight, "size": measured.size, "hosts": measured.hosts, "history": measured.history}
    chosen = bench.options.only.split(",") if bench.options.only else list(parts)
    if unknown := set(chosen) - set(parts):
        raise SystemExit(f"There is no {', '.join(sorted(unknown))}: --only takes {','.join(parts)}")
    for number_of_round in range(bench.options.rounds):
        print(f"round {number_of_round + 1}", flush=True)
        for name in chosen:
            parts[name]()
    bench.report("growth", *_tables(measured.rows), NOTES)
    for image in ("plugins", "in-flight", "size", "hosts"):
        if image in chosen:
            _plot(bench, measured.rows, image)
    return measured.driver.wrong == 0


def _tables(rows: list[dict]) -> list[str]:
    return [_table(what, [row for row in rows if row["what"] == what]) for what in dict.fromkeys(row["what"] for row in rows)]


def _table(what: str, rows: list[dict]) -> str:
    head = [what, "jobs/s", "min–max", "CPU µs/job", "driver", "broker", "p50 ms", "p99 ms", "RSS MB", "wrong"]
    return table(head, [_line(rows, x) for x in dict.fromkeys(row["x"] for row in rows)])


def _line(rows: list[dict], x: str) -> list[str]:
    figures = [number(median(rows, key, x=x)) for key in ("worker_cpu_us", "driver_cpu_us", "broker_cpu_us")]
    times = [number(median(rows, key, x=x), 1) for key in ("p50_ms", "p99_ms")]
    wrong = sum(not row["ok"] for row in rows if row["x"] == x)
    return [x, number(median(rows, "jobs_per_s", x=x)), spread(rows, "jobs_per_s", x=x), *figures, *times, number(median(rows, "rss_mb", x=x)), str(wrong)]


PLOTS = {
    "plugins": ("plugins", "Plugins in one host", "plugins, the jobs go to one of them"),
    "in-flight": ("jobs in flight", "Jobs in flight", "jobs that are not answered yet"),
    "size": ("size of a job", "Size of a job", "size of a job's body, and of its reply's"),
    "hosts": ("hosts", "Hosts on one broker", "hosts that share a queue, on one machine"),
}


def _plot(bench: Bench, rows: list[dict], image: str) -> None:
    what, title, label = PLOTS[image]
    mine = [row for row in rows if row["what"] == what]
    points = [(x, {"jobs_per_s": values(mine, "jobs_per_s", x=x), "cpu_us": values(mine, "worker_cpu_us", x=x)}) for x in dict.fromkeys(row["x"] for row in mine)]
    plot(bench.image(image), title, label, points)
    print(f"plot: {bench.image(image)}")
