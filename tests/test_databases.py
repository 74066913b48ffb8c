"""The test databases that are made once and copied."""

import sqlite3

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import databases

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(tmp_path):
    """A project of one migration."""
    for name in (*databases.MADE_OF, "letters/migrations/0001_initial.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("pass\n")
    return tmp_path


def test_the_key_stays_while_nothing_changes(project):
    before = databases.key(project)
    (project / "letters" / "models.py").write_text("pass\n")
    assert databases.key(project) == before


@pytest.mark.parametrize("name", ["letters/migrations/0001_initial.py", *databases.MADE_OF])
def test_the_key_changes_with_what_a_migrated_database_is_made_of(project, name):
    before = databases.key(project)
    (project / name).write_text("changed\n")
    assert databases.key(project) != before


def test_a_new_migration_changes_the_key(project):
    before = databases.key(project)
    (project / "letters/migrations/0002_next.py").write_text("pass\n")
    assert databases.key(project) != before


def test_every_migration_has_run_in_the_database_of_the_tests():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_the_kept_copy_holds_tables_and_nobodys_rows():
    if connection.vendor != "sqlite":
        pytest.skip("a file is kept for SQLite only")
    with sqlite3.connect(databases.KEPT / f"{databases.key()}.sqlite3") as kept:
        assert kept.execute("SELECT count(*) FROM auth_group").fetchone()[0] > 0
        assert kept.execute("SELECT count(*) FROM auth_user").fetchone() == (0,)
    kept.close()
