"""When a petition can be signed, from where, and that its pages belong to nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from petitions.models import Petition, Signature, WaitingMail
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db


class TestWhenItCanBeSigned:
    @pytest.mark.parametrize(
        ("state", "opens", "closes", "status"),
        [
            ("open", -1, 1, 303),
            ("scheduled", -1, 1, 303),
            ("open", 1, 2, 404),
            ("scheduled", 1, 2, 404),
            ("draft", -1, 1, 404),
            ("withdrawn", -1, 1, 404),
            ("open", -2, -1, 409),
            ("scheduled", -2, -1, 409),
            ("closed", -2, 1, 409),
            ("delivered", -2, -1, 409),
            ("answered", -2, -1, 409),
        ],
    )
    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_only_between_its_two_days(
        self, organisation, visitor, address, typed, state, opens, closes, status, language
    ):
        now = timezone.now()
        petition = PetitionFactory(
            state=state, opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=closes)
        )
        answer = visitor.post(address("petition-sign", petition, language=language), typed())
        assert answer.status_code == status
        assert Signature.objects.exists() is (status == 303)
        assert WaitingMail.objects.exists() is (status == 303)
        if status != 303:
            assert f'<html lang="{language}-CA">' in answer.text

    def test_a_mistake_in_a_closed_petition_is_not_mended_in_vain(self, organisation, visitor, address, typed):
        petition = PetitionFactory(state=Petition.State.CLOSED)
        assert visitor.post(address("petition-sign", petition), typed(email="")).status_code == 409

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_its_address_opened_by_hand_leads_to_the_petition(self, visitor, petition, address, method):
        answer = getattr(visitor, method)(address("petition-sign", petition))
        assert (answer.status_code, answer["Location"]) == (302, address("petition", petition))

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_no_other_method_signs(self, visitor, petition, address, method):
        assert getattr(visitor, method)(address("petition-sign", petition)).status_code == 405

    def test_an_unknown_petition_is_not_found(self, organisation, visitor, typed):
        assert visitor.post("/en/petitions/none/sign/", typed()).status_code == 404


class TestPostsFromElsewhere:
    @pytest.mark.parametrize(
        "headers",
        [
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
            {"sec-fetch-site": "nonsense"},
            {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
            {"origin": "null"},
            {"origin": "https://evil.example"},
            {"origin": "http://testserver.evil.example"},
            {"origin": "http://testserver:8080"},
            {"origin": "http://[half"},
            {"origin": ""},
            {"origin": "testserver"},
        ],
    )
    def test_are_refused(self, post, headers):
        answer = post(headers=headers)
        assert answer.status_code == 403
        assert not Signature.objects.exists()
        assert '<html lang="en-CA">' in answer.text

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"sec-fetch-site": "same-origin"},
            {"sec-fetch-site": "same-origin", "origin": "null"},
            {"sec-fetch-site": "none"},
            {"origin": "http://testserver"},
            {"origin": "https://testserver"},
        ],
    )
    def test_and_those_from_our_own_page_or_an_old_browser_are_not(self, post, headers):
        assert post(headers=headers).status_code == 303
        assert Signature.objects.exists()

    def test_the_page_that_says_so_is_in_the_visitors_language(self, post):
        assert '<html lang="fr-CA">' in post(language="fr", headers={"origin": "null"}).text


class TestNothingBelongsToOneVisitor:
    @pytest.fixture(autouse=True)
    def signed(self, petition):
        SignatureFactory(petition=petition, confirmed=True, show_name=True)

    @pytest.mark.parametrize("name", ["petition", "petition-check-email", "petition-thank-you", "petition-count"])
    def test_the_pages_are_the_same_bytes_for_two_visitors(
        self, client, visitor, petition, address, admin_client, name
    ):
        path = address(name, petition)
        visitor.cookies["sessionid"] = "x" * 32
        pages = [
            client.get(path),
            visitor.get(path, headers={"accept-language": "fr", "user-agent": "Other"}),
            admin_client.get(path),
        ]
        assert [page.status_code for page in pages] == [200, 200, 200]
        assert len({page.content for page in pages}) == 1
        for page in pages:
            assert not page.cookies
            assert "Cookie" not in page.get("Vary", "")
            assert "public" in page["Cache-Control"]
            assert "csrf" not in page.text.casefold()

    def test_no_answer_on_the_way_sets_a_cookie(self, post, visitor, petition, address):
        for answer in (post(), post(email=""), post(), visitor.get(address("petition-confirm", petition, "x"))):
            assert not answer.cookies
        assert not visitor.cookies
