"""Signed sheets are entered twice and counted when both entries agree."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from petitions import actions
from petitions.models import PaperBatch, PaperEntry, Tally
from petitions.on_paper import comparison
from tests.factories.petitions import PaperBatchFactory, PetitionFactory

pytestmark = pytest.mark.django_db
State = PaperBatch.State
READ = {"sheets": 2, "lines": 20, "provinces": {"ON": 12, "QC": 5, "": 1}}


@pytest.fixture
def ada():
    return User.objects.create_user("ada")


@pytest.fixture
def ben():
    return User.objects.create_user("ben")


@pytest.fixture
def batch():
    return PaperBatchFactory()


def enter(batch, person, **numbers):
    return actions.enter_batch(batch=batch, person=person, **READ | numbers)


def test_one_entry_does_not_count(batch, ada):
    assert enter(batch, ada).state == State.AWAITING
    assert batch.entries.get().valid == 18
    assert not PaperBatch.objects.counted().exists()


def test_two_entries_of_two_people_that_agree_count(batch, ada, ben):
    enter(batch, ada)
    counted = enter(batch, ben)
    assert (counted.state, counted.counted_at is not None) == (State.COUNTED, True)
    actions.count_paper()
    tally = Tally.objects.get(petition=batch.petition)
    assert (tally.paper, tally.paper_provinces) == (18, {"ON": 12, "QC": 5, "": 1})


def test_a_province_with_none_is_the_same_as_no_province(batch, ada, ben):
    enter(batch, ada, provinces={"ON": 12, "BC": 0})
    assert enter(batch, ben, provinces={"ON": 12}).state == State.COUNTED


@pytest.mark.parametrize(
    "other", [{"sheets": 3}, {"lines": 21}, {"provinces": {"ON": 18}}, {"provinces": {"ON": 12, "QC": 6, "": 1}}]
)
def test_two_entries_that_differ_do_not_count(batch, ada, ben, other):
    enter(batch, ada)
    assert enter(batch, ben, **other).state == State.DIFFERS
    assert not PaperBatch.objects.counted().exists()


def test_the_same_person_waits_for_an_hour(batch, ada, ben):
    with time_machine.travel("2026-11-25T12:00:00Z", tick=False) as clock:
        enter(batch, ada)
        for wait in (0, 59):
            clock.shift(timedelta(minutes=wait))
            with pytest.raises(actions.TooSoon) as refusal:
                enter(batch, ada)
            assert refusal.value.args[0].isoformat() == "2026-11-25T13:00:00+00:00"
        assert actions.may_enter_at(batch, ben) is None
        clock.shift(timedelta(minutes=1))
        assert enter(batch, ada).state == State.COUNTED


def test_an_entry_of_nobody_known_any_more_is_nobodys_licence(batch, ada, ben):
    enter(batch, ada)
    ada.delete()
    with pytest.raises(actions.TooSoon):
        enter(batch, ben)


def test_there_is_no_third_entry(batch, ada, ben):
    enter(batch, ada)
    enter(batch, ben)
    with pytest.raises(actions.EnteredTwice):
        enter(batch, User.objects.create_user("cleo"))
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperEntry.objects.create(batch=batch, place=3, sheets=1, lines=1, valid=1)


def test_a_corrected_entry_can_make_a_batch_count_and_its_history_keeps_what_stood_there(batch, ada, ben):
    enter(batch, ada)
    enter(batch, ben, provinces={"ON": 13, "QC": 5, "": 1})
    second = batch.entries.get(place=2)
    assert actions.correct_entry(entry=second, **READ).state == State.COUNTED
    assert [record.valid for record in second.history.order_by("history_id")] == [19, 18]
    ((place, _when, _who, changed),) = comparison.changes_of(batch)
    assert (place, changed) == (2, [("Valid signatures", 19, 18), ("Ontario", 13, 12)])


def test_a_counted_batch_counts_no_more_when_one_entry_is_corrected(batch, ada, ben):
    enter(batch, ada)
    enter(batch, ben)
    corrected = actions.correct_entry(entry=batch.entries.get(place=1), **READ | {"lines": 19})
    assert (corrected.state, corrected.counted_at) == (State.DIFFERS, None)


def test_a_first_entry_is_not_corrected_before_there_is_a_second(batch, ada):
    enter(batch, ada)
    with pytest.raises(actions.NotCompared):
        actions.correct_entry(entry=batch.entries.get(), **READ)


def test_setting_aside_takes_a_batch_out_of_the_count_and_it_can_come_back(batch, ada, ben):
    enter(batch, ada)
    enter(batch, ben)
    with pytest.raises(actions.NoNote):
        actions.set_aside(batch=batch, note="  ")
    aside = actions.set_aside(batch=batch, note="Photocopies.")
    assert (aside.state, aside.counted_at, aside.note) == (State.SET_ASIDE, None, "Photocopies.")
    with pytest.raises(actions.SetAside):
        enter(batch, User.objects.create_user("cleo"))
    with pytest.raises(actions.SetAside):
        actions.correct_entry(entry=batch.entries.get(place=1), **READ)
    assert actions.take_up_again(batch=aside).state == State.COUNTED


def test_the_database_knows_no_counted_batch_without_a_time():
    petition = PetitionFactory()
    for state, counted_at in ((State.COUNTED, None), (State.DIFFERS, timezone.now())):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperBatch.objects.create(petition=petition, state=state, counted_at=counted_at)


def test_the_comparison_shows_each_number_of_both(batch, ada, ben):
    enter(batch, ada)
    enter(batch, ben, provinces={"ON": 12, "NU": 6})
    rows = comparison.rows_of(*batch.entries.all())
    assert [row.name for row in rows] == [
        "Sheets",
        "Lines filled in",
        "Valid signatures",
        "Quebec",
        "Ontario",
        "Nunavut",
        "Province cannot be read",
    ]
    assert [row.differs for row in rows] == [False, False, False, True, False, True, True]
