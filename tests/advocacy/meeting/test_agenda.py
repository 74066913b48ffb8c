"""How minutes are shared, and which clock hangs on the wall."""

from datetime import datetime

import pytest
from django.utils.translation import override

from advocacy import zones
from advocacy.meeting.agenda import LENGTHS, MOST_POINTS, clock_times, shared_out
from parliament.provinces import Province
from tests.factories.parliament import RidingFactory

GUIDE = [3, 5, 4, 3, 10, 3, 2]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("minutes", [GUIDE, [30], [1] * MOST_POINTS, [29, *[1] * (MOST_POINTS - 1)]])
def test_shares_add_up_and_none_is_empty(length, minutes):
    shares = shared_out(minutes, length)
    assert sum(shares) == length
    assert min(shares) >= 1
    assert len(shares) == len(minutes)


def test_half_an_hour_is_as_it_was_written_and_an_hour_twice_that():
    assert shared_out(GUIDE, 30) == GUIDE
    assert shared_out(GUIDE, 60) == [2 * each for each in GUIDE]


def test_more_points_than_minutes_cannot_be():
    with pytest.raises(ValueError, match="3"):
        shared_out([1, 1, 1, 1], 3)


def test_points_follow_each_other_on_the_clock():
    begin = datetime(2027, 2, 15, 14, 50)
    times = clock_times(begin, [5, 10])
    assert [f"{start:%H:%M}-{end:%H:%M}" for start, end in times] == ["14:50-14:55", "14:55-15:05"]


@pytest.mark.parametrize("province", Province.values)
def test_every_province_has_a_clock_with_a_name_in_both_languages(province):
    zone = zones.zone_of(RidingFactory.build(province=province, number="99001"))
    for language in ("en", "fr"):
        with override(language):
            assert zones.zone_name(zone)


@pytest.mark.parametrize(
    ("number", "province", "zone"),
    [
        ("10004", "NL", "America/Goose_Bay"),
        ("10001", "NL", "America/St_Johns"),
        ("35045", "ON", "America/Winnipeg"),
        ("35075", "ON", "America/Toronto"),
    ],
)
def test_labrador_and_kenora_keep_another_time_than_their_province(number, province, zone):
    found = zones.zone_of(RidingFactory.build(province=province, number=number))
    assert found.key == zone
    assert zones.zone_name(found)
