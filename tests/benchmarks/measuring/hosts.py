"""The host that is measured."""
import json
import os
import shutil
import time
from pathlib import Path

from .processes import Child, wait_until

READY_SECONDS = 120
MEASURED = {"concurrency": 128, "outputLevel": "info"}  # as many jobs at a time, and the same two messages a job, as the peers


class HostFolder:
    """What a host runs in: its plugins, its plugins.json, its state."""

    def __init__(self, program: Path, path: Path, broker_port: int):
        self.path = path
        self.state = path / "state"
        self.plugins = path / "plugins"
        self._program = program / "reworkerhost"
        self._broker_port = broker_port
        self.plugins.mkdir(parents=True)
        self.state.mkdir()

    def put_noop(self, dll: Path, name: str = "noop") -> Path:
        """Puts noop into the plugins folder, under another name where one is given."""
        folder = self.plugins / name
        folder.mkdir()
        return Path(shutil.copyfile(dll, folder / f"{name}.dll"))

    def put_noops(self, dll: Path, count: int) -> list[str]:
        """Puts noop there so many times, each with a queue of its own, and names the queues."""
        names = [f"noop{number}" for number in range(1, count + 1)]
        for name in names:
            self.put_noop(dll, name)
        queues = {name: f"worker.{name}" for name in names}
        self.configure({name: {"queue": queue, "bindings": [queue]} for name, queue in queues.items()}, MEASURED)
        return list(queues.values())

    def configure(self, plugins: dict, defaults: dict | None = None) -> None:
        """Writes plugins.json."""
        (self.path / "plugins.json").write_text(json.dumps({"folder": "plugins", "defaults": defaults or {}, "plugins": plugins}, indent=2))

    def start(self, **settings: str) -> "Host":
        """Starts a host in it; a setting's name has _ for the colon."""
        (self.state / "ready.json").unlink(missing_ok=True)
        command = [str(self._program), "run", "--config", "plugins.json", "--state", "state", "--set", "Http:Url=http://127.0.0.1:0"]
        for name, value in settings.items():
            command += ["--set", f"{name.replace('_', ':')}={value}"]
        environment = os.environ | {"REWORKER_RabbitMQ__Uri": f"amqp://guest:guest@127.0.0.1:{self._broker_port}/"}
        return Host(command, self, environment)


class Host(Child):
    """A host that runs."""

    def __init__(self, command: list[str], folder: HostFolder, environment: dict[str, str]):
        self.folder = folder
        self._began = time.monotonic()
        super().__init__(command, folder.path / "host.log", environment, folder.path)

    def wait_ready(self) -> float:
        """Waits until it serves, and tells how many seconds after the start of its process that was."""
        try:
            wait_until((self.folder.state / "ready.json").exists, "the host is ready", READY_SECONDS, self, pause=0.002)
        except BaseException:
            self.stop()
            raise
        return time.monotonic() - self._began

    @property
    def url(self) -> str:
        """Where its management API is."""
        return json.loads((self.folder.state / "ready.json").read_text())["http"][0]
