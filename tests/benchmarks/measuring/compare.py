"""Side by side: each worker against the same driver, in turn."""
from .bench import Bench
from .driving import FAULTS, Driver
from .figures import median, number, ratio, spread, table
from .workers import WORKERS

WARM_UP = 4000
LATENCY_JOBS = 2000
LATENCY_WARM_UP = 1000
HEAD = [
    "worker", "jobs/s", "min–max", "× raw", "× raw-confirms", "CPU µs/job", "× raw", "× raw-confirms", "driver", "broker", "cores", "p50 ms", "p99 ms", "RSS MB", "wrong",
]
NOTES = """\
Medians of the rounds; each round has a fresh process of each worker. CPU µs/job, driver and broker: processor time per job of the worker, of the
program that sends the jobs and checks the replies, and of the broker. Cores: how many of the machine's cores all three used; near its number of
cores, jobs/s says more about the machine than about the worker. p50 and p99: from sending a job to its terminal reply, one job at a time.
RSS: after the jobs. Wrong: runs in which a reply was lost, doubled or out of order."""


def compare(bench: Bench) -> bool:
    """Measures, and tells whether all replies were as they should be."""
    chosen = _chosen(bench.options.only)
    for worker in chosen:
        worker.prepare(bench)
    driver = Driver(bench.building.peer("driver"), bench.broker, bench.results("compare"))
    rows = []
    for number_of_round in range(bench.options.rounds):
        start = number_of_round % len(chosen)
        for worker in chosen[start:] + chosen[:start]:  # another one goes first in each round
            rows += _measure(bench, driver, worker, number_of_round + 1)
    bench.report("compare", _table(rows), NOTES)
    return driver.wrong == 0


def _chosen(only: str | None) -> list:
    if not only:
        return WORKERS
    names = only.split(",")
    if unknown := set(names) - {worker.name for worker in WORKERS}:
        raise SystemExit(f"There is no {', '.join(sorted(unknown))}: --only takes {','.join(worker.name for worker in WORKERS)}")
    return [worker for worker in WORKERS if worker.name in names]


def _measure(bench: Bench, driver: Driver, worker, number_of_round: int) -> list[dict]:
    labels = {"worker": worker.name, "round": number_of_round}
    latency_jobs = min(LATENCY_JOBS, bench.options.jobs)
    rows = []
    try:
        with worker.running(bench) as pid:
            rows.append(driver.run(labels, worker.queue, [pid], jobs=bench.options.jobs, warmup=min(WARM_UP, bench.options.jobs)))
            rows.append(driver.run(labels, worker.queue, [pid], jobs=latency_jobs, warmup=min(LATENCY_WARM_UP, latency_jobs), mode="latency"))
    except FAULTS as fault:
        rows.append(driver.fail(labels, fault))
    driver.clean(worker.queue)
    return rows


def _table(rows: list[dict]) -> str:
    names = list(dict.fromkeys(worker.name for worker in WORKERS if any(row["worker"] == worker.name for row in rows)))
    return table(HEAD, [_line(rows, name) for name in names])


def _line(rows: list[dict], name: str) -> list[str]:
    def of(worker: str, key: str, mode: str = "throughput"):
        return median(rows, key, worker=worker, mode=mode)

    speed, cost = of(name, "jobs_per_s"), of(name, "worker_cpu_us")
    driver, broker = of(name, "driver_cpu_us"), of(name, "broker_cpu_us")
    bases = ("raw", "raw-confirms")
    cores = None if speed is None else speed * (cost + driver + broker) / 1e6
    return [
        name, number(speed), spread(rows, "jobs_per_s", worker=name, mode="throughput"), *(ratio(speed, of(base, "jobs_per_s")) for base in bases),
        number(cost), *(ratio(cost, of(base, "worker_cpu_us")) for base in bases), number(driver), number(broker), number(cores, 2),
        number(of(name, "p50_ms", "latency"), 2), number(of(name, "p99_ms", "latency"), 2), number(of(name, "rss_mb")),
        str(sum(not row["ok"] for row in rows if row["worker"] == name)),
    ]
