"""Which Chromium the journeys drive: $CHROME, the system's, or Playwright's own."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without these, Chromium calls home at every start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable():
    """The path of a browser of the system, or None where Playwright's own is to be used."""
    return os.environ.get("CHROME") or next(filter(None, map(shutil.which, NAMES)), None)


def is_there():
    if executable():
        return True
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


if __name__ == "__main__" and "--is-there" in sys.argv:
    sys.exit(not is_there())
