"""A call is counted by office and week, and nothing is known of who called."""

import datetime
import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from advocacy.calling.actions import count_call
from advocacy.counting.weeks import week_of
from advocacy.models import CallCount
from parliament.models import Office
from tests.factories.advocacy import CallCountFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.parliament import OfficeFactory, RidingFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 25)


def count(campaign, **changes):
    call = {"riding": None, "office": None, "office_label": "", "outcome": "reached", "answer": "supports", "day": DAY}
    count_call(campaign=campaign, **call | changes)


def numbers():
    return sorted(CallCount.objects.values_list("riding_number", "office_label", "week", "outcome", "answer", "number"))


def test_calls_that_went_alike_in_one_week_are_one_row():
    campaign, monday = CampaignFactory(), datetime.date(2026, 11, 23)
    for day in (monday, DAY, monday + datetime.timedelta(days=6)):
        count(campaign, day=day)
    count(campaign, day=monday + datetime.timedelta(days=7))
    assert numbers() == [
        ("", "", monday, "reached", "supports", 3),
        ("", "", datetime.date(2026, 11, 30), "reached", "supports", 1),
    ]


@pytest.mark.parametrize(
    "other",
    [{"outcome": "message", "answer": "other"}, {"answer": "opposes"}, {"office_label": "hill"}],
)
def test_calls_that_went_otherwise_are_another_row(other):
    campaign = CampaignFactory()
    count(campaign)
    count(campaign, **other)
    assert [row[-1] for row in numbers()] == [1, 1]


def test_ridings_and_campaigns_are_told_apart():
    campaign, riding = CampaignFactory(), RidingFactory()
    count(campaign)
    count(campaign, riding=riding)
    count(campaign, riding=RidingFactory())
    count(CampaignFactory(), riding=riding)
    assert [row[-1] for row in numbers()] == [1, 1, 1, 1]


def test_the_week_is_that_of_today_where_no_day_is_given():
    count_call(
        campaign=CampaignFactory(), riding=None, office=None, office_label="", outcome="no_answer", answer="other"
    )
    assert CallCount.objects.get().week == week_of(timezone.localdate())


def test_counts_outlive_the_records_of_their_office_and_riding():
    """A roster deletes a member's offices and makes them anew; two of one week must not become one, nor in the way."""
    campaign, riding = CampaignFactory(), RidingFactory()
    first, second = OfficeFactory(), OfficeFactory(address="2 Main Street\nGander NL  A1V 1W8")
    count(campaign, riding=riding, office=first, office_label="Mississauga, 905-555-0100")
    count(campaign, riding=riding, office=second, office_label="Gander, 905-555-0100")
    Office.objects.all().delete()
    new = OfficeFactory()
    count(campaign, riding=riding, office=new, office_label="Mississauga, 905-555-0100")
    number = riding.number
    riding.delete()
    assert [(row[0], row[1], row[-1]) for row in numbers()] == [
        (number, "Gander, 905-555-0100", 1),
        (number, "Mississauga, 905-555-0100", 2),
    ]
    assert CallCount.objects.get(number=2).office == new
    assert CallCount.objects.get(number=1).office is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 0},
        {"week": datetime.date(2026, 11, 17)},
        {"outcome": "shouted"},
        {"answer": "maybe"},
        {"outcome": "message", "answer": "supports"},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        CallCountFactory(**wrong)


@pytest.mark.parametrize("right", [{"number": 1}, {"outcome": "message", "answer": "other"}, {"answer": "other"}])
def test_the_database_takes_what_can_be(right):
    assert CallCountFactory(**right).pk


def test_nothing_is_counted_in_two_rows():
    row = CallCountFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        CallCountFactory(campaign=row.campaign)
    assert CallCountFactory(campaign=row.campaign, answer="opposes").pk


@pytest.mark.django_db(transaction=True)
def test_calls_that_are_counted_at_once_are_all_counted():
    campaign, at_once, each = CampaignFactory(), 4, 5
    start, failed = threading.Barrier(at_once), []

    def call():
        start.wait()
        try:
            for _ in range(each):
                count(campaign)
        except DatabaseError as problem:
            failed.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=call) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert CallCount.objects.get().number == at_once * each
