"""Files of the library that no record names: left behind by a document that was deleted, or by a worker that died."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from resources import stored

FOLDERS = ("documents", "covers")
# A file is stored before the record that names it is; nothing younger is looked at.
GRACE = timedelta(days=1)


def orphans(*, grace=GRACE):
    """The names of files in the storage that no record names and that are older than `grace`, in order."""
    named, before = stored.all_names(), timezone.now() - grace
    for folder in FOLDERS:
        for name in _files_below(folder):
            if name not in named and default_storage.get_modified_time(name) < before:
                yield name


def sweep(*, grace=GRACE):
    """Delete the orphans. Returns their names.

    One that has come into use since it was listed stays; one that comes into use at this very moment is missed by
    the nightly rendering, and made again.
    """
    swept = []
    for name in list(orphans(grace=grace)):
        if not stored.is_named(name):
            default_storage.delete(name)
            swept.append(name)
    return swept


def _files_below(folder):
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored there
        return
    yield from sorted(f"{folder}/{name}" for name in files if name)
    for name in sorted(folders):
        yield from _files_below(f"{folder}/{name}")
