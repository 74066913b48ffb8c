"""deploy/backup.py: what it copies can be brought back, and what is old goes."""

import sqlite3
import subprocess
import sys
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from publishing.models import Organisation
from tests.deploy.nginx import PROJECT
from tests.deploy.units import Server


def database_url():
    """The database of the tests, whichever it is, as DATABASE_URL names one."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    user = f"{settings['USER']}:{settings['PASSWORD']}".strip(":")
    return f"postgres://{user}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


@pytest.fixture
def back_up(tmp_path, transactional_db):
    """Runs the script on the database of the tests and on a folder of media; returns the copy's folder."""
    server = Server(tmp_path)
    (tmp_path / "media" / "campaigns").mkdir(parents=True)
    (tmp_path / "media" / "campaigns" / "door.jpg").write_bytes(b"picture")

    def run(*arguments, database=None):
        result = subprocess.run(
            [sys.executable, "deploy/backup.py", *arguments, tmp_path / "backups"],
            cwd=PROJECT,
            env=server.environment | {"DATABASE_URL": database or database_url()},
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return Path(result.stdout.strip())

    return run


def test_database_and_media_are_copied_whole(back_up):
    Organisation.objects.create(pk=1, name_en="An organisation with a name of its own")
    folder = back_up()
    with tarfile.open(folder / "media.tar") as archive:
        assert archive.extractfile("media/campaigns/door.jpg").read() == b"picture"
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(folder / "site.sqlite3")
        names = copy.execute("SELECT name_en FROM publishing_organisation").fetchall()
        copy.close()
        assert names == [("An organisation with a name of its own",)]
    else:
        restored = subprocess.run(
            ["pg_restore", "--data-only", "--table=publishing_organisation", "--file=-", folder / "site.dump"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert "An organisation with a name of its own" in restored.stdout


def test_nobody_else_may_read_a_copy(back_up):
    folder = back_up()
    for path in (folder, *folder.iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path


def test_old_copies_go_and_nothing_else(back_up, tmp_path):
    def name(days):
        return (datetime.now(UTC) - timedelta(days=days)).strftime("take-action-%Y-%m-%dT%H%M%SZ")

    kept = [name(29), "take-action-before-the-election", "notes"]
    for folder in (*kept, name(31)):
        (tmp_path / "backups" / folder).mkdir(parents=True)
    made = back_up("--keep-days", "30")
    assert {path.name for path in (tmp_path / "backups").iterdir()} == {*kept, made.name}


def test_a_copy_that_fails_leaves_nothing_half_done(back_up, tmp_path):
    with pytest.raises(AssertionError, match="unable to open|does not exist"):
        back_up(database=f"{database_url()}-elsewhere")
    assert list((tmp_path / "backups").iterdir()) == []
