"""Processes that are started here and ended by their ids."""
import os
import signal
import socket
import subprocess
import time
from pathlib import Path


class Child:
    """A process in a session of its own: the driver adds up what is in the session. Use it in a with statement."""

    def __init__(self, command: list[str], log: Path, environment: dict[str, str] | None = None, folder: Path | None = None, patience: float = 75):
        self.log = log
        self._patience = patience
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd=folder, env=environment, start_new_session=True)

    @property
    def pid(self) -> int:
        """Its id, which is its session's too."""
        return self._process.pid

    def check(self) -> None:
        """Raises an error where the process has ended."""
        if self._process.poll() is not None:
            raise RuntimeError(f"{self._process.args[0]} ended with {self._process.returncode}; its output ends with:\n{tail(self.log)}")

    def resident_mb(self) -> float:
        """Its resident memory in MB (1024 * 1024 bytes)."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError(f"process {self.pid} has no memory: it has ended")

    def stop(self) -> None:
        """Asks the process to end, and ends it where it does not."""
        if self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(self._patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def wait_until(condition, what: str, seconds: float, child: Child | None = None, pause: float = 0.05) -> None:
    """Waits until a condition holds; ends with an error where the time is over or the process has ended."""
    deadline = time.monotonic() + seconds
    while not condition():
        if child:
            child.check()
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s" + (f"; the output ends with:\n{tail(child.log)}" if child else ""))
        time.sleep(pause)


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def marked_processes(variable: str) -> list[int]:
    """The ids of the processes whose environment holds NAME=VALUE."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and variable.encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue  # it has ended, or is another user's
    return found


def listener_pid(port: int) -> int:
    """The id of the process that listens on a port of this machine, or 0 where it can't be told."""
    inodes = {fields[9] for fields in _tcp_sockets() if fields[3] == "0A" and int(fields[1].rsplit(":", 1)[1], 16) == port}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            if any(os.readlink(link) in {f"socket:[{inode}]" for inode in inodes} for link in (folder / "fd").iterdir()):
                return int(folder.name)
        except OSError:
            continue
    return 0


def _tcp_sockets() -> list[list[str]]:
    return [line.split() for file in ("/proc/net/tcp", "/proc/net/tcp6") if Path(file).exists() for line in Path(file).read_text().splitlines()[1:]]
