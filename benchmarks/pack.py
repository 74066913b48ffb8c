"""A delivery pack that names 100,000 people, made by the command that the worker's task is."""

import subprocess
import sys
import time

from benchmarks.processes import ROOT, memory_mb
from benchmarks.report import Verdict

LEVELS = (100_000,)


def measure(house):
    """One row: seconds, files, pages, and the memory of the worker and its typesetter together at the peak."""
    from petitions import actions
    from petitions.models import Delivery

    petition = house.petition
    delivery = actions.ask_for_delivery(
        petition=petition,
        recipient=petition.recipient,
        language="en",
        detail=Delivery.Detail.POSTAL_CODES,
        letter="",
        by=None,
    )
    began, peak = time.perf_counter(), 0
    worker = subprocess.Popen([sys.executable, "manage.py", "make_delivery", str(delivery.pk)], cwd=ROOT)
    while worker.poll() is None:
        peak = max(peak, memory_mb(worker.pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - began
    if worker.returncode:
        raise SystemExit("The pack was not made; its words stand above.")
    files = list(delivery.files.all())
    for part in files:
        part.file.delete(save=False)
    return [
        {
            "signatures": house.level,
            "names": sum(part.rows for part in files if part.kind == "names"),
            "files": len(files),
            "pages": sum(part.pages for part in files),
            "MB on disk": sum(part.size for part in files) / 1e6,
            "seconds": seconds,
            "peak MB": peak,
        }
    ]


def judge(rows):
    row = rows[0]
    what = f"pack of {row['names']:,} names"
    return [
        Verdict(what, f"{row['seconds']:.0f} s", "under 120 s", row["seconds"] < 120),
        Verdict(f"{what}, memory", f"{row['peak MB']:.0f} MB", "under 600 MB", row["peak MB"] < 600),
    ]
