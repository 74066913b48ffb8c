"""A copy of what cannot be made again: the database and the media, in a folder named for the moment.

    .venv/bin/python deploy/backup.py --keep-days 30 /var/lib/take-action/backups

The folder appears under its name once it is whole; folders older than `--keep-days` are removed then.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

NAME = "take-action-%Y-%m-%dT%H%M%SZ"


def copy_database(database, folder):
    """The database of Django's settings dictionary, as one file in `folder`, while the site goes on."""
    if database["ENGINE"].endswith("sqlite3"):
        # mode=rw: a database that is not there is an error, not a new and empty one.
        source = sqlite3.connect(f"{Path(database['NAME']).absolute().as_uri()}?mode=rw", uri=True)
        target = sqlite3.connect(folder / "site.sqlite3")
        with closing(source), closing(target):
            source.backup(target)
    else:
        names = {"PGDATABASE": "NAME", "PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
        given = {name: str(database[key]) for name, key in names.items() if database[key]}
        command = ["pg_dump", "--format=custom", "--no-owner", f"--file={folder / 'site.dump'}"]
        subprocess.run(command, env=os.environ | given, check=True)  # noqa: S603


def copy_media(media, folder):
    media.mkdir(parents=True, exist_ok=True)
    with tarfile.open(folder / "media.tar", "w") as archive:
        archive.add(media, "media")


def remove_old(target, keep):
    """Remove the copies made more than `keep` (a timedelta) ago; whatever else lies there stays."""
    for folder in target.glob("take-action-*"):
        try:
            made = datetime.strptime(folder.name, NAME).replace(tzinfo=UTC)
        except ValueError:
            continue
        if made < datetime.now(UTC) - keep:
            shutil.rmtree(folder)


def back_up(settings, target, keep):
    """Returns the new copy's folder."""
    name = datetime.now(UTC).strftime(NAME)
    unfinished = target / f"unfinished-{name}"
    unfinished.mkdir(parents=True)
    with ExitStack() as on_failure:
        on_failure.callback(shutil.rmtree, unfinished)
        copy_database(settings.DATABASES["default"], unfinished)
        copy_media(Path(settings.MEDIA_ROOT), unfinished)
        finished = unfinished.rename(target / name)
        on_failure.pop_all()
    remove_old(target, keep)
    return finished


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", type=Path, help="the folder that holds the copies")
    parser.add_argument("--keep-days", type=int, default=30)
    given = parser.parse_args()
    os.umask(0o077)  # the names and addresses of signers are nobody else's
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings

    folder = back_up(settings, given.target, timedelta(days=given.keep_days))
    sys.stdout.write(f"{folder}\n")


if __name__ == "__main__":
    main()
