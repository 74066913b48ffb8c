"""All files of all public documents in both languages, by the command that makes them."""

import re
import subprocess
import sys
import time

from benchmarks.processes import ROOT, memory_mb
from benchmarks.report import Verdict

LEVELS = (0,)
# What is asked for, one after the other: {what: options of the command}.
RUNS = {
    "from nothing, a job a processor": (),
    "all again, one job": ("--force", "--jobs", "1"),
    "nothing to do": (),
}
_COUNT = re.compile(r"(\d+) files are current")


def measure(house):
    """A row for each run: seconds with starting and ending, files, files a second, memory of all processes."""
    from resources.models import Rendition

    Rendition.objects.all().delete()
    return [_run(what, options) for what, options in RUNS.items()]


def _run(what, options):
    began, peak = time.perf_counter(), 0
    command = [sys.executable, "manage.py", "render_documents", *options]
    worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    while worker.poll() is None:
        peak = max(peak, memory_mb(worker.pid))
        time.sleep(0.1)
    seconds, said = time.perf_counter() - began, worker.stdout.read()
    if worker.returncode:
        raise SystemExit(f"The library was not made: {said}")
    files = int(_COUNT.search(said)[1])
    made = 0 if what == "nothing to do" else files
    return {
        "what": what,
        "seconds": seconds,
        "files": files,
        "made": made,
        "files/s": made / seconds if made else None,
        "peak MB": peak,
    }


def judge(rows):
    return [
        Verdict(
            f"library, {row['what']}",
            f"{row['seconds']:.1f} s for {row['files']} files"
            + (f", {row['files/s']:.1f} a second" if row["made"] else "")
            + f", {row['peak MB']:.0f} MB at the peak",
        )
        for row in rows
    ]
