"""What a process has read a moment ago."""

import pytest

from publishing import recently_read
from publishing.recently_read import RecentlyRead


@pytest.fixture
def clock(settings, monkeypatch):
    """As in production; `clock(seconds)` lets them pass."""
    settings.PAGE_CACHE_SECONDS = 15
    now = [1000.0]
    monkeypatch.setattr(recently_read, "monotonic", lambda: now[0])
    return lambda seconds: now.__setitem__(0, now[0] + seconds)


def test_it_is_there_for_its_seconds_and_no_longer(clock):
    read = RecentlyRead(seconds=2, most=5)
    read.keep("a", "one")
    clock(2)
    assert read.get("a") == "one"
    clock(0.1)
    assert read.get("a") is None


def test_what_was_never_read_is_not_there(clock):
    assert RecentlyRead(seconds=2, most=5).get("a") is None


def test_it_does_not_hold_more_than_some(clock):
    read = RecentlyRead(seconds=2, most=5)
    for number in range(23):
        read.keep(number, "one")
    assert read.get(22) == "one", "the newest always is"
    assert sum(read.get(number) is not None for number in range(23)) <= 5


def test_it_can_be_forgotten(clock):
    read = RecentlyRead(seconds=2, most=5)
    read.keep("a", "one")
    read.forget()
    assert read.get("a") is None


def test_it_is_off_where_the_page_cache_is(clock, settings):
    read = RecentlyRead(seconds=2, most=5)
    read.keep("a", "one")
    settings.PAGE_CACHE_SECONDS = 0
    assert read.get("a") is None
