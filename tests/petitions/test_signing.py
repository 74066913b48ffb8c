"""From the petition's page to "check your inbox"."""

import html
import re

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from petitions.models import Signature, TextVersion, WaitingMail
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db


def values(page):
    """{name: what stands in the box} of the form on `page`."""
    inputs = re.findall(r"<input [^>]*>", page)
    names = {re.search(r'name="([^"]*)"', tag)[1]: tag for tag in inputs if 'name="' in tag}
    return {
        name: ("checked" in tag)
        if 'type="checkbox"' in tag
        else html.unescape((re.search(r'value="([^"]*)"', tag) or " -")[1])
        for name, tag in names.items()
        if name in ("first_name", "last_name", "email", "postal_code", "lives_abroad", "show_name", "wants_news")
    }


class TestSomebodySigns:
    def test_the_signature_is_kept_as_typed_and_waits(self, post, petition):
        answer = post(language="fr", email="Amina@Example.ca", show_name="on")
        assert (answer.status_code, answer["Location"]) == (
            303,
            "/fr/petitions/annuler-les-prets/verifiez-vos-courriels/",
        )
        signature = Signature.objects.get()
        assert signature.petition == petition
        assert (signature.first_name, signature.last_name) == ("Amina", "O'Neil")
        assert (signature.email, signature.canonical_email) == ("Amina@Example.ca", "amina@example.ca")
        assert (signature.residence, signature.postal_code) == ("canada", "K1A 0B1")
        assert (signature.show_name, signature.wants_news) == (True, False)
        assert (signature.state, signature.confirmed_at, signature.language) == ("pending", None, "fr")

    def test_abroad_is_kept_apart(self, post):
        post(lives_abroad="on", postal_code="90210")
        signature = Signature.objects.get()
        assert (signature.residence, signature.postal_code) == ("abroad", "")

    def test_a_name_is_never_markup(self, post, client, petition, address):
        post(first_name="Ann & Sue", last_name='"Q" O\'Neil', show_name="on")
        Signature.objects.update(state="confirmed", confirmed_at=timezone.now())
        page = client.get(address("petition", petition)).text
        assert "Ann &amp; Sue &quot;Q&quot; O&#x27;Neil" in page

    def test_the_page_after_it_is_the_same_for_everyone(self, post, visitor):
        first = visitor.get(post()["Location"])
        second = visitor.get(post(email="somebody@else.ca", first_name="Else")["Location"])
        assert first.status_code == 200
        assert first.content == second.content
        assert "amina" not in first.text.casefold()

    def test_the_form_is_read_nowhere_but_in_the_body(self, visitor, petition, address, typed):
        answer = visitor.post(
            f"{address('petition-sign', petition)}?{'&'.join(f'{k}={v}' for k, v in typed().items())}"
        )
        assert answer.status_code == 422


class TestTheSameAddressAgain:
    @pytest.mark.parametrize("again", ["amina@example.ca", "AMINA@EXAMPLE.CA", " Amina@example.ca "])
    def test_it_signs_once_and_the_answer_is_the_same(self, post, again):
        first, second = post(), post(email=again, first_name="AMINA", postal_code="H2X 1Y4")
        assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
        assert first.content == second.content
        signature = Signature.objects.get()
        assert (signature.first_name, signature.postal_code) == ("AMINA", "H2X 1Y4")

    @pytest.mark.parametrize("earlier", ["none", "pending", "confirmed", "five mails"])
    def test_nobody_learns_who_has_signed(self, post, petition, earlier):
        reference = post(email="somebody@else.ca")
        if earlier != "none":
            SignatureFactory(
                petition=petition,
                email="amina@example.ca",
                confirmed=earlier == "confirmed",
                mails_sent=5 if earlier == "five mails" else 1,
            )
        answer = post()
        assert answer.content == reference.content
        unlike = {name for name in reference.headers if answer.headers.get(name) != reference.headers[name]}
        assert unlike == set()

    def test_it_may_sign_another_petition(self, post, visitor, address, typed):
        post()
        visitor.post(address("petition-sign", PetitionFactory()), typed())
        assert Signature.objects.count() == 2

    def test_one_mail_waits_however_often_it_signs(self, post):
        for _time in range(7):
            assert post().status_code == 303
        assert WaitingMail.objects.get().signature == Signature.objects.get()


class TestTheMailWaitsFromTheSameMomentOn:
    def test_both_or_neither(self, post, monkeypatch):
        def break_down(*args, **kwargs):
            raise RuntimeError("the disk is full")

        monkeypatch.setattr("petitions.statements.ask_for_mail", break_down)
        with pytest.raises(RuntimeError):
            post()
        assert not Signature.objects.exists()
        monkeypatch.undo()
        post()
        assert (Signature.objects.count(), WaitingMail.objects.count()) == (1, 1)

    def test_the_log_says_nothing_personal(self, post, caplog):
        caplog.set_level("DEBUG")
        post()
        post(first_name="")
        post(postal_code="K1A OB1")
        for words in ("amina", "Amina", "O'Neil", "K1A"):
            assert words not in caplog.text


class TestMistakes:
    def test_they_are_answered_with_422_and_nothing_typed_is_lost(self, post):
        typed = {
            "first_name": "<b>Ann</b>",
            "last_name": "x" * 90,
            "email": "ann(at)example.ca",
            "postal_code": "K1A OB1",
            "show_name": "on",
            "wants_news": "on",
        }
        answer = post(**typed)
        assert answer.status_code == 422
        kept = values(answer.text)
        for name, value in typed.items():
            assert kept[name] == (True if value == "on" else value)
        assert kept["lives_abroad"] is False
        assert "<b>Ann" not in answer.text
        assert not Signature.objects.exists()
        assert not WaitingMail.objects.exists()

    def test_they_stand_at_the_field_and_in_a_summary_that_leads_there(self, post):
        page = post(postal_code="K1A OB1").text
        words = "Check your postal code: it has zeros, but never a letter O."
        assert page.count(words) == 2
        assert f'<a href="#id_postal_code">{words}</a>' in page
        assert re.search(
            r'id="id_postal_code"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_postal_code"', page
        )
        assert 'role="alert"' in page
        assert page.index("<title>Error") < page.index('role="alert"')

    def test_on_a_french_page_they_are_french(self, post):
        page = post(language="fr", first_name="", postal_code="").text
        assert '<html lang="fr-CA">' in page
        assert "Enter your" not in page
        assert "name counts" not in page

    def test_the_page_is_kept_by_no_cache(self, post):
        assert post(email="").headers["Cache-Control"] == "no-store"
        assert post().headers["Cache-Control"] == "no-store"

    def test_an_empty_post_is_a_mistake_like_others(self, visitor, petition, address):
        answer = visitor.post(address("petition-sign", petition))
        assert answer.status_code == 422

    @pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"first_name=%ff%fe", b"a=" + b"%", b"&&&==&"])
    def test_bytes_that_are_no_form_are_a_mistake_too(self, visitor, petition, address, body):
        answer = visitor.post(
            address("petition-sign", petition), body, content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 422

    def test_another_kind_of_body_is_an_empty_form(self, visitor, petition, address):
        answer = visitor.post(
            address("petition-sign", petition), '{"first_name": "A"}', content_type="application/json"
        )
        assert answer.status_code == 422

    def test_a_torn_upload_is_a_bad_request(self, visitor, petition, address):
        answer = visitor.post(
            address("petition-sign", petition), b"--x\r\nnonsense", content_type="multipart/form-data; boundary="
        )
        assert answer.status_code == 400

    @pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
    @pytest.mark.parametrize(("language", "words"), [("en", "en-CA"), ("fr", "fr-CA")])
    def test_twenty_megabytes_are_too_much(self, visitor, petition, address, kind, language, words):
        body = b"first_name=" + b"x" * 20_000_000
        if "multipart" in kind:
            body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + body + b"\r\n--x--\r\n"
        answer = visitor.post(address("petition-sign", petition, language=language), body, content_type=kind)
        assert answer.status_code == 413
        assert f'<html lang="{words}">' in answer.text

    def test_thousands_of_fields_are_too_many(self, visitor, petition, address):
        limit = django_settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        answer = visitor.post(address("petition-sign", petition), {f"f{n}": "x" for n in range(limit + 1)})
        assert answer.status_code == 413


def test_the_petitions_page_costs_the_same_however_many_signed(client, petition, address, queries_of):
    SignatureFactory(petition=petition, confirmed=True, show_name=True)
    one = queries_of(client, address("petition", petition))
    SignatureFactory.create_batch(2, petition=petition, confirmed=True, show_name=True)
    assert queries_of(client, address("petition", petition)) == one <= 7


def test_names_are_shown_only_of_those_who_want_it_and_have_confirmed(client, petition, address):
    SignatureFactory(petition=petition, confirmed=True, show_name=True, last_name="Shown")
    SignatureFactory(petition=petition, confirmed=True, show_name=False, last_name="Hidden")
    SignatureFactory(petition=petition, show_name=True, last_name="Waiting")
    SignatureFactory(confirmed=True, show_name=True, last_name="Elsewhere")
    page = client.get(address("petition", petition)).text
    assert "Shown" in page
    for name in ("Hidden", "Waiting", "Elsewhere", 'example.ca"'):
        assert name not in page


class TestATextThatChangedMeanwhile:
    @pytest.fixture
    def newer(self, petition):
        """The petition has a second version of its text, and somebody has the first before them."""
        words = {f"{name}_{code}": "Words" for name in petition.TEXT_FIELDS for code in ("en", "fr")}
        petition.version = TextVersion.objects.create(
            petition=petition, number=2, reason_en="Clearer.", reason_fr="Plus clair.", **words
        )
        petition.save(update_fields=["version"])
        return petition.version

    @pytest.mark.parametrize("version", [None, "", "1", "3", "x"])
    def test_is_not_signed_by_who_has_not_read_it_and_nothing_typed_is_lost(self, post, petition, newer, version):
        answer = post(version=version, show_name="on")
        assert answer.status_code == 422
        assert not Signature.objects.exists()
        assert "The text has changed since you opened this page" in answer.text
        assert f'<a href="{petition.get_absolute_url()}">read it again</a>' in answer.text
        kept = values(answer.text)
        assert (kept["first_name"], kept["email"], kept["show_name"]) == ("Amina", "amina@example.ca", True)
        assert re.search(r'name="version" value="2"', answer.text)

    def test_is_signed_by_who_has_read_it(self, post, newer):
        assert post(version="2").status_code == 303
        assert Signature.objects.get().version == newer

    def test_is_named_in_the_form_of_every_page_that_has_one(self, client, petition, newer, address):
        assert 'name="version" value="2"' in client.get(address("petition", petition)).text
