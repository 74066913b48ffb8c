"""Decisions that the worker carries out chunk by chunk: watched, broken off, killed, undone."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from petitions import long_reviews, reviewing, tasks
from petitions.models import ReviewDecision, ReviewedSignature, Signature
from petitions.reviewing import Queue, Selection
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.page_forms import form_of, page_of, words_of

pytestmark = pytest.mark.django_db

ACCEPT, INVALIDATE = ReviewDecision.Verdict.ACCEPT, ReviewDecision.Verdict.INVALIDATE
DECIDE = "/admin/petitions/signatureforreview/decide/"
HISTORY = "/admin/petitions/reviewdecision/"


@pytest.fixture(autouse=True)
def _small_numbers(monkeypatch):
    monkeypatch.setattr(long_reviews, "LONG", 4)
    monkeypatch.setattr(long_reviews, "CHUNK", 2)
    monkeypatch.setattr(long_reviews, "BREATH", 0)


@pytest.fixture
def one_chunk_a_turn(monkeypatch):
    monkeypatch.setattr(long_reviews, "TURN", -1)


@pytest.fixture
def reviewer(signed_in):
    return signed_in("Reviewers")


@pytest.fixture
def flood(petition):
    return SignatureFactory.create_batch(7, petition=petition, held=True, suspicions=["fast"])


@pytest.fixture
def ask(reviewer):
    """`ask(ACCEPT)`: as the second page does, bound to this moment."""

    def begin(verdict, *, at_most=100, **chosen):
        return long_reviews.ask_to_decide(
            selection=reviewing.preview(Selection(**chosen)).selection, verdict=verdict, reason="A flood.",
            by=reviewer.user, at_most=at_most,
        )  # fmt: skip

    return begin


def states():
    return list(Signature.objects.order_by("pk").values_list("state", flat=True))


def undo(decision):
    long_reviews.ask_to_undo(decision=decision, by=User.objects.get())


class TestCarriedOut:
    @pytest.mark.parametrize(("verdict", "becomes"), [(ACCEPT, "confirmed"), (INVALIDATE, "invalidated")])
    def test_it_is_what_a_short_one_would_be(self, ask, flood, verdict, becomes):
        (decision,) = ask(verdict, reason="fast", domain="example.ca")
        assert states() == ["held"] * 7
        assert not long_reviews.carry_on(pk=decision.pk)
        assert states() == [becomes] * 7
        decision.refresh_from_db()
        assert (decision.count, decision.expected, decision.under_way, decision.selection) == (7, 7, "", {})
        assert decision.chosen_by == {"queue": "held", "reason": "fast", "domain": "example.ca"}
        assert ReviewedSignature.objects.filter(decision=decision, state_before="held").count() == 7

    @pytest.mark.usefixtures("one_chunk_a_turn")
    def test_it_goes_on_where_it_was_killed(self, ask, flood):
        (decision,) = ask(ACCEPT)
        assert long_reviews.carry_on(pk=decision.pk)
        assert states() == ["confirmed"] * 2 + ["held"] * 5
        while long_reviews.carry_on(pk=decision.pk):
            pass
        assert states() == ["confirmed"] * 7
        assert ReviewedSignature.objects.count() == 7

    def test_what_comes_in_later_is_not_touched(self, ask, petition, flood):
        with time_machine.travel(timezone.now() - timedelta(minutes=1)):
            Signature.objects.update(created_at=timezone.now(), confirmed_at=timezone.now(), judged_at=timezone.now())
        (decision,) = ask(INVALIDATE)
        later = SignatureFactory(petition=petition, held=True)
        long_reviews.carry_on(pk=decision.pk)
        later.refresh_from_db()
        assert later.state == "held"
        assert Signature.objects.held().count() == 1

    def test_each_petition_has_its_own(self, ask, flood):
        SignatureFactory.create_batch(3, petition=PetitionFactory(), held=True)
        decisions = ask(ACCEPT)
        assert sorted(decision.expected for decision in decisions) == [3, 7]
        long_reviews.carry_on(pk=decisions[0].pk)
        assert Signature.objects.held().count() == decisions[1].expected

    def test_more_than_were_shown_or_none_at_all_are_refused(self, ask, flood):
        with pytest.raises(reviewing.MoreThanShown):
            ask(ACCEPT, at_most=6)
        with pytest.raises(reviewing.NothingToDecide):
            ask(ACCEPT, queue=Queue.SUSPECTED)
        assert not ReviewDecision.objects.exists()

    def test_never_more_than_were_shown_are_decided_on(self, ask, petition, flood):
        (decision,) = ask(INVALIDATE)
        long_ago = timezone.now() - timedelta(days=1)
        SignatureFactory(petition=petition, held=True, created_at=long_ago, confirmed_at=long_ago, judged_at=long_ago)
        long_reviews.carry_on(pk=decision.pk)
        assert ReviewedSignature.objects.count() == 7

    def test_a_selection_is_read_back_as_it_was(self):
        now = timezone.now()
        selection = Selection(petition=3, reason="fast", domain="a.example", since=now, as_of=now, connection=5)
        assert Selection.from_kept(selection.as_kept()) == selection


class TestUndone:
    def test_all_are_what_they_were(self, ask, flood):
        before = list(Signature.objects.order_by("pk").values())
        (decision,) = ask(INVALIDATE)
        long_reviews.carry_on(pk=decision.pk)
        undo(decision)
        assert not long_reviews.carry_on(pk=decision.pk)
        assert list(Signature.objects.order_by("pk").values()) == before
        decision.refresh_from_db()
        assert (decision.restored, decision.under_way) == (7, "")
        with pytest.raises(reviewing.AlreadyUndone):
            undo(decision)

    @pytest.mark.usefixtures("one_chunk_a_turn")
    def test_in_the_middle_it_goes_no_further_and_back(self, ask, flood):
        (decision,) = ask(ACCEPT)
        long_reviews.carry_on(pk=decision.pk)
        undo(decision)
        while long_reviews.carry_on(pk=decision.pk):
            pass
        assert states() == ["held"] * 7
        decision.refresh_from_db()
        assert (decision.count, decision.restored) == (2, 2)

    def test_what_changed_since_stays(self, ask, flood):
        (decision,) = ask(ACCEPT)
        long_reviews.carry_on(pk=decision.pk)
        Signature.objects.filter(pk=flood[3].pk).update(state="withdrawn")
        undo(decision)
        long_reviews.carry_on(pk=decision.pk)
        assert states() == ["held"] * 3 + ["withdrawn"] + ["held"] * 3


class TestInTheAdmin:
    def decide(self, reviewer, verdict="accept"):
        page = reviewer.post(DECIDE, {"verdict": verdict, "scope": "all"})
        assert "So many take the worker a while." in words_of(page)
        return reviewer.post(DECIDE, form_of(page, "decision_form") | {"why": "A flood."}, follow=True)

    def test_a_page_shows_how_far_it_is_until_it_is_done(self, reviewer, flood, work):
        page = self.decide(reviewer)
        decision = ReviewDecision.objects.get()
        assert page.redirect_chain == [(f"{HISTORY}{decision.pk}/change/", 302)]
        assert page["Refresh"] == "4"
        assert "0 of 7 signatures" in words_of(page)
        assert page_of(page).xpath("//progress/@max") == ["7"]
        assert "is being carried out (0/7)" in words_of(reviewer.get(HISTORY))
        work("default")
        page = reviewer.get(page.redirect_chain[0][0])
        assert not page.has_header("Refresh")
        assert "7 signatures would be again what they were before." in words_of(page)
        assert page_of(page).xpath("//progress") == []

    @pytest.mark.usefixtures("one_chunk_a_turn")
    def test_turns_follow_each_other_until_all_is_done(self, reviewer, flood, work):
        self.decide(reviewer)
        work("default")
        assert states() == ["confirmed"] * 7

    def test_undoing_is_the_workers_too(self, reviewer, flood, work):
        self.decide(reviewer, "invalidate")
        work("default")
        pk = ReviewDecision.objects.get().pk
        page = reviewer.post(f"{HISTORY}{pk}/undo/", follow=True)
        assert page["Refresh"] == "4"
        assert "The decision is being undone" in words_of(page)
        assert states() == ["invalidated"] * 7
        work("default")
        assert states() == ["held"] * 7
        again = reviewer.post(f"{HISTORY}{pk}/undo/", follow=True)
        assert "This decision was undone already." in words_of(again)

    def test_a_few_are_decided_on_at_once(self, reviewer, petition):
        SignatureFactory.create_batch(4, petition=petition, held=True)
        page = reviewer.post(DECIDE, {"verdict": "accept", "scope": "all"})
        assert "So many take the worker a while." not in words_of(page)
        reviewer.post(DECIDE, form_of(page, "decision_form") | {"why": "Looked at."})
        assert states() == ["confirmed"] * 4


class TestAWorkerThatWasKilled:
    def turns(self):
        return DBTaskResult.objects.filter(task_path=tasks.carry_on_review.module_path)

    def test_is_followed_by_another_within_minutes(self, ask, flood, work):
        (decision,) = ask(ACCEPT)
        tasks.carry_on_review.enqueue(decision.pk)
        self.turns().update(status=TaskResultStatus.RUNNING, started_at=timezone.now() - timedelta(minutes=3))
        tasks.take_up_abandoned_reviews.call()
        work("default")
        assert states() == ["confirmed"] * 7

    @pytest.mark.parametrize("status", [TaskResultStatus.READY, TaskResultStatus.RUNNING])
    def test_nobody_else_is_called_for_one_that_lives(self, ask, flood, status):
        (decision,) = ask(ACCEPT)
        tasks.carry_on_review.enqueue(decision.pk)
        self.turns().update(status=status, started_at=timezone.now())
        tasks.take_up_abandoned_reviews.call()
        assert self.turns().count() == 1

    def test_nobody_is_called_for_what_is_done(self, ask, flood):
        (decision,) = ask(ACCEPT)
        long_reviews.carry_on(pk=decision.pk)
        tasks.take_up_abandoned_reviews.call()
        assert not self.turns().exists()
