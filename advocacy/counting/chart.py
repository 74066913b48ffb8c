"""Letters and calls by week as columns, in the units of a drawing: no style stands in the page."""

from datetime import timedelta
from typing import NamedTuple

HEIGHT = 100
WIDTH = 10  # of a week, a fifth of which is the gap
MOST_WEEKS = 53
WEEK = timedelta(weeks=1)


class Bar(NamedTuple):
    """A week: its Monday, where its column begins, and the tops and heights of its two parts."""

    week: object
    x: int
    letters_y: float
    letters_height: float
    calls_y: float
    calls_height: float


class Chart(NamedTuple):
    bars: list
    highest: int
    best_week: object

    @property
    def width(self):
        return WIDTH * len(self.bars)


def chart_of(weeks):
    """The Chart of {Monday: Counter}: every week from the first to the last, of a year at most; None for none."""
    if not weeks:
        return None
    last = max(weeks)
    mondays = [last - WEEK * back for back in range(MOST_WEEKS) if last - WEEK * back >= min(weeks)][::-1]
    sizes = {monday: _parts(weeks.get(monday)) for monday in mondays}
    highest = max(map(sum, sizes.values()))
    bars = [_bar(place, monday, *sizes[monday], highest) for place, monday in enumerate(mondays)]
    return Chart(bars, highest, max(mondays, key=lambda monday: sum(sizes[monday])))


def _parts(numbers):
    return (numbers["letters"], numbers["calls"]) if numbers else (0, 0)


def _bar(place, monday, letters, calls, highest):
    """Calls stand on the letters."""
    letters_height, calls_height = (round(HEIGHT * part / highest, 2) for part in (letters, calls))
    letters_y = round(HEIGHT - letters_height, 2)
    return Bar(monday, place * WIDTH, letters_y, letters_height, round(letters_y - calls_height, 2), calls_height)
