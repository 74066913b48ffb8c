"""The entry for calendars, read by another library than the one that wrote it."""

import pytest
import time_machine
import vobject

from tests.advocacy.meeting.conftest import ADDRESS, FRENCH

# Shorter than what a line may have: folding is by bytes, and these have two each.
LONG = "Ô" * 100


def entry(client, values, address=ADDRESS):
    answer = client.post(address, values | {"file": "ics"})
    assert answer.status_code == 200
    return answer


def read(answer):
    return vobject.readOne(answer.content.decode()).vevent


def test_says_when_where_and_what_for(client, typed, day, plan):
    answer = entry(client, typed(place_words="Room 7; second floor, left"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    event = read(answer)
    assert event.summary.value == "Meeting with Noor Gagné"
    assert event.dtstart.value.date() == day
    assert f"{event.dtstart.value:%H:%M}-{event.dtend.value:%H:%M}" == "14:30-15:00"
    assert event.location.value.endswith("(Room 7; second floor, left)")
    description = event.description.value
    assert f"1. {plan.campaign.asks.first().title_en}" in description
    assert "2:30\u00a0p.m. Point 1" in description
    assert event.url.value.endswith(ADDRESS)


@pytest.mark.parametrize(("province", "hours"), [("BC", 7), ("NL", 3.5), ("SK", 6)])
def test_the_hour_is_that_of_the_riding(client, typed, member, province, hours):
    """2027-01-11: in winter. British Columbia has kept its summer time since March 2026."""
    member.riding.province = province
    member.riding.save()
    with time_machine.travel("2026-11-25T12:00:00Z"):
        event = read(entry(client, typed(date="2027-01-11")))
    assert event.dtstart.value.utcoffset().total_seconds() == -3600 * hours


def test_names_nobody_but_the_member(client, typed):
    content = entry(client, typed()).content.decode()
    for word in ("ATTENDEE", "ORGANIZER", "Qwertzoglou", "Amina"):
        assert word not in content.replace("\r\n ", "")


def test_keeps_to_the_form_of_rfc_5545(client, typed):
    content = entry(client, typed(ask_1=f"{LONG}, {LONG}")).content
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # no line ends in the middle of a letter
    for name in (b"VERSION:2.0", b"BEGIN:VTIMEZONE"):
        assert name in lines
    assert len([line for line in lines if line.startswith((b"UID:", b"DTSTAMP:", b"PRODID:"))]) == 3
    assert read(entry(client, typed(ask_1=f"{LONG}, {LONG}"))).description.value.count("Ô") == 200


def test_words_cannot_add_a_line(client, typed):
    event = read(entry(client, typed(place="elsewhere", place_words="Here\r\nATTENDEE:mailto:a@example.org\nX:1")))
    assert event.location.value == "Here ATTENDEE:mailto:a@example.org X:1"
    assert "attendee" not in event.contents


def test_the_same_plan_is_one_entry_and_another_plan_another(client, typed):
    with time_machine.travel("2026-11-25T12:00:00Z"):
        values = typed(date="2027-01-11")
        one = read(entry(client, values))
    with time_machine.travel("2026-11-25T15:00:00Z"):
        again, other = read(entry(client, values)), read(entry(client, values | {"starts": "15:00"}))
    assert one.uid.value == again.uid.value != other.uid.value
    assert one.dtstamp.value < again.dtstamp.value


def test_speaks_french(client, typed):
    answer = entry(client, typed(FRENCH), FRENCH)
    assert "rencontre-" in answer["Content-Disposition"]
    assert read(answer).summary.value == "Rencontre avec Noor Gagné"
