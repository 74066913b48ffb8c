"""The finest time that is kept of a letter or a call."""

from datetime import timedelta


def week_of(day):
    """The Monday of a date's week."""
    return day - timedelta(days=day.weekday())
