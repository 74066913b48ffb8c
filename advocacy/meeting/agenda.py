"""How the minutes of a meeting are shared out, and what the clock says at each point."""

from datetime import timedelta
from typing import NamedTuple

LENGTHS = (15, 20, 30, 45, 60)  # minutes
USUAL_LENGTH = 30
MOST_POINTS = 12
USUAL_MINUTES = 5  # of a point


class Point(NamedTuple):
    """A point of the agenda: its words, how many minutes, and the role that leads it ("": everyone)."""

    title: str
    minutes: int
    role: str


def shared_out(minutes, length):
    """The whole numbers in the proportions of `minutes` whose sum is `length`; none is less than 1.

    By largest remainders. Raises ValueError when there are more of them than minutes.
    """
    if length < len(minutes):
        raise ValueError(length)
    total = sum(minutes)
    exact = [length * each / total for each in minutes]
    shares = [max(1, int(each)) for each in exact]
    by_remainder = sorted(range(len(minutes)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_remainder[: max(0, length - sum(shares))]:
        shares[place] += 1
    while sum(shares) > length:  # points that were too short for a minute have one now
        shares[shares.index(max(shares))] -= 1
    return shares


def clock_times(starts_at, minutes):
    """[(start, end)] of each point, from the first to the last."""
    times, now = [], starts_at
    for each in minutes:
        times.append((now, now := now + timedelta(minutes=each)))
    return times
