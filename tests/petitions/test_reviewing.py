"""Decisions on signatures that look suspicious, and their undoing."""

import tracemalloc
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from petitions import actions, reviewing
from petitions.models import Petition, ReviewDecision, ReviewedSignature, Signature
from petitions.reviewing import Queue, Selection
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db

ACCEPT, INVALIDATE = ReviewDecision.Verdict.ACCEPT, ReviewDecision.Verdict.INVALIDATE
HERE, THERE = "a" * 32, "b" * 32


@pytest.fixture
def reviewer(db):
    return User.objects.create_user("rosa", is_staff=True)


@pytest.fixture
def decide(reviewer):
    """`decide(ACCEPT, reason="…")`: on all that is held, or on what `Selection`'s fields say."""

    def act(verdict, *, at_most=100_000, **chosen):
        return reviewing.decide(
            selection=Selection(**chosen), verdict=verdict, reason="Looked at.", by=reviewer, at_most=at_most
        )

    return act


@pytest.fixture
def undo(reviewer):
    return lambda decision: reviewing.undo(decision=decision, by=reviewer)


def suspected(**fields):
    return SignatureFactory(suspicions=["fast"], judged_at=timezone.now(), **fields)


def stands(signature):
    signature.refresh_from_db()
    return signature.state, signature.is_cleared


class TestAccepting:
    def test_what_is_held_is_confirmed(self, decide):
        signature = SignatureFactory(held=True)
        confirmed_at = signature.confirmed_at
        (decision,) = decide(ACCEPT)
        assert stands(signature) == ("confirmed", True)
        assert signature.confirmed_at == confirmed_at, "its week is that in which its owner confirmed"
        assert (decision.petition, decision.verdict, decision.count) == (signature.petition, "accept", 1)

    def test_what_is_not_confirmed_yet_is_not_held_later(self, decide):
        signature = suspected()
        decide(ACCEPT, queue=Queue.SUSPECTED)
        assert stands(signature) == ("pending", True)
        assert not Signature.objects.suspected().exists()

    def test_leaves_what_is_not_chosen(self, decide):
        others = [SignatureFactory(confirmed=True), SignatureFactory(), suspected()]
        SignatureFactory(held=True)
        decide(ACCEPT)
        assert [stands(other) for other in others] == [("confirmed", False), ("pending", False), ("pending", False)]

    def test_what_counts_already_is_nothing_to_accept(self, decide):
        SignatureFactory(confirmed=True)
        with pytest.raises(reviewing.NothingToDecide):
            decide(ACCEPT, queue=Queue.CONFIRMED)


class TestInvalidating:
    @pytest.mark.parametrize(
        ("queue", "make"),
        [
            (Queue.HELD, lambda: SignatureFactory(held=True)),
            (Queue.SUSPECTED, suspected),
            (Queue.CONFIRMED, lambda: SignatureFactory(confirmed=True)),
        ],
    )
    def test_takes_a_signature_out_whatever_it_was(self, decide, queue, make):
        signature = make()
        decide(INVALIDATE, queue=queue)
        assert stands(signature)[0] == "invalidated"

    def test_reaches_all_of_one_connection_in_one_hour(self, decide):
        now = timezone.now()
        flood = [
            SignatureFactory(confirmed=True, ip_hash=HERE, created_at=now - timedelta(minutes=n)) for n in range(3)
        ]
        earlier = SignatureFactory(confirmed=True, ip_hash=HERE, created_at=now - timedelta(hours=2))
        elsewhere = SignatureFactory(confirmed=True, ip_hash=THERE)
        decide(
            INVALIDATE, queue=Queue.CONFIRMED, connection=flood[0].pk,
            since=now - timedelta(hours=1), until=now + timedelta(minutes=1),
        )  # fmt: skip
        assert {stands(signature)[0] for signature in flood} == {"invalidated"}
        assert stands(earlier)[0] == stands(elsewhere)[0] == "confirmed"


class TestWhatIsChosen:
    def keys(self, **chosen):
        return set(Selection(**chosen).signatures().values_list("pk", flat=True))

    def test_is_narrowed_by_petition_reason_domain_and_connection(self):
        one = SignatureFactory(held=True, suspicions=["fast", "name"], email="a@mail.flood.example", ip_hash=HERE)
        two = SignatureFactory(held=True, suspicions=["connection"], email="b@flood.example", ip_hash=THERE)
        three = SignatureFactory(held=True, suspicions=["fast"], email="flood.example@example.ca", ip_hash="")
        assert self.keys() == {one.pk, two.pk, three.pk}
        assert self.keys(petition=one.petition_id) == {one.pk}
        assert self.keys(reason="fast") == {one.pk, three.pk}
        assert self.keys(reason="fas") == set()
        assert self.keys(domain="flood.example") == {one.pk, two.pk}
        assert self.keys(connection=two.pk) == {two.pk}
        assert self.keys(connection=three.pk) == set(), "an unknown connection is not one that others share"
        assert self.keys(pks=(one.pk, two.pk), reason="fast") == {one.pk}

    def test_is_what_was_there_when_somebody_looked(self):
        with time_machine.travel("2026-11-24T17:00:00Z", tick=False) as clock:
            seen, confirmed_later = SignatureFactory(held=True), suspected()
            looked = reviewing.preview(Selection()).selection
            clock.shift(60)
            SignatureFactory(held=True)
            Signature.objects.filter(pk=confirmed_later.pk).update(state="held", confirmed_at=timezone.now())
        assert set(looked.signatures()) == {seen}

    def test_is_counted_before_by_reason_and_petition(self):
        petition = PetitionFactory(title_en="Loans", title_fr="Prêts")
        SignatureFactory(held=True, petition=petition, suspicions=["fast", "name"])
        SignatureFactory(held=True, petition=petition, suspicions=["fast"])
        SignatureFactory(held=True, petition=PetitionFactory(title_en="Agreement"), suspicions=["retired_code"])
        seen = reviewing.preview(Selection())
        assert seen.count == 3
        assert [(reason.value, count) for reason, count in seen.by_reason] == [("fast", 2), ("name", 1)]
        assert seen.by_petition == [("Agreement", 1), ("Loans", 2)]


class TestADecision:
    def test_is_refused_when_more_match_than_were_shown_and_nothing_is_done(self, decide):
        SignatureFactory.create_batch(2, held=True)
        with pytest.raises(reviewing.MoreThanShown):
            decide(INVALIDATE, at_most=1)
        assert not ReviewDecision.objects.exists()
        assert Signature.objects.held().count() == 2

    def test_is_refused_when_nothing_is_left(self, decide):
        with pytest.raises(reviewing.NothingToDecide):
            decide(ACCEPT)
        assert not ReviewDecision.objects.exists()

    def test_on_several_petitions_is_kept_with_each(self, decide):
        SignatureFactory.create_batch(2, held=True)
        decisions = decide(ACCEPT)
        assert {decision.petition_id for decision in decisions} == set(Petition.objects.values_list("pk", flat=True))
        assert [decision.count for decision in decisions] == [1, 1]

    def test_is_kept_with_its_reason_its_author_and_how_it_was_chosen(self, decide, reviewer):
        petition = PetitionFactory()
        for n in range(5):
            SignatureFactory(held=True, petition=petition, email=f"a{n}@flood.example")
        decide(INVALIDATE, domain="flood.example", reason="connection")
        kept = ReviewDecision.objects.get()
        assert (kept.reason, kept.made_by, kept.count) == ("Looked at.", reviewer, 5)
        assert kept.chosen_by == {"queue": "held", "reason": "connection", "domain": "flood.example"}

    def test_keeps_no_domain_that_may_be_a_name(self, decide):
        SignatureFactory(held=True, email="me@anna-tremblay.example")
        decide(ACCEPT, domain="anna-tremblay.example")
        assert "tremblay" not in str(ReviewDecision.objects.values().get())


class TestUndoing:
    @pytest.mark.parametrize("verdict", [ACCEPT, INVALIDATE])
    @pytest.mark.parametrize("queue", [Queue.HELD, Queue.SUSPECTED])
    def test_brings_back_exactly_what_was_before(self, decide, undo, reviewer, verdict, queue):
        SignatureFactory(held=True)
        suspected()
        before = list(Signature.objects.order_by("pk").values())
        (decision,) = decide(verdict, queue=queue)
        assert list(Signature.objects.order_by("pk").values()) != before
        assert undo(decision) == reviewing.how_many_would_go_back(decision) + 1 == 1
        assert list(Signature.objects.order_by("pk").values()) == before
        assert decision.undone_by == reviewer

    def test_brings_back_what_counted(self, decide, undo):
        signature = SignatureFactory(confirmed=True, is_cleared=True)
        (decision,) = decide(INVALIDATE, queue=Queue.CONFIRMED)
        undo(decision)
        assert stands(signature) == ("confirmed", True)

    def test_leaves_what_changed_since(self, decide, undo):
        withdrawn, untouched = SignatureFactory.create_batch(2, held=True)
        decisions = decide(ACCEPT)
        Signature.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
        assert [undo(decision) for decision in sorted(decisions, key=lambda d: d.pk)] in ([0, 1], [1, 0])
        assert stands(withdrawn)[0] == "withdrawn"
        assert stands(untouched) == ("held", False)

    def test_holds_what_its_owner_has_confirmed_since(self, decide, undo):
        signature = suspected()
        (decision,) = decide(ACCEPT, queue=Queue.SUSPECTED)
        Signature.objects.update(state="confirmed", confirmed_at=timezone.now())
        undo(decision)
        assert stands(signature) == ("held", False)

    def test_of_an_older_decision_does_not_undo_a_newer_one(self, decide, undo):
        signature = SignatureFactory(held=True)
        (accepted,) = decide(ACCEPT)
        (invalidated,) = decide(INVALIDATE, queue=Queue.CONFIRMED)
        assert undo(accepted) == 0
        assert stands(signature)[0] == "invalidated"
        undo(invalidated)
        assert stands(signature) == ("confirmed", True)

    def test_is_done_once(self, decide, undo):
        SignatureFactory(held=True)
        (decision,) = decide(ACCEPT)
        undo(decision)
        with pytest.raises(reviewing.AlreadyUndone):
            undo(decision)


class TestTheCount:
    def test_is_put_right_in_both_directions(self, decide, undo):
        signature = SignatureFactory(held=True)

        def count():
            actions.count_window()
            return Petition.objects.select_related("tally").get(pk=signature.petition_id).count

        assert count() == 0
        (accepted,) = decide(ACCEPT)
        assert count() == 1
        undo(accepted)
        assert count() == 0
        decide(ACCEPT)
        (invalidated,) = decide(INVALIDATE, queue=Queue.CONFIRMED)
        assert count() == 0
        undo(invalidated)
        assert count() == 1


def test_many_take_no_more_memory_than_a_few(decide, undo, monkeypatch):
    """Six chunks; 50,000 were tried by hand."""
    monkeypatch.setattr(reviewing, "CHUNK", 500)
    petition = PetitionFactory()
    made = SignatureFactory(petition=petition, held=True)
    fields = {field.attname: getattr(made, field.attname) for field in Signature._meta.concrete_fields}
    for name in ("id", "is_due_for_count"):
        fields.pop(name)
    Signature.objects.bulk_create(
        [Signature(**fields | {"canonical_email": f"a{n}@example.ca"}) for n in range(6 * reviewing.CHUNK)]
    )
    many = Signature.objects.count()
    tracemalloc.start()
    (decision,) = decide(INVALIDATE)
    undone = undo(decision)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert decision.count == undone == many
    assert ReviewedSignature.objects.count() == Signature.objects.held().count() == many
    assert most < 4_000_000
