"""Tables for people, JSON for comparing runs."""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

RESULTS = Path(__file__).parent / "results"


class Verdict(NamedTuple):
    """One aim, what was measured, and whether it is reached; None where there is no aim."""

    what: str
    figure: str
    aim: str = ""
    passed: bool | None = None

    @property
    def word(self):
        return {True: "PASS", False: "BELOW", None: ""}[self.passed]


def number(value):
    """1234.5 as "1,234", 12.34 as "12.3", 0.1234 as "0.123"."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3g}"


def table(rows):
    """Print a list of dicts of the same keys."""
    if not rows:
        return
    names = list(rows[0])
    cells = [names, *([number(row[name]) if row[name] is not None else "" for name in names] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(names))]
    for place, line in enumerate(cells):
        print(
            "  "
            + "  ".join(_pad(cell, width, i == 0) for i, (cell, width) in enumerate(zip(line, widths, strict=True)))
        )
        if place == 0:
            print("  " + "  ".join("-" * width for width in widths))


def _pad(cell, width, is_first):
    return cell.ljust(width) if is_first else cell.rjust(width)


def verdicts(found):
    for each in found:
        aim = f"  (aim: {each.aim})" if each.aim else ""
        print(f"  {each.word:5}  {each.what}: {each.figure}{aim}")


def save(name, vendor, rows, found):
    """Write one benchmark's figures to results/NAME-VENDOR.json."""
    RESULTS.mkdir(exist_ok=True)
    content = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "database": vendor,
        "rows": rows,
        "verdicts": [each._asdict() for each in found],
    }
    (RESULTS / f"{name}-{vendor}.json").write_text(json.dumps(content, indent=1), encoding="utf-8")


def machine():
    """What the figures depend on, in one line."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    except FileNotFoundError:
        pass
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} × {model}, Python {platform.python_version()}, load before {load:.1f}"
