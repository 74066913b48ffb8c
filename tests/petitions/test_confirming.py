"""From the link in the mail to the thank-you page."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.db.models import F
from django.utils import timezone

from petitions import actions, confirmation
from petitions.models import Signature, Tally, WaitingMail
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signature(petition):
    return SignatureFactory(petition=petition, email="amina@example.ca", last_name="Oneil", mails_sent=1)


@pytest.fixture
def link(address):
    """`link(signature, language="fr")`: the path in the mail."""

    def make(signature, language="en", token=None):
        token = confirmation.make_token(signature) if token is None else token
        return address("petition-confirm", signature.petition, token, language=language)

    return make


def state_of(signature):
    signature.refresh_from_db()
    return signature.state


class TestTheLinkAlone:
    @pytest.mark.parametrize("method", ["get", "head", "options"])
    def test_confirms_nothing(self, visitor, signature, link, method):
        for _time in range(3):
            getattr(visitor, method)(link(signature))
        assert state_of(signature) == "pending"

    def test_shows_a_button_and_nobodys_name(self, visitor, signature, link):
        page = visitor.get(link(signature))
        assert page.status_code == 200
        assert '<form method="post">' in page.text
        assert signature.petition.title_en in page.text
        for personal in ("Amina", "Oneil", "amina@example.ca", "K1A"):
            assert personal not in page.text

    def test_is_kept_by_no_cache_and_no_search_engine(self, visitor, signature, link):
        page = visitor.get(link(signature))
        assert "no-store" in page["Cache-Control"]
        assert "public" not in page["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in page.text

    def test_runs_no_script_and_speaks_the_language_of_its_address(self, visitor, signature, link):
        page = visitor.get(link(signature, language="fr")).text
        assert '<html lang="fr-CA">' in page
        assert "<script" not in page


class TestTheButton:
    def test_confirms_once_and_leads_to_thanks(self, visitor, signature, link):
        answer = visitor.post(link(signature, language="fr"))
        assert (answer.status_code, answer["Location"]) == (303, "/fr/petitions/annuler-les-prets/merci/")
        assert state_of(signature) == "confirmed"
        confirmed_at = signature.confirmed_at
        assert confirmed_at is not None

        again = visitor.post(link(signature, language="fr"))
        assert (again.status_code, again["Location"], again.content) == (303, answer["Location"], answer.content)
        assert state_of(signature) == "confirmed"
        assert signature.confirmed_at == confirmed_at

    def test_changes_this_one_row_and_no_count(self, visitor, signature, link):
        other = SignatureFactory(petition=signature.petition)
        Tally.objects.create(petition=signature.petition)
        visitor.post(link(signature))
        assert state_of(other) == "pending"
        signature.petition.tally.refresh_from_db()
        assert signature.petition.tally.confirmed == 0

    def test_leads_to_a_page_that_says_nothing_of_who_signed(self, visitor, client, signature, link):
        page = visitor.get(visitor.post(link(signature))["Location"])
        assert page.status_code == 200
        for personal in ("Amina", "Oneil", "amina@example.ca", "K1A", confirmation.make_token(signature)):
            assert personal not in page.text
        assert client.get(page.request["PATH_INFO"]).content == page.content

    def test_from_another_site_confirms_nothing(self, visitor, signature, link):
        assert visitor.post(link(signature), headers={"sec-fetch-site": "cross-site"}).status_code == 403
        assert state_of(signature) == "pending"


class TestALinkThatIsNotRight:
    @pytest.mark.parametrize(
        "spoil",
        [
            lambda token: token[:-1],
            lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
            lambda token: "x" + token,
            lambda token: token.swapcase(),
            lambda token: token.partition(":")[0],
            lambda token: "x",
            lambda token: "%00",
            lambda token: "é" * 50,
            lambda token: "x" * 3000,
        ],
    )
    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_altered_is_answered_kindly_with_404(self, visitor, signature, link, spoil, method, language):
        token = spoil(confirmation.make_token(signature))
        answer = getattr(visitor, method)(link(signature, language=language, token=token))
        assert answer.status_code == 404
        assert f'<html lang="{language}-CA">' in answer.text
        assert f"{signature.petition.get_absolute_url()}#sign" in answer.text or language == "fr"
        assert "no-store" in answer["Cache-Control"]
        assert state_of(signature) == "pending"

    def test_signed_for_another_purpose_opens_nothing(self, visitor, signature, link):
        forged = signing.dumps(signature.pk, salt="petitions.receipt")
        assert visitor.post(link(signature, token=forged)).status_code == 404
        assert state_of(signature) == "pending"

    def test_of_a_signature_that_was_deleted_is_answered_in_the_same_way(self, visitor, signature, link):
        path = link(signature)
        signature.delete()
        assert visitor.get(path).status_code == 404
        assert visitor.post(path).status_code == 404

    @pytest.mark.parametrize("state", ["draft", "withdrawn"])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_of_a_petition_that_was_taken_off_the_site_counts_no_more(self, visitor, signature, link, state, method):
        path = link(signature)
        signature.petition.state = state
        signature.petition.save()
        assert getattr(visitor, method)(path).status_code == 404
        assert state_of(signature) == "pending"

    def test_at_another_petitions_address_confirms_what_was_signed_and_nothing_else(self, visitor, signature, link):
        other = PetitionFactory()
        theirs = SignatureFactory(petition=other)
        path = link(theirs, token=confirmation.make_token(signature))
        assert signature.petition.title_en in visitor.get(path).text
        assert visitor.post(path)["Location"] == "/en/petitions/waive-travel-loans/thank-you/"
        assert (state_of(signature), state_of(theirs)) == ("confirmed", "pending")

    def test_whose_petition_was_renamed_still_works(self, visitor, signature, link):
        path = link(signature)
        signature.petition.slug_en = "renamed"
        signature.petition.save()
        assert visitor.post(path)["Location"] == "/en/petitions/renamed/thank-you/"
        assert state_of(signature) == "confirmed"


class TestALinkAfterTheEnd:
    @pytest.fixture(params=["en", "fr"])
    def language(self, request):
        return request.param

    @pytest.fixture
    def late(self, petition):
        """`late(hours)` goes to so long after the petition closed; the clock stands still."""
        travels = []

        def go(hours):
            travels.append(time_machine.travel(petition.closes_at + timedelta(hours=hours), tick=False))
            travels[-1].start()

        yield go
        for travel in travels:
            travel.stop()

    @pytest.mark.parametrize("hours", [0, 1, 24])
    def test_it_counts_for_a_day_more(self, visitor, signature, link, late, hours):
        late(hours)
        actions.close_due()
        assert visitor.get(link(signature)).status_code == 200
        assert visitor.post(link(signature)).status_code == 303
        assert state_of(signature) == "confirmed"

    @pytest.mark.parametrize("method", ["get", "head", "post"])
    def test_then_it_has_expired_and_says_so(self, visitor, signature, link, late, method, language):
        late(24.01)
        answer = getattr(visitor, method)(link(signature, language=language))
        assert answer.status_code == 410
        assert "no-store" in answer["Cache-Control"]
        assert state_of(signature) == "pending"
        if method != "head":
            assert f'<html lang="{language}-CA">' in answer.text

    def test_who_has_confirmed_in_time_is_thanked_for_ever(self, visitor, signature, link, late):
        visitor.post(link(signature))
        late(24 * 365)
        assert visitor.get(link(signature)).status_code == 200
        assert visitor.post(link(signature))["Location"] == "/en/petitions/waive-travel-loans/thank-you/"
        assert visitor.get("/en/petitions/waive-travel-loans/thank-you/").status_code == 200


def test_confirming_costs_two_queries_and_locks_no_petition(visitor, petition, django_assert_num_queries):
    token = confirmation.make_token(SignatureFactory(petition=petition))
    with django_assert_num_queries(2) as queries:
        actions.confirm(token=token)
    assert not any(
        "UPDATE" in query["sql"] and "petitions_petition" in query["sql"] for query in queries.captured_queries
    )


def test_the_action_returns_the_signature_as_it_is_now(petition):
    signature = SignatureFactory(petition=petition)
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        confirmed = actions.confirm(token=confirmation.make_token(signature))
    assert (confirmed.pk, confirmed.state, confirmed.confirmed_at) == (signature.pk, Signature.State.CONFIRMED, now)


class TestALinkThatIsNotTheNewest:
    @pytest.fixture
    def older(self, signature, link):
        """The path of a link, and then the petition was signed with the address again."""
        path = link(signature)
        Signature.objects.filter(pk=signature.pk).update(link_serial=F("link_serial") + 1)
        signature.refresh_from_db()
        return path

    @pytest.mark.parametrize("method", ["get", "head", "post"])
    def test_confirms_nothing_and_says_that_there_is_a_newer_one(self, visitor, signature, older, method):
        answer = getattr(visitor, method)(older)
        assert answer.status_code == 410
        assert "no-store" in answer["Cache-Control"]
        assert state_of(signature) == "pending"
        if method != "head":
            assert "newer link" in answer.text
            assert "Amina" not in answer.text

    def test_brings_the_newest_once_more(self, visitor, signature, older, link, work, mailoutbox):
        answer = visitor.post(older, {"again": "1"})
        assert (answer.status_code, answer["Location"]) == (303, "/en/petitions/waive-travel-loans/check-your-email/")
        work()
        assert link(signature) in mailoutbox[-1].body

    def test_is_answered_kindly_once_the_signature_is_confirmed(self, visitor, signature, older, link):
        visitor.post(link(signature))
        assert visitor.get(older).status_code == 200
        assert visitor.post(older)["Location"] == "/en/petitions/waive-travel-loans/thank-you/"
        assert visitor.post(older, {"again": "1"}).status_code == 303
        assert not WaitingMail.objects.exists()


@pytest.mark.parametrize("state", ["withdrawn", "invalidated"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_to_a_signature_that_has_ended_says_so(visitor, signature, link, state, method):
    Signature.objects.update(state=state)
    answer = getattr(visitor, method)(link(signature))
    assert answer.status_code == 410
    assert "does not count" in answer.text
    assert state_of(signature) == state


class TestWhatLooksSuspicious:
    @pytest.mark.parametrize(
        ("suspicions", "is_cleared", "becomes"),
        [([], False, "confirmed"), (["rate"], False, "held"), (["rate"], True, "confirmed"), ([], True, "confirmed")],
    )
    def test_waits_for_a_look_and_its_signer_is_not_told(
        self, visitor, signature, link, suspicions, is_cleared, becomes
    ):
        Signature.objects.update(suspicions=suspicions, is_cleared=is_cleared)
        answer = visitor.post(link(signature))
        assert (answer.status_code, answer["Location"]) == (303, "/en/petitions/waive-travel-loans/thank-you/")
        assert state_of(signature) == becomes
        assert signature.confirmed_at is not None
        again = visitor.post(link(signature))
        assert (again.status_code, again["Location"]) == (303, answer["Location"])
        assert state_of(signature) == becomes
