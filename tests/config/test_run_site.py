"""The pieces of `make run`; the whole of it is tried from a clean clone."""

import io
import socket
import subprocess
import sys
import time

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from config.management.commands import run_site

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
# Takes a polite word for nothing.
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)",
]


@pytest.fixture
def command(capsys):
    return run_site.Command(stdout=io.StringIO(), stderr=io.StringIO())


@pytest.fixture
def started():
    processes = []

    def start(arguments, **options):
        processes.append(subprocess.Popen(arguments, **options))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def test_it_is_for_ones_own_machine():
    with pytest.raises(CommandError, match="DEBUG=true"):
        call_command("run_site")


def test_a_port_that_is_taken_is_refused_before_anything_is_prepared(settings, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setattr(run_site.Command, "_prepare", lambda self: pytest.fail("prepared"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"PORT={port + 1}"):
            call_command("run_site", port=port)


def test_a_free_port_is_not_refused(command):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command._refuse_taken_port(port)


def test_a_process_that_ends_is_named(command, started):
    ended, running = started([sys.executable, "-c", "raise SystemExit(3)"]), started(SLEEP)
    ended.wait()
    with pytest.raises(CommandError, match="worker process ended with status 3"):
        command._refuse_ended({"web": running, "worker": ended})
    command._refuse_ended({"web": running})


def test_a_server_that_never_answers_is_not_waited_for(command, monkeypatch):
    monkeypatch.setattr(run_site, "START_WITHIN", 0.3)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/healthz"
    with pytest.raises(CommandError, match="did not answer"):
        command._wait_for_answer(url, {})


def test_a_server_that_answers_is_taken_for_started(command, live_server):
    command._wait_for_answer(f"{live_server.url}/healthz", {})


def test_all_processes_are_stopped_even_those_that_do_not_listen(started, monkeypatch):
    monkeypatch.setattr(run_site, "STOP_WITHIN", 0.5)
    ended = started([sys.executable, "-c", ""])
    ended.wait()
    polite, deaf = started(SLEEP), started(STUBBORN, stdout=subprocess.PIPE)
    assert deaf.stdout.readline() == b"deaf\n"
    begun = time.monotonic()
    run_site._stop([ended, polite, deaf])
    assert time.monotonic() - begun < 5
    assert polite.returncode is not None
    assert deaf.returncode == -9


@pytest.mark.django_db
class TestTheStaffLogin:
    def test_is_made_once_and_its_password_shown_once(self, client, capsys):
        call_command("make_staff_login")
        words = capsys.readouterr().out
        password = words.partition("password ")[2].partition(" ")[0]
        user = User.objects.get()
        assert (user.username, user.is_superuser, user.check_password(password)) == ("staff", True, True)
        assert len(password) >= 16
        call_command("make_staff_login")
        assert capsys.readouterr().out == ""
        assert User.objects.count() == 1

    def test_is_another_one_each_time(self, capsys):
        call_command("make_staff_login")
        first = capsys.readouterr().out
        User.objects.all().delete()
        call_command("make_staff_login", username="staff")
        assert capsys.readouterr().out != first
