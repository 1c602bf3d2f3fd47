"""The workers that are compared: the host in several settings, and what else does the same work."""
import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from .bench import Bench
from .hosts import MEASURED
from .paths import PEERS
from .processes import Child

PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class Peer:
    """A program of peers."""

    name: str
    program: str
    options: tuple[str, ...] = ()

    @property
    def queue(self) -> str:
        """The queue it consumes."""
        return f"worker.bench-{self.name}"

    def prepare(self, bench: Bench) -> None:
        """Builds it."""
        if self.program != "python":
            bench.building.peer(self.program)

    @contextlib.contextmanager
    def running(self, bench: Bench) -> Iterator[int]:
        """Runs it, and gives its process id. The driver waits until it consumes."""
        start = [PYTHON, str(PEERS / "python-worker.py")] if self.program == "python" else ["dotnet", str(bench.building.program(self.program))]
        environment = os.environ | {"BENCH_PORT": str(bench.broker.port)}
        with Child([*start, "--queue", self.queue, *self.options], bench.folder / f"{self.name}.log", environment) as worker:
            yield worker.pid
            worker.check()


@dataclass(frozen=True)
class OurHost:
    """The host with the plugin noop."""

    name: str
    plugin: dict = field(default_factory=lambda: MEASURED)
    settings: dict[str, str] = field(default_factory=dict)
    queue: str = "worker.noop"

    def prepare(self, bench: Bench) -> None:
        """It is built already."""

    @contextlib.contextmanager
    def running(self, bench: Bench) -> Iterator[int]:
        """Runs it with an empty state folder until it serves, and gives its process id."""
        folder = bench.new_folder()
        folder.put_noop(bench.noop)
        folder.configure({"noop": self.plugin} if self.plugin else {})
        with folder.start(**self.settings) as host:
            host.wait_ready()
            yield host.pid
            host.check()
        bench.drop(folder)


WORKERS = [
    Peer("raw", "raw-worker"),
    Peer("raw-confirms", "raw-worker", ("--confirms", "--parse")),
    Peer("masstransit", "masstransit-worker"),
    Peer("masstransit-nc", "masstransit-worker", ("--no-confirms",)),
    Peer("wolverine", "wolverine-worker"),
    Peer("wolverine-confirms", "wolverine-worker", ("--confirms",)),
    Peer("python", "python"),
    OurHost("reworkerhost"),
    OurHost("reworkerhost-output", {"concurrency": 128}),
    OurHost("reworkerhost-default", {}),
    OurHost("reworkerhost-off", settings={"Host_Journal": "Off"}),
    OurHost("reworkerhost-nohttp", settings={"Http_Enabled": "false"}),
]
