"""A database of the benchmarks' own: made at the start, dropped at the end."""

import os
import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

from benchmarks.processes import ROOT

NAME = "take_action_benchmark"
SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
FOLDER = ROOT / "var" / "benchmark"


@contextmanager
def database(vendor, *, keep=False):
    """Make an empty database of `vendor` (postgresql or sqlite). Gives its address."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    make, drop = (_make_postgresql, _drop_postgresql) if vendor == "postgresql" else (_make_sqlite, _drop_sqlite)
    url = make()
    try:
        yield url
    finally:
        if not keep:
            drop()


def _server_url():
    return os.environ.get("BENCHMARK_DATABASE_URL") or SERVER


def _execute(*statements):
    import psycopg2

    try:
        connection = psycopg2.connect(_server_url())
    except psycopg2.OperationalError as problem:
        raise SystemExit(
            f"The benchmarks need PostgreSQL at {_server_url()}, with a user who may create a database.\n"
            f"Set BENCHMARK_DATABASE_URL to name another server.\n{problem}"
        ) from None
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def _make_postgresql():
    _execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME}")
    return urlsplit(_server_url())._replace(path=f"/{NAME}").geturl()


def _drop_postgresql():
    _execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def _make_sqlite():
    _drop_sqlite()
    return f"sqlite:///{FOLDER / 'site.sqlite3'}"


def _drop_sqlite():
    for path in FOLDER.glob("site.sqlite3*"):
        path.unlink()


def settings_of(url):
    """The environment in which the site and the bare views run: production settings, without https."""
    shutil.rmtree(FOLDER / "media", ignore_errors=True)
    return {
        "DEBUG": "false",
        "SECRET_KEY": "only-for-benchmarks-" + "x" * 40,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "http://127.0.0.1:8000",
        "DEFAULT_FROM_EMAIL": "Take Action <act@example.org>",
        "HTTPS": "false",
        # Each post comes from another address, or the site would ask the one visitor to wait.
        "TRUSTED_PROXIES": "1",
        "LOG_LEVEL": "ERROR",
        "DATABASE_URL": url,
        "MEDIA_ROOT": str(FOLDER / "media"),
        "STATIC_ROOT": str(FOLDER / "static"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
