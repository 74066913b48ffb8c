"""Load by wrk, and what it counted."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

SCRIPTS = Path(__file__).parent / "wrk"
CLIENTS = 32


class Load(NamedTuple):
    """One run of wrk. `refused`: answers of 400 and more; `broken`: connections that failed."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    refused: int
    broken: int

    @property
    def rate(self):
        """Requests answered well, in a second."""
        return (self.requests - self.refused) / self.seconds


def run(url, *, seconds, script="report.lua", arguments=(), headers=None):
    """Ask for `url` from 32 connections for so many seconds. Returns a Load."""
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(SCRIPTS / script)]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    ended = subprocess.run(
        [*command, url, "--", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 60,
    )
    line = next(line for line in ended.stdout.splitlines() if line.startswith("{"))
    return Load(**json.loads(line))


def is_there():
    return shutil.which("wrk") is not None


if __name__ == "__main__" and "--is-there" in sys.argv:
    sys.exit(not is_there())
