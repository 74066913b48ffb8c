"""Reads systemd's units of deploy/, and runs what they start in a folder of its own."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from tests.deploy.nginx import PROJECT, free_port

FOLDER = PROJECT / "deploy" / "systemd"
COMMON = FOLDER / "take-action-.service.d" / "common.conf"
HOST = "act.example.org"


def read_unit(path):
    """{"Service": {"ExecStart": [...], ...}, ...}: every value of every key, with joined lines."""
    sections, section = {}, None
    for line in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if not line.strip() or line.startswith(("#", ";")):
            continue
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        else:
            key, _equals, value = line.partition("=")
            section.setdefault(key, []).append(" ".join(value.split()))
    return sections


def service(name):
    """The [Service] section of take-action-<name>.service: its own values, then those all have in common."""
    own = read_unit(FOLDER / f"take-action-{name}.service")["Service"]
    return read_unit(COMMON)["Service"] | own


def seconds(name):
    return int(service(name)["TimeoutStopSec"][0])


class Server:
    """A server's places in one folder: the database, media, static files, and the environment of `.env`."""

    def __init__(self, folder):
        self.folder = folder
        self.database = folder / "site.sqlite3"
        self.port = free_port()
        # Only what a fresh server has: nothing of the machine that runs the tests may make up for a missing setting.
        self.environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ} | {
            "DEBUG": "false",
            "SECRET_KEY": "only-for-this-test-" + "x" * 50,
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": f"https://{HOST}",
            "DEFAULT_FROM_EMAIL": f"Take Action <act@{HOST}>",
            "EMAIL_URL": "dummymail://",
            "TRUSTED_PROXIES": "1",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
        }

    def command(self, line):
        """A command of the units or of the README, with the places of this machine in it."""
        here = {
            "/srv/take-action/.venv/bin": str(Path(sys.executable).parent),
            "/srv/take-action": str(PROJECT),
            "/var/lib/take-action": str(self.folder),
            "--port 8000": f"--port {self.port}",
        }
        for there, place in here.items():
            line = line.replace(there, place)
        return shlex.split(line)

    def run(self, line):
        """Run a command to its end; its output."""
        result = subprocess.run(
            self.command(line), cwd=PROJECT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    @contextmanager
    def started(self, name):
        """The process of a unit's ExecStart; stopped as systemd stops it, within the time that the unit gives."""
        (line,) = service(name)["ExecStart"]
        log = (self.folder / f"{name}.log").open("w+", encoding="utf-8")
        with log:
            process = subprocess.Popen(
                self.command(line), cwd=PROJECT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
            try:
                yield process
                assert process.poll() is None, f"{name} ended by itself: {self.log(name)}"
                process.send_signal(signal.SIGTERM)
                process.wait(seconds(name))
            finally:
                _kill_group(process)

    def log(self, name):
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")

    def is_listening(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def _kill_group(process):
    """What systemd does in the end: nothing of the unit stays."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(condition, within=30):
    """Ask until `condition()` is true, at most `within` seconds; its value."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError(f"not within {within} seconds")
