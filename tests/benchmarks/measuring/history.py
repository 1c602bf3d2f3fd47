"""Fills a journal with a month of history."""
import sqlite3
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

ANSWERED = 4
COMPLETED = 1
DAYS = 29  # the host keeps 30
REPLY = b'{"status":"completed"}'
INSERT = """
    INSERT INTO jobs (id, plugin, worker, queue, correlation_id, reply_to, body_hash, subcommand, redelivered, on_completion,
                      state, outcome, reply, received_at, decided_at, answered_at, settled)
    VALUES (?, 'noop', 'noop', 'worker.noop', ?, 'amq.gen-replies', ?, 'Bench', 0, 0, ?, ?, ?, ?, ?, ?, 1)"""


def fill(journal: Path, jobs: int) -> None:
    """Adds finished jobs to the journal of a host that does not run."""
    connection = sqlite3.connect(journal)
    try:
        with connection:
            connection.executemany(INSERT, _rows(jobs))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _rows(jobs: int) -> Iterator[tuple]:
    now = int(time.time() * 1000)
    begin = now - DAYS * 24 * 3600 * 1000
    for number in range(jobs):
        received = begin + (now - begin) * number // jobs
        identity = uuid.uuid4()
        yield identity.hex, str(identity), identity.hex * 2, ANSWERED, COMPLETED, REPLY, received, received + 2, received + 4
