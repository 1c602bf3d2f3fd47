"""What the figures were measured on."""
import datetime
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

from .paths import PEERS, ROOT


def conditions(**more: object) -> str:
    """A list in Markdown: the machine, the versions, the day, and what else is given."""
    facts = {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GB",
        "kernel": f"{platform.system()} {platform.release()}",
        ".NET": _runtime(),
        "RabbitMQ": f"{_package('rabbitmq-server')}, Erlang {_package('erlang-base')}",
        "Python": f"{sys.version.split()[0]}, pika {_package('python3-pika')}",
        "packages of the peers": ", ".join(f"{name} {version}" for name, version in sorted(_peer_packages().items())),
        "commit": _run("git", "-C", str(ROOT), "describe", "--always", "--dirty"),
        "load at the end": " ".join(f"{load:.1f}" for load in os.getloadavg()),
        "date": datetime.date.today().isoformat(),
    } | {name.replace("_", " "): value for name, value in more.items()}
    return "\n".join(f"* {name}: {value}" for name, value in facts.items())


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()


def _runtime() -> str:
    found = re.findall(r"^Microsoft\.NETCore\.App (\S+)", _run("dotnet", "--list-runtimes"), re.MULTILINE)
    return found[-1] if found else "unknown"


def _package(name: str) -> str:
    return _run("dpkg-query", "-W", "-f", "${Version}", name) or "unknown"


def _peer_packages() -> dict[str, str]:
    return {name: version for project in PEERS.glob("*/*.csproj") for name, version in re.findall(r'Include="([^"]+)" Version="([^"]+)"', project.read_text())}


def _run(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=30).stdout.strip()
    except OSError:
        return ""
