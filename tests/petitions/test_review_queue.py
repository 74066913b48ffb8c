"""The queue of suspicious signatures in the admin: who sees it, and deciding with a number and a reason."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from petitions.models import ReviewDecision, Signature
from petitions.reviewing import Queue, Selection
from tests.factories.petitions import SignatureFactory
from tests.page_forms import form_of, page_of, words_of

pytestmark = pytest.mark.django_db

QUEUE = "/admin/petitions/signatureforreview/"
DECIDE = f"{QUEUE}decide/"
HISTORY = "/admin/petitions/reviewdecision/"
HERE = "a" * 32


@pytest.fixture
def reviewer(signed_in):
    return signed_in("Reviewers")


def held(petition, **fields):
    return SignatureFactory(petition=petition, held=True, **fields)


def dry_run(client, verdict="accept", **asked):
    return client.post(DECIDE, {"verdict": verdict, "scope": "all", **asked})


def decide(client, verdict="accept", why="Looked at.", **asked):
    """Through both steps, as the page's own form says."""
    page = dry_run(client, verdict, **asked)
    return client.post(DECIDE, form_of(page, "decision_form") | {"why": why}, follow=True)


class TestWhoSeesIt:
    @pytest.mark.parametrize("group", ["Writers", "Publishers", "Data stewards"])
    def test_not_other_groups(self, signed_in, group, petition):
        client, signature = signed_in(group), held(petition)
        for answer in (client.get(QUEUE), dry_run(client), client.post(DECIDE, {})):
            assert answer.status_code == 403
            assert signature.email not in answer.text
        assert "signatureforreview" not in client.get("/admin/").text

    def test_nobody_who_is_not_signed_in(self, client):
        assert client.get(QUEUE).status_code == client.post(DECIDE).status_code == 302

    def test_reviewers_see_names_addresses_and_plain_reasons(self, reviewer, petition):
        held(
            petition, first_name="Amina", email="amina@flood.example", suspicions=["connection", "fast"],
            seconds_to_fill=1, ip_hash=HERE, postal_code="H2X 1Y4",
        )  # fmt: skip
        SignatureFactory(petition=petition, ip_hash=HERE)
        words = words_of(reviewer.get(QUEUE))
        for expected in (
            "1 signature", "Amina O’Neil", "amina@flood.example", "many from one connection", "Waive travel loans",
            "filled in faster than people type", "form filled in within 1 second", "Quebec", "2 signatures in all",
        ):  # fmt: skip
            assert expected in words
        assert HERE not in reviewer.get(QUEUE).text, "a hash is shown by its beginning"

    def test_the_page_is_kept_by_no_cache(self, reviewer):
        assert "no-store" in reviewer.get(QUEUE).headers["Cache-Control"]


class TestTheList:
    def test_shows_what_is_held_the_oldest_first(self, reviewer, petition):
        held(petition, last_name="Younger")
        held(petition, last_name="Older", created_at=timezone.now() - timezone.timedelta(days=1))
        SignatureFactory(petition=petition, last_name="Pending")
        SignatureFactory(petition=petition, last_name="Counted", confirmed=True)
        words = words_of(reviewer.get(QUEUE))
        assert words.index("Older") < words.index("Younger")
        assert "Pending" not in words
        assert "Counted" not in words

    def test_is_narrowed_by_what_is_asked(self, reviewer, petition):
        one = held(petition, last_name="One", suspicions=["fast"], email="a@flood.example", ip_hash=HERE)
        held(petition, last_name="Other", suspicions=["name"])
        for query in (
            "reason=fast", "domain=@FLOOD.example", f"connection={one.pk}", f"petition={petition.pk}&reason=fast",
            "reason=fast&since=2020-01-01T00:00&until=2100-01-01T00:00",
        ):  # fmt: skip
            words = words_of(reviewer.get(f"{QUEUE}?{query}"))
            assert "O’Neil" not in words
            assert "One" in words
            assert "Other" not in words, query

    def test_shows_those_not_confirmed_yet_when_asked(self, reviewer, petition):
        SignatureFactory(petition=petition, last_name="Waiting", suspicions=["trap"])
        assert "Waiting" in words_of(reviewer.get(f"{QUEUE}?queue=suspected"))

    def test_shows_what_counts_only_narrowed(self, reviewer, petition):
        SignatureFactory(petition=petition, last_name="Counted", confirmed=True, email="a@flood.example")
        wide = reviewer.get(f"{QUEUE}?queue=confirmed")
        assert "Narrow it down" in words_of(wide)
        assert "Counted" not in words_of(wide)
        narrow = reviewer.get(f"{QUEUE}?queue=confirmed&domain=flood.example")
        assert "Counted" in words_of(narrow)
        assert 'value="accept"' not in narrow.text, "what counts needs no acceptance"

    def test_says_what_is_wrong_with_a_question(self, reviewer):
        page = reviewer.get(f"{QUEUE}?since=2026-02-01T00:00&until=2026-01-01T00:00")
        assert "This time is before the first one." in words_of(page)
        for query in ("petition=x", "connection=-1", "connection=9999999999999999999999", "reason=x", "queue=x"):
            assert reviewer.get(f"{QUEUE}?{query}").status_code == 200

    def test_comes_in_pages_that_keep_the_question(self, reviewer, petition):
        for n in range(51):
            held(petition, last_name=f"Name {n}", created_at=timezone.now() + timezone.timedelta(seconds=n - 100))
        first = reviewer.get(f"{QUEUE}?reason=connection")
        assert "Page 1 of 2" in words_of(first)
        assert "?reason=connection&amp;page=2" in first.text
        assert "Name 50" in words_of(reviewer.get(f"{QUEUE}?reason=connection&page=2"))

    def test_costs_as_many_queries_for_three_as_for_one(self, reviewer, petition, queries_of):
        held(petition, ip_hash=HERE)
        one = queries_of(reviewer, QUEUE)
        for _time in range(2):
            held(petition, ip_hash=HERE)
        assert queries_of(reviewer, QUEUE) == one


class TestDeciding:
    def test_shows_the_number_first_and_does_nothing(self, reviewer, petition):
        held(petition, suspicions=["fast"])
        held(petition, suspicions=["fast", "name"])
        words = words_of(dry_run(reviewer, "invalidate"))
        assert "2 signatures will be invalidated" in words
        assert "2 filled in faster than people type" in words
        assert "1 a link in the name" in words
        assert Signature.objects.held().count() == 2
        assert not ReviewDecision.objects.exists()

    def test_needs_a_reason(self, reviewer, petition):
        held(petition)
        answer = decide(reviewer, why=" ")
        assert "Say why: colleagues will want to know." in words_of(answer)
        assert Signature.objects.held().exists()

    def test_accepts_all_that_match(self, reviewer, petition):
        chosen, other = held(petition, suspicions=["fast"]), held(petition, suspicions=["name"])
        answer = decide(reviewer, reason="fast")
        assert "1 signature was accepted." in words_of(answer)
        assert set(Signature.objects.held()) == {other}
        assert set(Signature.objects.confirmed()) == {chosen}
        decision = ReviewDecision.objects.get()
        assert (decision.made_by, decision.reason) == (reviewer.user, "Looked at.")
        assert decision.chosen_by == {"queue": "held", "reason": "fast"}

    def test_touches_those_ticked_alone(self, reviewer, petition):
        one, two, three = held(petition), held(petition), held(petition)
        decide(reviewer, "invalidate", scope="ticked", pk=[one.pk, three.pk])
        assert set(Signature.objects.held()) == {two}
        assert ReviewDecision.objects.get().chosen_by == {"queue": "held", "ticked": True}

    @pytest.mark.parametrize(
        "asked",
        [{"scope": "ticked"}, {"scope": "ticked", "pk": ["x", "-1", "9" * 30]}, {"verdict": "x"}, {"queue": "x"}],
    )
    def test_does_nothing_when_nothing_sensible_is_chosen(self, reviewer, petition, asked):
        held(petition)
        answer = reviewer.post(DECIDE, {"verdict": "accept", "scope": "all", "why": "x"} | asked, follow=True)
        assert "Nothing was chosen, so nothing was done." in words_of(answer)
        assert Signature.objects.held().exists()

    def test_touches_nothing_that_came_after_the_number_was_shown(self, reviewer, petition):
        held(petition)
        page = dry_run(reviewer, "invalidate")
        later = held(petition)
        reviewer.post(DECIDE, form_of(page, "decision_form") | {"why": "Flood."})
        assert set(Signature.objects.held()) == {later}

    def test_shows_a_larger_number_before_it_does_more(self, reviewer, petition):
        held(petition)
        sent = form_of(dry_run(reviewer), "decision_form") | {"why": "Typed with care."}
        held(petition, created_at=timezone.now() - timezone.timedelta(days=1))
        Signature.objects.update(judged_at=None, confirmed_at=timezone.now() - timezone.timedelta(hours=1))
        answer = reviewer.post(DECIDE, sent)
        words = words_of(answer)
        assert "There are more signatures now than you were shown." in words
        assert "2 signatures will be accepted" in words
        assert "Typed with care." in answer.text
        reviewer.post(DECIDE, form_of(answer, "decision_form"))
        assert not Signature.objects.held().exists()

    def test_says_when_somebody_else_was_faster(self, reviewer, petition):
        held(petition)
        sent = form_of(dry_run(reviewer), "decision_form") | {"why": "Looked at."}
        Signature.objects.update(state="invalidated")
        assert "None of these signatures was left" in words_of(reviewer.post(DECIDE, sent, follow=True))

    def test_is_no_address_to_be_opened(self, reviewer):
        assert reviewer.get(DECIDE).status_code == 405

    def test_the_log_and_the_addresses_say_nothing_personal(self, reviewer, petition, caplog):
        caplog.set_level("DEBUG")
        held(petition, last_name="Verysecret", email="hidden@example.ca")
        answer = decide(reviewer)
        for words in ("Verysecret", "hidden", "example.ca"):
            assert words not in caplog.text
            assert words not in str(answer.redirect_chain)


class TestTheHistory:
    @pytest.fixture
    def decision(self, reviewer, petition):
        held(petition)
        decide(reviewer, "invalidate", why="A flood from one connection.")
        return ReviewDecision.objects.get()

    def test_shows_what_was_decided_by_whom_and_why(self, reviewer, decision):
        words = words_of(reviewer.get(HISTORY))
        for expected in ("invalidated", "A flood from one connection.", "reviewers", "Waive travel loans"):
            assert expected in words
        page = words_of(reviewer.get(f"{HISTORY}{decision.pk}/change/"))
        assert "signatures – confirmed by their owners, held" in page
        assert "1 signature would be again what it was before." in page

    def test_is_gone_back_from_with_a_button(self, reviewer, decision):
        answer = reviewer.post(f"{HISTORY}{decision.pk}/undo/", follow=True)
        assert "1 signature is again what it was before." in words_of(answer)
        assert Signature.objects.held().count() == 1
        decision.refresh_from_db()
        assert decision.undone_by == reviewer.user
        assert "undo_form" not in answer.text
        again = reviewer.post(f"{HISTORY}{decision.pk}/undo/", follow=True)
        assert "This decision was undone already." in words_of(again)

    def test_is_changed_by_nobody(self, superuser, decision):
        page = f"{HISTORY}{decision.pk}/"
        assert superuser.post(f"{page}change/", {"reason": "Another."}).status_code == 403
        assert superuser.post(f"{page}delete/", {"post": "yes"}).status_code == 403
        assert superuser.get(f"{HISTORY}add/").status_code == 403

    def test_is_undone_only_by_reviewers(self, publisher, decision):
        assert publisher.post(f"{HISTORY}{decision.pk}/undo/").status_code == 403

    def test_outlives_whoever_decided(self, reviewer, superuser, decision):
        User.objects.filter(pk=reviewer.user.pk).delete()
        assert superuser.get(f"{HISTORY}{decision.pk}/change/").status_code == 200

    def test_is_listed_with_as_many_queries_for_three_as_for_one(self, reviewer, decision, queries_of, petition):
        one = queries_of(reviewer, HISTORY)
        for _time in range(2):
            held(petition)
            decide(reviewer)
        assert queries_of(reviewer, HISTORY) == one


def test_what_is_chosen_reads_the_same_in_the_form_and_in_the_action(reviewer, petition):
    page = reviewer.get(QUEUE)
    (queue,) = page_of(page).xpath("//select[@name='queue']")
    assert queue.value_options == Queue.values
    assert Selection().queue == queue.value_options[0]
