"""Weeks, and the columns that are drawn of them."""

import datetime
from collections import Counter

import pytest

from advocacy.counting.chart import MOST_WEEKS, chart_of
from advocacy.counting.weeks import week_of

MONDAY = datetime.date(2026, 11, 16)
WEEK = datetime.timedelta(weeks=1)


@pytest.mark.parametrize(("day", "monday"), [("2026-11-16", "2026-11-16"), ("2026-11-22", "2026-11-16")])
def test_a_week_begins_on_its_monday(day, monday):
    assert week_of(datetime.date.fromisoformat(day)).isoformat() == monday


def test_nothing_is_drawn_of_nothing():
    assert chart_of({}) is None


def test_calls_stand_on_the_letters_and_a_week_between_is_empty():
    chart = chart_of({MONDAY: Counter(letters=3, calls=1), MONDAY - 2 * WEEK: Counter(calls=2)})
    assert (chart.highest, chart.best_week, chart.width) == (4, MONDAY, 30)
    first, between, last = chart.bars
    assert (first.letters_height, first.calls_y, first.calls_height) == (0, 50, 50)
    assert (between.letters_height, between.calls_height) == (0, 0)
    assert (last.letters_y, last.letters_height, last.calls_y, last.calls_height) == (25, 75, 0, 25)


def test_a_year_is_the_most_that_is_drawn():
    weeks = {MONDAY - WEEK * back: Counter(calls=1) for back in range(80)}
    chart = chart_of(weeks)
    assert len(chart.bars) == MOST_WEEKS
    assert chart.bars[-1].week == MONDAY
