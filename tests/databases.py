"""Migrated test databases, made once and copied: sixty migrations cost a worker eleven seconds, a copy a third of one.

SQLite: a file in var/test-databases/, named for the hash of all that a migrated database is made of; it is kept from
run to run. PostgreSQL: a template that the first worker of a run makes and the run drops at its end, so that nothing
stays on a server that is not ours.
"""

import fcntl
import hashlib
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "test-databases"
# Besides the migrations: the versions of Django and of the apps that bring their own, and what is made after migrating.
MADE_OF = ("requirements/development.txt", "petitions/triggers.py")


def key(root=ROOT):
    """The hash of all that a migrated database is made of."""
    digest = hashlib.sha256()
    for path in sorted([*root.glob("*/migrations/*.py"), *(root / name for name in MADE_OF)]):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]


def prepare(run):
    """Make the test database of this worker ready for `setup_databases`. Returns whether it is there already.

    `run`: a name that all workers of a test run share, or "" when there is one only.
    """
    if connection.vendor == "sqlite":
        return _copy_file(Path(connection.settings_dict["TEST"]["NAME"]))
    if connection.vendor == "postgresql" and run:
        _use_template(template_name(run))
    return False


def _copy_file(target):
    kept = KEPT / f"{key()}.sqlite3"
    with _locked(KEPT / "lock"):
        if not kept.exists():
            for old in KEPT.glob("*.sqlite3"):
                old.unlink()
            _migrate()
            # With its last connection SQLite writes all that waits in the log into the file itself.
            connection.close()
            shutil.copyfile(target, kept.with_suffix(".part"))
            kept.with_suffix(".part").rename(kept)
    if not target.exists():
        shutil.copyfile(kept, target)
    return True


def copy_if_there(target):
    """Copy the migrated SQLite database to `target`, where a run on SQLite has made one: little is left to migrate."""
    kept = KEPT / f"{key()}.sqlite3"
    with _locked(KEPT / "lock"):
        if kept.exists():
            shutil.copyfile(kept, target)


def template_name(run):
    return f"take_action_tests_{run[:20]}"


def _use_template(name):
    test = connection.settings_dict["TEST"]
    own = test.get("NAME")
    with _locked(Path(tempfile.gettempdir()) / f"{name}.lock"):
        if not _is_there(name):
            test["NAME"] = name
            _migrate()
            connection.close()
            test["NAME"] = own
    test["TEMPLATE"] = name


def _migrate():
    """The name of the database in the settings is as it was, for whoever sets databases up next."""
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    connection.settings_dict["NAME"] = before


def _is_there(name):
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def drop_template(run):
    """At the end of a run, by the process that started its workers."""
    if connection.vendor == "postgresql":
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(template_name(run))}")
        (Path(tempfile.gettempdir()) / f"{template_name(run)}.lock").unlink(missing_ok=True)


@contextmanager
def _locked(path):
    """One worker makes it, the others wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
