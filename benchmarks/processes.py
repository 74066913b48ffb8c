"""Web servers of this machine that a benchmark starts, with the processor time and memory that they take (Linux)."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE, BARE = "config.wsgi:application", "benchmarks.bare.wsgi:application"
# As in deploy/systemd, and as gunicorn's own guide has it for two processors.
GRANIAN = (
    "granian --interface wsgi --host 127.0.0.1 --port {port} --no-ws --workers 2 --blocking-threads 24 "
    "--backpressure 64 --backlog 1024 --workers-kill-timeout 5 --log-level warning"
)
GUNICORN = "gunicorn --bind 127.0.0.1:{port} --workers 5 --backlog 1024 --log-level warning"
COMMANDS = {"granian": GRANIAN, "gunicorn": GUNICORN}
_TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tree(pid):
    """`pid` and all its descendants."""
    found = [pid]
    for parent in found:
        for path in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, path.read_text().split())
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found


def cpu_seconds(pid):
    """Processor time of a process and its descendants since they started."""
    total = 0
    for each in tree(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += int(fields[11]) + int(fields[12])
    return total / _TICKS


def memory_mb(pid):
    """Memory that a process and its descendants hold now (PSS: what they share is counted once)."""
    total = 0
    for each in tree(pid):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


class Server:
    """A running web server."""

    def __init__(self, kind, application, port, pid):
        self.kind, self.application, self.port, self.pid = kind, application, port, pid

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path, **headers):
        """(status, headers, body) of one request; redirects are not followed."""
        request = urllib.request.Request(self.url(path), headers={k.replace("_", "-"): v for k, v in headers.items()})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()

    def cpu_seconds(self):
        return cpu_seconds(self.pid)

    def memory_mb(self):
        return memory_mb(self.pid)


@contextmanager
def server(kind, application, **environment):
    """Start `application` under granian or gunicorn, wait until it answers, and stop it at the end."""
    port = free_port()
    command = [sys.executable, "-m", *COMMANDS[kind].format(port=port).split(), application]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"PGAPPNAME": f"{kind}-{port}"} | environment, start_new_session=True
    )
    try:
        _wait_for(port, process)
        yield Server(kind, application, port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"The web server ended with status {process.returncode} before it answered.")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The web server did not answer within a minute.")
