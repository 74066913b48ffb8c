"""A reader asks for another format: the form, the record, the mail, what staff do, and what is forgotten."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from petitions import actions as petition_actions
from publishing.models import Organisation
from resources.models import FormatRequest
from resources.requesting import ask_for_format, settle_request
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory
from tests.page_forms import form_of, page_of, words_of

pytestmark = pytest.mark.django_db
FORM = "/en/resources/a-guide/another-format/"
LIST = "/admin/resources/formatrequest/"
TYPED = {"wanted": "braille", "need": "Grade 2, please", "email": "reader@example.ca"}


@pytest.fixture(autouse=True)
def document():
    OrganisationFactory(email="office@example.org")
    return DocumentFactory(slug_en="a-guide", slug_fr="un-guide", title_en="A guide")


@pytest.fixture
def asked(document):
    return ask_for_format(document=document, language="en", **TYPED)


class TestTheForm:
    def test_is_led_to_by_the_document(self, client, document):
        assert FORM in page_of(client.get(document.get_absolute_url())).xpath("//a/@href")

    def test_is_the_same_for_everyone_and_not_for_search_engines(self, client):
        first, second = client.get(FORM), client.get(FORM, headers={"user-agent": "other"})
        assert first.content == second.content
        assert not first.cookies
        assert '<meta name="robots" content="noindex">' in first.text

    def test_takes_a_request(self, client, document):
        answer = client.post(FORM, TYPED)
        assert (answer.status_code, answer["Location"]) == (303, f"{FORM}thank-you/")
        request = FormatRequest.objects.get()
        assert (request.document, request.language, request.state) == (document, "en", "new")
        assert {name: getattr(request, name) for name in TYPED} == TYPED
        words = words_of(client.get(answer["Location"]))
        assert "Your request has arrived" in words
        assert "reader@example.ca" not in words

    def test_asks_for_no_more_than_the_format(self, client):
        assert client.post(FORM, {"wanted": "audio"}).status_code == 303
        assert FormatRequest.objects.get().email == ""

    @pytest.mark.parametrize(
        ("typed", "field", "words"),
        [
            ({"wanted": ""}, "wanted", "Choose a format."),
            ({"wanted": "gold"}, "wanted", "is not one of the available choices"),
            ({"email": "nobody"}, "email", "Check your email address"),
            ({"need": "x" * 1001}, "need", "at most 1000 characters"),
            ({"wanted": "other", "need": ""}, "need", "Say in a few words what you need."),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(self, client, typed, field, words):
        answer = client.post(FORM, TYPED | typed)
        assert answer.status_code == 422
        [error] = page_of(answer).xpath(f"//*[@id='id_{field}_error']")
        assert words in error.text_content()
        assert (TYPED | typed)["email"] in answer.text
        assert not FormatRequest.objects.exists()

    def test_works_in_french(self, client):
        answer = client.post("/fr/documents/un-guide/autre-format/", TYPED)
        assert answer["Location"] == "/fr/documents/un-guide/autre-format/merci/"
        assert FormatRequest.objects.get().language == "fr"

    def test_tells_a_program_the_same_and_keeps_nothing(self, client):
        answer = client.post(FORM, TYPED | {"homepage": "https://spam.example"})
        assert answer["Location"] == f"{FORM}thank-you/"
        assert not FormatRequest.objects.exists()

    def test_is_not_posted_from_another_site(self, client):
        assert client.post(FORM, TYPED, headers={"sec-fetch-site": "cross-site"}).status_code == 403
        assert not FormatRequest.objects.exists()

    def test_is_not_posted_faster_than_people_write(self, client):
        answers = [client.post(FORM, TYPED).status_code for _time in range(6)]
        assert answers == [303] * 5 + [429]
        assert FormatRequest.objects.count() == 5

    def test_is_not_there_for_a_draft(self, client):
        DocumentFactory(slug_en="a-draft", draft=True)
        assert client.get("/en/resources/a-draft/another-format/").status_code == 404


class TestTheMail:
    def test_tells_the_organisation_in_both_languages_but_not_who_asked(self, asked, work):
        work("default")
        [sent] = mail.outbox
        assert sent.to == ["office@example.org"]
        assert sent.subject == "A document is asked for: Braille / Un document est demandé\u00a0: Braille"
        assert f"{LIST}{asked.pk}/change/" in sent.body
        assert "A guide" in sent.body
        for personal in ("reader@example.ca", "Grade 2"):
            assert personal not in sent.body + sent.subject

    def test_goes_nowhere_without_an_address(self, document, work):
        Organisation.objects.update(email="")
        ask_for_format(document=document, language="en", wanted="audio")
        work("default")
        assert mail.outbox == []


class TestStaff:
    def test_settle_a_request(self, publisher, asked):
        page = f"{LIST}{asked.pk}/change/"
        words = words_of(publisher.get(page))
        assert "Grade 2, please" in words
        answer = publisher.post(page, form_of(publisher.get(page), "formatrequest_form") | {"state": "answered"})
        assert answer.status_code == 302
        asked.refresh_from_db()
        assert asked.settled_at is not None
        assert asked.email == "reader@example.ca"

    def test_change_nothing_of_what_was_asked(self, publisher, asked):
        page = f"{LIST}{asked.pk}/change/"
        typed = form_of(publisher.get(page), "formatrequest_form") | {"email": "other@example.ca", "need": "x"}
        publisher.post(page, typed)
        asked.refresh_from_db()
        assert (asked.email, asked.need) == (TYPED["email"], TYPED["need"])

    def test_add_none(self, superuser):
        assert superuser.get(f"{LIST}add/").status_code == 403

    def test_are_told_on_the_front_page_while_one_waits(self, publisher, asked):
        waits = "1 request for another format waits for an answer"
        assert waits in words_of(publisher.get("/admin/"))
        settle_request(request=asked, state="declined")
        assert waits not in words_of(publisher.get("/admin/"))

    def test_cannot_narrow_the_list_by_an_address(self, publisher, asked):
        assert publisher.get(f"{LIST}?email__startswith=r").status_code in (302, 400)

    def test_who_write_see_none(self, writer, asked):
        assert writer.get(LIST).status_code == 403

    def test_have_a_list_of_as_many_queries_for_three_as_for_one(
        self, publisher, asked, django_assert_num_queries, django_assert_max_num_queries
    ):
        publisher.get(LIST)
        with django_assert_max_num_queries(14) as one:
            publisher.get(LIST)
        for _time in range(2):
            ask_for_format(document=DocumentFactory(), language="fr", wanted="audio")
        with django_assert_num_queries(len(one)):
            publisher.get(LIST)


class TestForgetting:
    def test_begins_with_the_answer(self, asked):
        now = timezone.now()
        settle_request(request=asked, state="answered", note="Sent to reader@example.ca")
        petition_actions.forget(now=now + timedelta(days=89))
        asked.refresh_from_db()
        assert asked.email == TYPED["email"]
        report = petition_actions.forget(now=now + timedelta(days=91))
        asked.refresh_from_db()
        assert (asked.email, asked.need, asked.note) == ("", "", "")
        assert (asked.wanted, asked.state) == ("braille", "answered")
        assert report.counts["requests"] == 1

    def test_does_not_wait_for_an_answer_for_ever(self, asked):
        petition_actions.forget(now=timezone.now() + timedelta(days=91))
        asked.refresh_from_db()
        assert asked.erased_at is not None

    def test_starts_anew_when_a_request_is_opened_again(self, asked):
        settle_request(request=asked, state="answered")
        settle_request(request=asked, state="in_hand")
        assert asked.settled_at is None

    def test_is_done_at_once_for_who_asks_for_it(self, asked, superuser):
        report = petition_actions.erase_by_address(address="Reader@example.ca", by=superuser.user)
        assert report.counts["requests"] == 1
        asked.refresh_from_db()
        assert asked.email == ""

    def test_once_done_takes_no_note(self, asked):
        petition_actions.forget(now=timezone.now() + timedelta(days=91))
        asked.refresh_from_db()
        settle_request(request=asked, state="answered", note="It was for somebody in Guelph")
        assert asked.note == ""


class TestWhatMustHold:
    def test_a_settled_request_has_a_time_and_an_open_one_none(self, asked):
        for fields in ({"state": "answered", "settled_at": None}, {"state": "new", "settled_at": timezone.now()}):
            with pytest.raises(IntegrityError), transaction.atomic():
                FormatRequest.objects.update(**fields)

    def test_an_erased_one_tells_nobody(self, asked):
        with pytest.raises(IntegrityError), transaction.atomic():
            FormatRequest.objects.update(erased_at=timezone.now())
        FormatRequest.objects.update(erased_at=timezone.now(), email="", need="")
