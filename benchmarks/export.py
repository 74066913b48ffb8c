"""An export of all signatures, as CSV and as XLSX, beside psql's own `\\copy` of the same columns."""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.processes import ROOT
from benchmarks.report import Verdict

LEVELS = (10_000, 1_000_000)
ROUNDS = 3
COLUMNS = (
    "number", "first_name", "last_name", "email", "postal_code", "province", "riding_number", "lives", "language",
    "state", "wants_news", "signed", "confirmed",
)  # fmt: skip
_STORED = (
    "id, first_name, last_name, email, postal_code, province, riding, residence, language, state, wants_news, "
    "created_at, confirmed_at"
)


def measure(house):
    """A row for each format: seconds to the first byte and to the last, beside `\\copy`, and the memory at its peak."""
    found = []
    for file_format in ("csv", "xlsx"):
        runs, copies = [], []
        for _round in range(ROUNDS):
            # By turns, so that both meet the same neighbours on the machine.
            copies.append(_copy(house))
            runs.append(_child(file_format))
        middle = sorted(runs, key=lambda run: run["seconds"])[ROUNDS // 2]
        copy = statistics.median(copies) if house.vendor == "postgresql" else None
        found.append(
            {
                "format": file_format,
                "signatures": house.level,
                "first byte s": max(run["first"] for run in runs),
                "all s": middle["seconds"],
                "copy s": copy,
                "times copy": middle["seconds"] / copy if copy else None,
                "peak MB": max(run["peak"] for run in runs),
            }
        )
    return found


def _copy(house):
    if house.vendor != "postgresql":
        return None
    began = time.perf_counter()
    command = f"\\copy (SELECT {_STORED} FROM petitions_signature ORDER BY id) TO '/dev/null' CSV HEADER"
    subprocess.run(["psql", os.environ["DATABASE_URL"], "-qc", command], check=True)
    return time.perf_counter() - began


def _child(file_format):
    """In a process of its own, whose peak of memory is the export's."""
    command = [sys.executable, "-m", "benchmarks.export", file_format]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def export(file_format):
    import django

    django.setup()
    from petitions import actions
    from petitions.models import Petition

    began = time.perf_counter()
    options = {"keys": COLUMNS, "chosen_by": {}, "reason": "A measurement.", "by": None}
    _record, stream = actions.begin_export(petition=Petition.objects.open().get(), file_format=file_format, **options)
    next(stream)
    first = time.perf_counter() - began
    for _piece in stream:
        pass
    seconds = time.perf_counter() - began
    # Not getrusage: its peak begins with what the parent held when it forked.
    status = Path("/proc/self/status").read_text()
    peak = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
    print(json.dumps({"first": first, "seconds": seconds, "peak": peak}))


def judge(rows):
    found = []
    for file_format in ("csv", "xlsx"):
        mine = [row for row in rows if row["format"] == file_format]
        first = max(row["first byte s"] for row in mine)
        found.append(Verdict(f"{file_format}, first byte", f"{first:.2f} s", "under 1 s", first < 1))
        largest = mine[-1]
        if largest["times copy"]:
            times = largest["times copy"]
            is_aim = file_format == "csv"
            found.append(
                Verdict(
                    f"{file_format}, {largest['signatures']:,} signatures, of \\copy's time",
                    f"{times:.1f} times ({largest['all s']:.1f} s)",
                    "at most 8" if is_aim else "",
                    times <= 8 if is_aim else None,
                )
            )
        if len(mine) > 1:
            growth = mine[-1]["peak MB"] - mine[0]["peak MB"]
            words = f"{mine[0]['peak MB']:.0f} and {mine[-1]['peak MB']:.0f} MB"
            found.append(Verdict(f"{file_format}, memory at the peak", words, "flat", growth < 10))
    return found


if __name__ == "__main__":
    export(sys.argv[1])
