"""What the mails to signers say, and what they leave out."""

import re

import pytest
from django.core import mail

from petitions.models import Signature, WaitingMail
from tests.factories.petitions import SignatureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(petition, work):
    """`sent(language="fr")`: the mail to such a signer who has just signed; `kind` is that of the mail."""

    def send(kind="", **fields):
        signature = SignatureFactory(petition=petition, email="amina@example.ca", **fields)
        WaitingMail.objects.create(signature=signature, kind=kind)
        work()
        return mail.outbox[-1]

    return send


def html_of(message):
    [(content, kind)] = message.alternatives
    assert kind == "text/html"
    return content


def confirm_link(message):
    return re.search(r"https://act\.example\.org/\S+/(?:confirm|confirmer)/\S+", message.body)[0]


class TestTheLinkToConfirm:
    def test_is_in_both_parts_and_works(self, sent, visitor):
        message = sent()
        link = confirm_link(message)
        assert f'href="{link}"' in html_of(message)
        assert visitor.post(link.removeprefix("https://act.example.org")).status_code == 303
        assert Signature.objects.get().is_confirmed

    def test_has_the_sites_own_address_whatever_host_was_asked(self, post, work, settings):
        settings.ALLOWED_HOSTS = ["*"]
        post(headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
        work()
        [message] = mail.outbox
        everything = message.body + html_of(message)
        assert "evil.example" not in everything
        assert set(re.findall(r"https?://[^/\s\"]+", everything)) <= {"https://act.example.org", "https://example.org"}

    def test_stands_on_a_line_of_its_own(self, sent):
        message = sent()
        assert confirm_link(message) in [line.strip() for line in message.body.splitlines()]


@pytest.mark.parametrize("confirmed", [False, True])
class TestEveryMail:
    @pytest.mark.parametrize(
        ("language", "title", "path"),
        [
            ("en", "Waive travel loans", "/en/petitions/waive-travel-loans/"),
            ("fr", "Annuler les prêts", "/fr/petitions/annuler-les-prets/"),
        ],
    )
    def test_is_in_the_signers_language(self, sent, confirmed, language, title, path):
        message = sent(confirmed=confirmed, language=language)
        for part in (message.body, html_of(message)):
            assert title in part
            assert f"https://act.example.org{path}" in part
        assert f'<html lang="{language}-CA">' in html_of(message) or f'lang="{language}' in html_of(message)

    def test_goes_to_one_person_from_the_site(self, sent, confirmed):
        message = sent(confirmed=confirmed)
        assert message.recipients() == ["amina@example.ca"]
        assert message.from_email == "Take Action <act@example.org>"

    def test_asks_for_no_answer_by_machine(self, sent, confirmed):
        raw = sent(confirmed=confirmed).message()
        assert raw["Auto-Submitted"] == "auto-generated"
        assert raw["X-Auto-Response-Suppress"] == "All"

    def test_writes_names_plainly_in_text_and_safely_in_html(self, sent, confirmed, petition):
        petition.title_en = 'Loans & "debts": it\'s time'
        petition.save()
        message = sent(confirmed=confirmed, first_name="D'Arcy & Co")
        assert "&amp;" not in message.body + message.subject
        assert "&#x27;" not in message.body + message.subject
        assert 'Loans & "debts": it\'s time' in message.body
        assert "Loans & " not in html_of(message)
        if "D'Arcy" in message.body:
            assert "D&#x27;Arcy &amp; Co" in html_of(message)

    def test_has_a_subject_of_one_line(self, sent, confirmed):
        subject = sent(confirmed=confirmed).subject
        assert subject
        assert subject == " ".join(subject.split())

    def test_says_whom_to_ask_about_ones_data(self, sent, confirmed):
        message = sent(confirmed=confirmed)
        for part in (message.body, html_of(message)):
            assert "https://act.example.org/en/privacy/" in part

    def test_loads_nothing_from_anywhere(self, sent, confirmed):
        content = html_of(sent(confirmed=confirmed))
        assert not re.search(r"<(img|script|link|iframe)\b|url\(|@import", content)

    def test_opens_the_signers_own_page(self, sent, visitor, confirmed):
        message = sent(confirmed=confirmed)
        link = re.search(r"https://act\.example\.org/\S+/receipt/\S+", message.body)[0]
        assert f'href="{link}"' in html_of(message)
        assert visitor.get(link.removeprefix("https://act.example.org")).status_code == 200


class TestWhatIsConfirmed:
    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({}, ("Amina Oneil", "K1A 0B1", "not shown")),
            ({"residence": "abroad"}, ("Amina Oneil", "You live outside Canada", "not shown")),
            ({"show_name": True, "wants_news": True}, ("is shown on the petition", "when this campaign has news")),
        ],
    )
    def test_is_stated_in_the_mail_with_the_link(self, sent, fields, words):
        message = sent(last_name="Oneil", **fields)
        for part in (message.body, html_of(message)):
            for said in words:
                assert said in part
        assert ("campaign has news" in message.body) is bool(fields.get("wants_news"))

    @pytest.mark.parametrize(
        "fields", [{"confirmed": True}, {"confirmed": True, "kind": "in_use"}, {"state": "invalidated"}]
    )
    def test_is_repeated_in_no_other_mail(self, sent, fields):
        message = sent(last_name="Oneil", **fields)
        for words in ("K1A", "Oneil", "/confirm/"):
            assert words not in message.body + html_of(message) + message.subject


class TestWordThatNothingWasTaken:
    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_differs_from_case_to_case(self, sent, language):
        cases = ({}, {"confirmed": True}, {"confirmed": True, "kind": "in_use"}, {"state": "invalidated"})
        subjects = set()
        for number, fields in enumerate(cases):
            subjects.add(sent(language=language, canonical_email=f"{number}@example.ca", **fields).subject)
        assert len(subjects) == 4

    def test_says_what_to_do_when_two_others_use_the_address(self, sent):
        message = sent(confirmed=True, kind="in_use")
        for part in (message.body, html_of(message)):
            assert "an email address of your own" in part
            assert "Amina" not in part

    def test_does_not_say_why_staff_have_closed_the_address(self, sent):
        message = sent(state="invalidated")
        assert "no further signature can be taken" in message.body
        assert "invalid" not in message.body + html_of(message)


class TestWordThatOneHasSignedAlready:
    def test_has_no_link_to_confirm(self, sent):
        message = sent(confirmed=True)
        assert "/confirm/" not in message.body + html_of(message)

    def test_differs_from_the_link_to_confirm(self, sent):
        assert sent(confirmed=True).subject != sent(language="en", canonical_email="b@example.ca").subject


class TestThePostman:
    def test_mails_what_was_signed(self, post, work):
        post(language="fr")
        assert mail.outbox == []
        work()
        [message] = mail.outbox
        assert message.to == ["amina@example.ca"]
        assert "/fr/petitions/annuler-les-prets/confirmer/" in message.body
        assert not WaitingMail.objects.exists()
        assert Signature.objects.get().mails_sent == 1

    def test_mails_again_to_who_signs_again(self, post, work):
        for _time in range(7):
            post()
            work()
        assert len(mail.outbox) == 5
        assert len({confirm_link(message) for message in mail.outbox}) == 5
        assert Signature.objects.get().mails_sent == 5
        assert not WaitingMail.objects.exists()

    def test_mails_nobody_whose_signature_was_deleted(self, post, work):
        post()
        Signature.objects.all().delete()
        work()
        assert mail.outbox == []

    def test_says_nothing_personal_in_the_log(self, post, work, caplog):
        caplog.set_level("DEBUG")
        post()
        work()
        assert len(mail.outbox) == 1
        for words in ("amina", "Amina", "O'Neil", "K1A"):
            assert words not in caplog.text
