"""Settings of the tests: those of production, with values that need no machine prepared, and nothing left behind."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ |= {
    "DEBUG": "false",
    "SECRET_KEY": "only-for-tests-" + "x" * 40,
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "SITE_URL": "https://act.example.org",
    "DEFAULT_FROM_EMAIL": "Take Action <act@example.org>",
    "HTTPS": "false",
    # A test looks at what the site makes of the database now; test_page_cache switches it on.
    "PAGE_CACHE_SECONDS": "0",
    # Asked only where a stand-in of this machine answers: the fixture `represent`.
    "REPRESENT_URL": "",
}

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES  # noqa: E402

_FOLDER = Path(tempfile.mkdtemp(prefix="take-action-tests-"))
_OWNER = os.getpid()


@atexit.register
def _remove_folder():
    if os.getpid() == _OWNER:
        shutil.rmtree(_FOLDER, ignore_errors=True)


MEDIA_ROOT = str(_FOLDER / "media")
PRIVATE_ROOT = str(_FOLDER / "private")
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_ROOT
MAIL_FOLDER = _FOLDER / "mail"
# Nothing is collected before tests run; WhiteNoise asks for the folder all the same.
STATIC_ROOT = _FOLDER / "static"
STATIC_ROOT.mkdir()
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in production: threads of one test share it, and tests that run side by side do not.
    DATABASES["default"]["TEST"] = {"NAME": str(_FOLDER / "test.sqlite3")}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
