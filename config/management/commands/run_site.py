"""What `make run` does once everything is installed: prepares the site, then runs it until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

STOP_WITHIN = 15  # seconds, for a worker to finish the task at hand, and for the postman to finish a mail
START_WITHIN = 60  # seconds
WORKER = [sys.executable, "manage.py", "db_worker", "--queue-name", "*", "--no-reload"]


class Command(BaseCommand):
    help = "Prepares the site (migrations, content, documents, staff login) and runs web, worker, postman and clock."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port, **options):
        if not settings.DEBUG:
            raise CommandError("This is for your own machine, with DEBUG=true. For a server, see deploy/README.md.")
        self._refuse_taken_port(port)
        self._prepare()
        self._run(port)

    def _refuse_taken_port(self, port):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                raise CommandError(f"Something runs on port {port} already. Choose another: make run PORT={port + 1}")

    def _prepare(self):
        call_command("migrate", verbosity=0)
        call_command("load_content", stdout=self.stdout)
        call_command("count_signatures", stdout=self.stdout)
        # The first pictures' sizes are made by the worker: do it before anyone looks.
        subprocess.run([*WORKER, "--batch"], check=True, cwd=settings.BASE_DIR)  # noqa: S603
        self._make_files()
        call_command("make_staff_login", stdout=self.stdout)

    def _make_files(self):
        try:
            call_command("render_documents", stdout=self.stdout)
            call_command("make_petition_sheets", stdout=self.stdout)
        except CommandError as problem:  # a document that staff wrote too long must not keep the site from starting
            self.stderr.write(self.style.WARNING(str(problem)))

    def _run(self, port):
        address = f"http://127.0.0.1:{port}"
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        commands = {
            "web": [
                sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
                "--blocking-threads", "24", "--no-ws", "--log-level", "warning", "config.wsgi:application",
            ],
            "worker": WORKER,
            "postman": [sys.executable, "manage.py", "send_mails"],
            "clock": [sys.executable, "manage.py", "clock"],
        }  # fmt: skip
        processes = {
            name: subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603
            for name, command in commands.items()
        }
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, _interrupt)
        try:
            self._wait_for_answer(f"{address}/healthz", processes)
            self.stdout.write("Web, worker, postman and clock run. Mails are listed at /dev/mail/. Ctrl-C stops all.")
            self.stdout.write(self.style.SUCCESS(f"Take Action is at {address}/"))
            self.stdout.flush()
            self._wait_until_one_ends(processes)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping")
        finally:
            _stop(processes.values())

    def _wait_for_answer(self, url, processes):
        deadline = time.monotonic() + START_WITHIN
        while time.monotonic() < deadline:
            self._refuse_ended(processes)
            try:
                with urllib.request.urlopen(url, timeout=2):  # noqa: S310 (our own address)
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        raise CommandError(f"The web server did not answer at {url} within {START_WITHIN} seconds.")

    def _wait_until_one_ends(self, processes):
        while True:
            self._refuse_ended(processes)
            time.sleep(0.5)

    def _refuse_ended(self, processes):
        for name, process in processes.items():
            if process.poll() is not None:
                raise CommandError(f"The {name} process ended with status {process.returncode}; its words stand above.")


def _interrupt(*_args):
    raise KeyboardInterrupt


def _stop(processes):
    """End all, politely first."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_WITHIN
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
