"""Builds what is measured, as Release."""
import subprocess
from pathlib import Path

from .paths import ARTIFACTS, PEERS, PROGRAMS, PUBLISHED, ROOT


class Building:
    """Publishes programs; with built=True what was published before is taken as it is."""

    def __init__(self, built: bool):
        self.built = built
        self._done: set[Path] = set()

    def host(self, given: str | None) -> Path:
        """The folder of the host: the one that is given, or a fresh one."""
        if given:
            folder = Path(given).resolve()
            if not (folder / "reworkerhost").is_file():
                raise SystemExit(f"{folder} holds no reworkerhost: name the folder of a published host with --host")
            return folder
        return self._publish(ROOT / "host", PUBLISHED / "bench-host")

    def noop(self) -> Path:
        """The DLL of the plugin noop."""
        return self._publish(ROOT / "plugins" / "noop", PUBLISHED / "bench-noop") / "noop.dll"

    def second_noop(self) -> Path:
        """The same in a second build, which differs by its informational version. Its intermediate files are kept apart."""
        folder = self._publish(
            ROOT / "plugins" / "noop", PUBLISHED / "bench-noop-second",
            "-p:InformationalVersion=0.1.0-second", f"-p:ArtifactsPath={ARTIFACTS / 'second'}")
        return folder / "noop.dll"

    def peer(self, name: str) -> Path:
        """The DLL of one of the programs in peers."""
        self._publish(PEERS / name, PROGRAMS / name)
        return self.program(name)

    @staticmethod
    def program(name: str) -> Path:
        """Where that DLL is, once it is built."""
        return PROGRAMS / name / f"{name}.dll"

    def _publish(self, project: Path, folder: Path, *properties: str) -> Path:
        if folder in self._done or (self.built and folder.is_dir()):
            return folder
        print(f"building {project.relative_to(ROOT)}", flush=True)
        command = ["dotnet", "publish", str(project), "-c", "Release", "-o", str(folder), "-v", "quiet", "--nologo", *properties]
        subprocess.run(command, cwd=ROOT, check=True)
        self._done.add(folder)
        return folder
