"""Counters that are killed, counters that meet, confirmations that are committed late; both databases."""

import threading

import pytest
from django.db import connection, connections, transaction

from petitions import actions, confirmation
from petitions.actions import counting
from petitions.models import Signature, Tally, TallyPart
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.factories.publishing import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)
State = Signature.State


@pytest.fixture
def petition():
    OrganisationFactory()
    return PetitionFactory()


def in_a_thread(work):
    """Start `work()` in a thread with connections of its own. `join()` raises what it raised."""
    problems = []

    def run():
        try:
            work()
        except BaseException as problem:  # noqa: BLE001 (a thread's failure is this test's)
            problems.append(problem)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()

    def join():
        thread.join(30)
        assert not thread.is_alive()
        assert problems == []

    return join


def numbers():
    """What the tally says, what its parts add up to, and how many rows say that they are counted."""
    return (
        Tally.objects.get().confirmed,
        sum(TallyPart.objects.values_list("confirmed", flat=True)),
        Signature.objects.filter(counted_in__isnull=False).count(),
    )


class Killed(BaseException):
    """As SIGKILL: nothing handles it."""


@pytest.mark.parametrize("killed_in", ["_change_parts", "_remember_parts", "_write_total"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_counter_that_is_killed_loses_and_doubles_nothing(petition, monkeypatch, killed_in, after):
    monkeypatch.setattr(counting, "BATCH", 2)
    SignatureFactory.create_batch(5, petition=petition, confirmed=True)
    real, calls = getattr(counting, killed_in), []

    def die(*arguments, **keywords):
        calls.append(1)
        if len(calls) == 2 and not after:
            raise Killed
        result = real(*arguments, **keywords)
        if len(calls) == 2:
            raise Killed
        return result

    monkeypatch.setattr(counting, killed_in, die)
    with pytest.raises(Killed):
        actions.count_window()
    assert numbers() == (2, 2, 2), "the first batch is whole, the second is not there"
    assert actions.count_window() == {petition.pk: 3}
    assert numbers() == (5, 5, 5)


def test_a_second_counter_passes_over_a_petition_that_is_being_counted(petition, monkeypatch):
    SignatureFactory.create_batch(4, petition=petition, confirmed=True)
    inside, go_on = threading.Event(), threading.Event()
    real = counting._remember_parts

    def slowly(*arguments):
        inside.set()
        if connection.vendor == "postgresql":  # SQLite's second writer would wait for the first
            go_on.wait(20)
        return real(*arguments)

    monkeypatch.setattr(counting, "_remember_parts", slowly)
    join = in_a_thread(actions.count_window)
    inside.wait(20)
    if connection.vendor == "postgresql":
        assert actions.count_window() == {}
    else:
        actions.count_window()
    go_on.set()
    join()
    assert numbers() == (4, 4, 4)


def test_many_counters_while_people_confirm_and_withdraw(petition, monkeypatch):
    monkeypatch.setattr(counting, "BATCH", 3)
    waiting = SignatureFactory.create_batch(24, petition=petition)
    tokens = [confirmation.make_token(signature) for signature in waiting]

    def people(mine):
        def work():
            for number, token in mine:
                actions.confirm(token=token)
                if number % 3 == 0:
                    Signature.objects.filter(pk=waiting[number].pk).update(state=State.WITHDRAWN)
                else:
                    Signature.objects.filter(pk=waiting[number].pk).update(riding="35075")

        return work

    def counters():
        for _ in range(6):
            actions.count_window()

    numbered = list(enumerate(tokens))
    joins = [in_a_thread(people(numbered[start::3])) for start in range(3)]
    joins += [in_a_thread(counters) for _ in range(2)]
    for join in joins:
        join()
    actions.count_window()
    assert numbers() == (16, 16, 16)
    assert actions.reconcile() == {}
    assert TallyPart.objects.get(confirmed__gt=0).riding == "35075"


def test_a_confirmation_that_is_committed_after_its_window_is_counted_by_the_next(petition):
    """Its time lies before that of signatures that are counted already; the row is found by what it is."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer: there is no window while a confirmation is being committed")
    late, other = SignatureFactory.create_batch(2, petition=petition)
    confirmed, commit = threading.Event(), threading.Event()

    def confirm_slowly():
        with transaction.atomic():
            actions.confirm(token=confirmation.make_token(late))
            confirmed.set()
            commit.wait(20)

    join = in_a_thread(confirm_slowly)
    confirmed.wait(20)
    actions.confirm(token=confirmation.make_token(other))
    assert actions.count_window() == {petition.pk: 1}
    commit.set()
    join()
    late.refresh_from_db()
    other.refresh_from_db()
    assert late.confirmed_at < other.confirmed_at
    assert actions.count_window() == {petition.pk: 1}
    assert numbers() == (2, 2, 2)


def test_a_row_that_somebody_is_changing_is_left_to_the_next_window(petition):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer")
    changing, other = SignatureFactory.create_batch(2, petition=petition, confirmed=True)
    changed, commit = threading.Event(), threading.Event()

    def withdraw_slowly():
        with transaction.atomic():
            Signature.objects.filter(pk=changing.pk).update(state=State.WITHDRAWN)
            changed.set()
            commit.wait(20)

    join = in_a_thread(withdraw_slowly)
    changed.wait(20)
    assert actions.count_window() == {petition.pk: 1}
    commit.set()
    join()
    assert actions.count_window() == {}
    assert numbers() == (1, 1, 1)


def test_a_full_count_makes_nobody_wait_and_finds_nothing_wrong_in_between(petition, monkeypatch):
    monkeypatch.setattr(counting, "BATCH", 2)
    SignatureFactory.create_batch(12, petition=petition, confirmed=True)
    found = []

    def reconcile_often():
        found.extend(actions.reconcile() for _ in range(8))

    joins = [in_a_thread(reconcile_often), in_a_thread(actions.count_window)]
    for join in joins:
        join()
    assert found == [{}] * 8
    actions.count_window()
    assert numbers() == (12, 12, 12)
