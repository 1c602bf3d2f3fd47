"""The broker that everything is measured with."""
import os
import signal
import socket
import uuid
from pathlib import Path

from .processes import Child, free_port, listener_pid, marked_processes, wait_until

SERVER = "/usr/lib/rabbitmq/bin/rabbitmq-server"
MARK = "REWORKERHOST_BENCHMARK_NODE"


class ForeignBroker:
    """A node that runs already, on loopback. It is left as it is, but for the queues of the measurements."""

    def __init__(self, port: int):
        self.port = port
        self.pid = listener_pid(port)

    def __enter__(self):
        if not accepts(self.port):
            raise SystemExit(f"No RabbitMQ node answers on 127.0.0.1:{self.port}: start one, or leave --broker-port out")
        return self

    def __exit__(self, *_):
        pass


class PrivateBroker:
    """A RabbitMQ node of its own, on free ports of loopback, in a folder that somebody else removes."""

    def __init__(self, folder: Path):
        self.port = free_port()
        self._mark = uuid.uuid4().hex
        self._folder = folder
        self._child: Child | None = None

    @property
    def pid(self) -> int:
        """The node's process, which leads its session."""
        return self._child.pid

    def __enter__(self):
        for name in ("home", "data", "log"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        (self._folder / "enabled_plugins").write_text("[].\n")
        (self._folder / "node.config").write_text("[{rabbit, [{disk_free_limit, 50000000}]}].\n")
        self._child = Child([SERVER], self._folder / "node.log", self._environment())
        try:
            wait_until(lambda: accepts(self.port), "the private broker accepts connections", 120, self._child)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._child.stop()
        for pid in marked_processes(f"{MARK}={self._mark}"):  # epmd, which leaves the session
            try:
                os.kill(pid, signal.SIGTERM)
            except ProcessLookupError:
                pass

    def _environment(self) -> dict[str, str]:
        """Nothing is inherited but the search path, so that the settings of the machine's own node stay out."""
        folder = self._folder
        return {
            MARK: self._mark,
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "HOME": str(folder / "home"),
            "RABBITMQ_NODENAME": f"benchmark-{self._mark[:8]}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(free_port()),
            "ERL_EPMD_PORT": str(free_port()),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_PID_FILE": str(folder / "node.pid"),
            "RABBITMQ_CONFIG_FILE": str(folder / "node.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "no-rabbitmq-env.conf"),
            "RABBITMQ_CONFIG_FILES": str(folder / "no-conf.d/*.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "no-advanced.config"),
            "RUNNING_UNDER_SYSTEMD": "true",  # the script becomes the node, so that the process that is known here is the node
            "ERL_ZFLAGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        }


def accepts(port: int) -> bool:
    """Whether an AMQP server answers: an open port is not enough."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(b"AMQP\x00\x00\x09\x01")
            return connection.recv(1) == b"\x01"  # a method frame: Connection.Start
    except OSError:
        return False
