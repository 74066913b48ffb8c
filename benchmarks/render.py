"""Setting a letter, a brief, a guide and a report: against WeasyPrint's bare write_pdf() of the same HTML, by turns.

The site's PDF is tagged, of two standards, and its type is fitted to the page; the bare one is none of that.
Processor time decides: setting waits for nothing, so that is what it takes on a machine with little else to do.
"""

import time
from contextlib import ExitStack

from benchmarks import editions
from benchmarks.processes import cpu_seconds
from benchmarks.report import Verdict
from benchmarks.typesetters import forget_peak, status_mb, typesetter

LEVELS = (0,)
ROUNDS, COLD_ROUNDS = 12, 4
AIM = 1.15


def measure(house):
    """A row for each document, and one for the first letter of a new process."""
    with ExitStack() as stack:
        sides = {side: stack.enter_context(typesetter(side)) for side in ("site", "bare", "word")}
        rows = [_compare(name, sides) for name in editions.SLUGS]
    return [*rows, _cold()]


def _compare(name, sides):
    html, layout = editions.text(name)
    texts = {"site": (html, layout), "bare": (html, layout), "word": (editions.edition(name),)}
    turns = {side: [] for side in sides}
    for side, setter in sides.items():  # typefaces, style sheets and code
        setter.set(*texts[side])
        forget_peak(setter.pid)
    for _round in range(ROUNDS):
        for side, setter in sides.items():
            turns[side].append(setter.set(*texts[side]))
    peaks = {side: status_mb(setter.pid, "VmHWM") for side, setter in sides.items()}
    return _row(name, turns, peaks)


def _row(name, turns, peaks):
    """Each side by its best turn. `turns`: {side: its Turns}; `peaks`: {side: MB}."""
    seconds = {side: min(turn.seconds for turn in found) for side, found in turns.items()}
    cpu = {side: min(turn.cpu for turn in found) for side, found in turns.items()}
    word = "word" in turns
    return {
        "what": name,
        "ms": seconds["site"] * 1000,
        "bare ms": seconds["bare"] * 1000,
        "ratio": seconds["site"] / seconds["bare"],
        "CPU ms": cpu["site"] * 1000,
        "bare CPU ms": cpu["bare"] * 1000,
        "CPU ratio": cpu["site"] / cpu["bare"],
        "Word CPU ms": cpu["word"] * 1000 if word else None,
        "peak MB": peaks["site"],
        "bare peak": peaks["bare"],
        "Word peak": peaks["word"] if word else None,
    }


def _cold():
    """From starting a process to its first letter: Python, WeasyPrint, typefaces, style sheets, setting."""
    text = editions.text("letter")
    turns, peaks = {"site": [], "bare": []}, {}
    for _round in range(COLD_ROUNDS):
        for side, found in turns.items():
            began = time.perf_counter()
            with typesetter(side) as setter:
                first = setter.set(*text)
                seconds = time.perf_counter() - began
                found.append(first._replace(seconds=seconds, cpu=cpu_seconds(setter.pid)))
                peaks[side] = status_mb(setter.pid, "VmHWM")
    return _row("first letter of a new process", turns, peaks)


def judge(rows):
    *documents, cold = rows
    found = [
        Verdict(
            f"{row['what']}, of bare write_pdf()",
            f"{row['CPU ratio']:.2f} of its processor time ({row['CPU ms']:.0f} ms of {row['bare CPU ms']:.0f}; "
            f"time {row['ratio']:.2f}; {row['peak MB']:.0f} MB at the peak, bare {row['bare peak']:.0f})",
            f"at most {AIM}",
            row["CPU ratio"] <= AIM,
        )
        for row in documents
    ]
    said = (
        f"{cold['ms'] / 1000:.1f} s, of which processor {cold['CPU ms'] / 1000:.1f} s ({cold['CPU ratio']:.2f} of bare)"
    )
    return [*found, Verdict(cold["what"], said)]
