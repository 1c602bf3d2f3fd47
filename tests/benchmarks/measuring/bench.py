"""What all measurements need: the programs, a broker, and a folder that is removed at the end."""
import contextlib
import shutil
import tempfile
from argparse import Namespace
from pathlib import Path

from .broker import ForeignBroker, PrivateBroker
from .building import Building
from .conditions import conditions
from .hosts import HostFolder
from .paths import ARTIFACTS, ROOT


class Bench(contextlib.ExitStack):
    """Use it in a with statement: it ends what it has started."""

    def __init__(self, options: Namespace):
        super().__init__()
        self.options = options
        self.building = Building(options.built)
        self.host = self.building.host(options.host)
        self.noop = self.building.noop()
        self.folder = Path(tempfile.mkdtemp(prefix="reworkerhost-benchmark-"))
        self.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.broker = None
        self._folders = 0

    def __enter__(self):
        super().__enter__()
        with contextlib.ExitStack() as undo:
            undo.push(self)
            broker = ForeignBroker(self.options.broker_port) if self.options.broker_port else PrivateBroker(self.folder / "broker")
            self.broker = self.enter_context(broker)
            undo.pop_all()
        return self

    def results(self, name: str) -> Path:
        """Where the single results of a measurement go."""
        return ARTIFACTS / f"{name}.jsonl"

    def image(self, name: str) -> Path:
        """Where a plot goes."""
        return Path(self.options.images) / f"performance-{name}.svg"

    def new_folder(self) -> HostFolder:
        """An empty folder for a host."""
        self._folders += 1
        return HostFolder(self.host, self.folder / f"host-{self._folders}", self.broker.port)

    def drop(self, folder: HostFolder) -> None:
        """Removes such a folder."""
        shutil.rmtree(folder.path)

    def report(self, name: str, *parts: str) -> None:
        """Prints tables, and writes them with the conditions to artifacts/benchmarks/NAME.md."""
        facts = conditions(rounds=self.options.rounds, jobs=f"{self.options.jobs:,}") if "jobs" in self.options else conditions(rounds=self.options.rounds)
        text = "\n\n".join([*parts, facts]) + "\n"
        file = ARTIFACTS / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        print(f"\n{text}\nThis is in {file.relative_to(ROOT)}.", flush=True)
