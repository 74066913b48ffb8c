"""What a process has just read answers the next posts; what visitors are told comes from the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from petitions import actions, at_hand, confirmation
from petitions.models import Petition, Signature, TextVersion
from publishing import recently_read
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings, monkeypatch):
    """As in production; `clock(seconds)` lets them pass."""
    settings.PAGE_CACHE_SECONDS = 15
    at_hand.forget()
    now = [1000.0]
    monkeypatch.setattr(recently_read, "monotonic", lambda: now[0])
    yield lambda seconds: now.__setitem__(0, now[0] + seconds)
    at_hand.forget()


def queries_on_petitions(call):
    with CaptureQueriesContext(connection) as queries:
        call()
    return [q["sql"] for q in queries if 'FROM "petitions_petition"' in q["sql"]]


class TestThePetitionAtHand:
    def test_it_is_read_once_in_five_seconds(self, post, petition, clock):
        actions.keep_text(petition=petition)
        assert len(queries_on_petitions(lambda: post(email="a@example.ca"))) == 1
        assert queries_on_petitions(lambda: post(email="b@example.ca")) == []
        clock(5.1)
        assert len(queries_on_petitions(lambda: post(email="c@example.ca"))) == 1
        assert Signature.objects.count() == 3

    def test_each_language_has_its_own(self, post, petition):
        assert post(email="a@example.ca")["Location"].startswith("/en/")
        assert post(email="b@example.ca", language="fr")["Location"].startswith("/fr/")

    def test_it_is_off_where_the_page_cache_is(self, post, settings):
        settings.PAGE_CACHE_SECONDS = 0
        post(email="a@example.ca")
        assert queries_on_petitions(lambda: post(email="b@example.ca"))

    def test_a_petition_that_is_not_there_is_asked_for_again(self, post, petition):
        Petition.objects.update(state="draft")
        assert post().status_code == 404
        Petition.objects.update(state="open")
        assert post().status_code == 303

    def test_made_up_addresses_do_not_push_it_out(self, post, visitor, petition):
        post(email="a@example.ca")
        for number in range(101):
            visitor.post(f"/en/petitions/made-up-{number}/confirm/x/")
        assert queries_on_petitions(lambda: post(email="b@example.ca")) == []

    def test_the_end_of_signing_is_to_the_second(self, post, petition):
        post(email="a@example.ca")
        Petition.objects.update(closes_at=timezone.now())
        read = at_hand.at_hand(petition.slug, lambda slug: pytest.fail("read anew"))
        read.closes_at = timezone.now()
        assert post(email="b@example.ca").status_code == 409

    def test_nobody_is_told_that_it_is_closed_when_it_has_just_been_opened_again(self, post, petition):
        post(email="a@example.ca")
        at_hand.at_hand(petition.slug, None).state = "closed"
        assert post(email="b@example.ca").status_code == 303

    def test_nobody_is_told_of_an_older_text_who_signs_the_newest(self, post, petition):
        actions.keep_text(petition=petition)
        post(email="a@example.ca", version="1")
        second = TextVersion.objects.create(
            petition=petition,
            number=2,
            title_en="Waive",
            title_fr="Annuler",
            reason_en="A slip",
            reason_fr="Une erreur",
        )
        Petition.objects.update(version=second)
        assert post(email="b@example.ca", version="2").status_code == 303
        assert Signature.objects.get(email="b@example.ca").version == second


class TestConfirmingAtOnce:
    @pytest.fixture
    def signature(self, petition):
        return SignatureFactory(petition=petition, link_serial=2, mails_sent=1)

    def test_one_statement_confirms(self, visitor, address, petition, signature, django_assert_num_queries):
        path = address("petition-confirm", petition, confirmation.make_token(signature))
        visitor.post(address("petition-confirm", petition, "nonsense"))  # the petition is at hand from here on
        with django_assert_num_queries(1):
            answer = visitor.post(path)
        assert (answer.status_code, answer["Location"]) == (303, address("petition-thank-you", petition))
        signature.refresh_from_db()
        assert signature.state == "confirmed"
        assert signature.confirmed_at is not None
        assert visitor.post(path).status_code == 303, "and a second time does no harm"

    def test_what_looks_suspicious_is_held(self, petition, signature):
        Signature.objects.update(suspicions=["rate"])
        assert actions.confirm_at_once(petition=petition, token=confirmation.make_token(signature))
        assert Signature.objects.get().state == "held"

    @pytest.mark.parametrize(
        "changes",
        [{"state": "withdrawn"}, {"state": "invalidated"}, {"link_serial": 3}, {"confirmed_at": timezone.now()}],
    )
    def test_what_cannot_be_is_left_to_confirm_to_explain(self, petition, signature, changes):
        token = confirmation.make_token(signature)
        if "confirmed_at" in changes:
            changes = changes | {"state": "confirmed"}
        Signature.objects.update(**changes)
        before = Signature.objects.values().get()
        assert not actions.confirm_at_once(petition=petition, token=token)
        assert Signature.objects.values().get() == before

    def test_another_petitions_page_confirms_nothing_at_once(self, signature):
        other = PetitionFactory(recipient=signature.petition.recipient)
        assert not actions.confirm_at_once(petition=other, token=confirmation.make_token(signature))

    @pytest.mark.parametrize("state", ["withdrawn", "draft"])
    def test_nor_does_a_petition_that_is_on_the_site_no_more(self, petition, signature, state):
        petition.state = state
        assert not actions.confirm_at_once(petition=petition, token=confirmation.make_token(signature))

    def test_a_day_after_the_end_it_is_too_late(self, petition, signature):
        petition.closes_at = timezone.now() - confirmation.GRACE
        assert not actions.confirm_at_once(petition=petition, token=confirmation.make_token(signature))

    def test_what_is_no_link_is_said(self, petition):
        with pytest.raises(confirmation.InvalidLink):
            actions.confirm_at_once(petition=petition, token="made-up")
