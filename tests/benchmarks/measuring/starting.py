"""How long a host takes to start, what it needs when it idles, and how long a changed plugin takes to serve."""
import http.client
import json
import shutil
import time
import urllib.parse
from pathlib import Path

from .bench import Bench
from .figures import median, number, spread, table
from .driving import Driver
from .hosts import Host, HostFolder
from .processes import wait_until

PLUGINS = (1, 100)
IDLE_SECONDS = 3
NOTES = """\
Medians of the rounds. First start: an empty state folder, and queues that the host has yet to declare. Start: the same again, with both there. Each from
the start of the process until every plugin serves (`ready.json`). RSS: 3 s later. Reload: from the moment when a changed DLL is moved over the one
that serves until the management API shows its hash, as serving."""


def start(bench: Bench) -> bool:
    """Measures; there are no replies here that could be wrong."""
    second = bench.building.second_noop()
    driver = Driver(bench.building.peer("driver"), bench.broker, bench.results("start"))  # for the deletion of the queues
    rows = [_measure(bench, driver, second, count) for _ in range(bench.options.rounds) for count in PLUGINS]
    bench.results("start").write_text("".join(json.dumps(row) + "\n" for row in rows))
    bench.report("start", _table(rows), _per_plugin(rows), NOTES)
    return True


def _measure(bench: Bench, driver: Driver, second: Path, count: int) -> dict:
    folder = bench.new_folder()
    queues = folder.put_noops(bench.noop, count)
    with folder.start() as host:
        first = host.wait_ready()
    with folder.start() as host:
        again = host.wait_ready()
        time.sleep(IDLE_SECONDS)
        row = {"ok": True, "plugins": count, "first_s": first, "start_s": again, "rss_mb": host.resident_mb(), "reload_s": _reload(host, folder, second)}
    for queue in queues:
        driver.clean(queue)
    bench.drop(folder)
    print("  " + " ".join(f"{key} {value:.2f}" for key, value in row.items() if key != "ok"), flush=True)
    return row


def _reload(host: Host, folder: HostFolder, second: Path) -> float:
    """Replaces the first plugin's DLL, and tells after how many seconds the new one serves."""
    address = urllib.parse.urlsplit(host.url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
    try:
        before = _plugin(connection)["hash"]
        waiting = Path(shutil.copyfile(second, folder.path / "second.dll"))  # on the same file system, so that the move is a rename
        begin = time.monotonic()
        waiting.rename(folder.plugins / "noop1" / "noop1.dll")
        wait_until(lambda: _serves_another(_plugin(connection), before), "the changed plugin serves", 60, host, pause=0.005)
        return time.monotonic() - begin
    finally:
        connection.close()


def _serves_another(plugin: dict, before: str) -> bool:
    return plugin["hash"] != before and plugin["state"].lower() == "serving"


def _plugin(connection: http.client.HTTPConnection) -> dict:
    connection.request("GET", "/api/v1/plugins/noop1")
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"the management API answered {answer.status}: {body.decode(errors='replace')}")
    return json.loads(body)[0]


def _table(rows: list[dict]) -> str:
    head = ["plugins", "first start s", "start s", "min–max", "RSS MB", "reload s", "min–max"]
    return table(head, [_line(rows, count) for count in PLUGINS])


def _line(rows: list[dict], count: int) -> list[str]:
    def of(key: str, digits: int) -> str:
        return number(median(rows, key, plugins=count), digits)

    return [
        str(count), of("first_s", 2), of("start_s", 2), spread(rows, "start_s", 2, plugins=count), of("rss_mb", 0), of("reload_s", 2), spread(rows, "reload_s", 2, plugins=count),
    ]


def _per_plugin(rows: list[dict]) -> str:
    few, many = PLUGINS
    each = (median(rows, "rss_mb", plugins=many) - median(rows, "rss_mb", plugins=few)) / (many - few)
    return f"Each further plugin: {each:.2f} MB."
