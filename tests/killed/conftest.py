"""Processes of the site beside a test, on the test's own database, to be killed as the kernel kills."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.factories.petitions import PetitionFactory
from tests.factories.publishing import OrganisationFactory

ROOT = Path(settings.BASE_DIR)
MANAGE = (sys.executable, "manage.py")


def database_url():
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    who = f"{database['USER']}:{database['PASSWORD']}" if database["PASSWORD"] else database["USER"]
    return f"postgres://{who}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(is_so, *, seconds=20):
    """Wait until `is_so()`; what it was for stands in the test."""
    ends_at = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends_at, "it took too long"
        time.sleep(0.01)


class Processes:
    def __init__(self, log):
        self.log, self.started = log, []

    def start(self, *command, **environment):
        own = {"DEBUG": "true", "SECRET_KEY": settings.SECRET_KEY, "DATABASE_URL": database_url()}
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | own | environment, stdout=log, stderr=log, start_new_session=True
            )
        self.started.append(process)
        return process

    def kill(self, process):
        """SIGKILL, to the process and its children: nothing is finished, and nobody says goodbye."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


@pytest.fixture
def processes(tmp_path):
    found = Processes(tmp_path / "log")
    yield found
    for process in found.started:
        found.kill(process)


@pytest.fixture
def petition(transactional_db):
    OrganisationFactory()
    return PetitionFactory(slug_en="waive-travel-loans", slug_fr="annuler-les-prets")
