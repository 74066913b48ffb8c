"""Dates, numbers and sizes in both languages."""

import datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from publishing.templatetags.typeset import clock_time, file_size, localised_number, long_date

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (datetime.date(2026, 11, 2), "2 November 2026", "2 novembre 2026"),
        (datetime.date(2026, 8, 1), "1 August 2026", "1er août 2026"),
        (datetime.date(2027, 12, 31), "31 December 2027", "31 décembre 2027"),
        (None, "", ""),
    ],
)
def test_dates_are_told_in_words(day, english, french):
    assert (long_date(day, "en"), long_date(day, "fr")) == (english, french)


def test_a_moment_is_told_in_ottawas_time():
    just_after_midnight_in_utc = datetime.datetime(2026, 11, 3, 1, tzinfo=datetime.UTC)
    assert long_date(just_after_midnight_in_utc, "en") == "2 November 2026"


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (6412, "6,412", f"6{NBSP}412"),
        (97.5, "97.5", "97,5"),
        ("100.00", "100", "100"),
        (1_000_000, "1,000,000", f"1{NBSP}000{NBSP}000"),
        (0, "0", "0"),
        (None, "", ""),
    ],
)
def test_numbers_have_the_languages_separators(number, english, french):
    assert (localised_number(number, "en"), localised_number(number, "fr")) == (english, french)


@pytest.mark.parametrize(
    ("size", "english", "french"),
    [
        (410_200, "410 KB", f"410{NBSP}Ko"),
        (12, "1 KB", f"1{NBSP}Ko"),
        (0, "1 KB", f"1{NBSP}Ko"),
        (999_499, "999 KB", f"999{NBSP}Ko"),
        (999_600, "1 MB", f"1{NBSP}Mo"),
        (1_440_000, "1.4 MB", f"1,4{NBSP}Mo"),
    ],
)
def test_sizes_are_round(size, english, french):
    assert (file_size(size, "en"), file_size(size, "fr")) == (english, french)


def test_filters_follow_the_active_language():
    template = Template("{% load typeset %}{{ day|long_date }}; {{ size|file_size }}; {{ n|localised_number }}")
    values = Context({"day": datetime.date(2026, 11, 1), "size": 410_000, "n": 6412})
    assert template.render(values) == "1 November 2026; 410 KB; 6,412"
    with override("fr"):
        assert template.render(values) == f"1er novembre 2026; 410{NBSP}Ko; 6{NBSP}412"


@pytest.mark.parametrize(
    ("hour", "minute", "english", "french"),
    [
        (9, 0, "9\u00a0a.m.", "9\u00a0h"),
        (10, 30, "10:30\u00a0a.m.", "10\u00a0h\u00a030"),
        (12, 0, "12\u00a0p.m.", "12\u00a0h"),
        (17, 5, "5:05\u00a0p.m.", "17\u00a0h\u00a005"),
        (0, 0, "12\u00a0a.m.", "0\u00a0h"),
    ],
)
def test_an_hour_of_the_clock(hour, minute, english, french):
    moment = datetime.datetime(2026, 11, 25, hour, minute, tzinfo=datetime.UTC)
    assert (clock_time(moment, "en"), clock_time(moment, "fr")) == (english, french)
