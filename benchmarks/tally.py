"""A window of the tally: what it costs when nothing is new and when a thousand signatures are, at each size."""

import time

from django.db import connection

from benchmarks import rows
from benchmarks.report import Verdict

LEVELS = (10_000, 1_000_000, 10_000_000)
NEW = 1_000
ROUNDS = 5
# Numbers of signatures that no other benchmark makes.
FIRST = 70_000_000

_made = 0


def _timed(work):
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _confirm(house, count):
    """`count` signatures that are confirmed and not counted."""
    global _made
    rows.insert(house.petition, FIRST + _made, FIRST + _made + count - 1, counted_in_id="NULL")
    _made += count


def _count_all():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM petitions_signature WHERE state = 'confirmed'")


def measure(house):
    """One row: milliseconds of an idle window, of one with NEW signatures, and of the database counting all rows."""
    from petitions import actions

    actions.count_window()
    idle = min(_timed(actions.count_window) for _ in range(ROUNDS))
    busy = []
    for _ in range(ROUNDS):
        _confirm(house, NEW)
        busy.append(_timed(actions.count_window))
    return [
        {
            "signatures": house.level,
            "nothing new ms": idle,
            f"{NEW:,} new ms": min(busy),
            "count(*) ms": min(_timed(_count_all) for _ in range(3)),
        }
    ]


def judge(found):
    name = f"{NEW:,} new ms"
    first, last = found[0], found[-1]
    growth = last[name] / first[name]
    return [
        Verdict(
            f"a window with {NEW:,} new at {last['signatures']:,}, of that at {first['signatures']:,}",
            f"{growth:.1f} times ({last[name]:.0f} ms; counting all rows {last['count(*) ms']:.0f} ms)",
            "depends on what is new: at most twice",
            growth <= 2,
        ),
        Verdict("a window with nothing new", f"{last['nothing new ms']:.0f} ms at {last['signatures']:,}"),
    ]
