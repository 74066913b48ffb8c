"""Fails when a string of the interface has no French, or when a compiled catalogue is older than its source.

Collects the strings into a copy of the catalogue, so that the check changes nothing.
"""

import gettext
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/fr/LC_MESSAGES/django.po")


def collect(folder):
    """Run makemessages on a copy of the project in `folder`; returns the collected catalogue's text."""
    for path in ROOT.iterdir():
        if path.name not in (".venv", "var", ".git", "node_modules"):
            copy = shutil.copytree if path.is_dir() else shutil.copy
            copy(path, folder / path.name)
    command = ["makemessages", "-l", "fr", "--no-obsolete", "--no-wrap", "--add-location", "file"]
    subprocess.run(
        [sys.executable, "manage.py", *command], cwd=folder, env=_environment(), check=True, capture_output=True
    )
    return folder / CATALOGUE


def _environment():
    return os.environ | {"DEBUG": "true"}


def untranslated(catalogue):
    """Lines that msgattrib prints for strings without a translation, and for fuzzy ones."""
    lines = []
    for only in ("--untranslated", "--only-fuzzy"):
        printed = subprocess.run(
            ["msgattrib", only, "--no-obsolete", "--no-wrap", str(catalogue)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        lines += [line for line in printed.splitlines() if line.startswith('msgid "') and line != 'msgid ""']
    return lines


def is_compiled():
    """Whether the committed .mo says what the .po says."""
    with tempfile.NamedTemporaryFile(suffix=".mo") as fresh:
        subprocess.run(["msgfmt", "--check", "-o", fresh.name, str(ROOT / CATALOGUE)], check=True)
        with open(fresh.name, "rb") as new, open((ROOT / CATALOGUE).with_suffix(".mo"), "rb") as old:
            return gettext.GNUTranslations(new)._catalog == gettext.GNUTranslations(old)._catalog


def main():
    with tempfile.TemporaryDirectory() as folder:
        missing = untranslated(collect(Path(folder)))
    for line in missing:
        print(f"untranslated: {line}")
    if missing:
        sys.exit(f"{len(missing)} strings have no French. Run `make messages`, then edit {CATALOGUE}.")
    if not is_compiled():
        sys.exit("The compiled catalogue is out of date. Run `make messages`.")
    print("Every string has its French.")


if __name__ == "__main__":
    main()
