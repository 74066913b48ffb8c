"""Work that two processes must not do at once, and that must be free again when one of them is killed.

Both locks are the operating system's or the server's own: they end with the process that holds them, however it
ends. A row that says "being worked on" would stay.
"""

import fcntl
import zlib
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


class BeingDone(Exception):
    """Another process is at it."""


@contextmanager
def one_at_a_time(name):
    """Hold the lock `name` for the block. Raises BeingDone at once while somebody else has it."""
    holding = _server_lock if connection.vendor == "postgresql" else _file_lock
    with holding(name):
        yield


@contextmanager
def _server_lock(name):
    """PostgreSQL's advisory lock of this connection, so that workers on several machines know of each other."""
    key = zlib.crc32(name.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            raise BeingDone(name)
    try:
        yield
    finally:
        # A connection that broke has taken its lock with it, and a new one has none to give back.
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def _file_lock(name):
    """SQLite is one machine: a lock on a file there."""
    folder = Path(settings.PRIVATE_ROOT) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{zlib.crc32(name.encode()):08x}").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BeingDone(name) from None
        yield
