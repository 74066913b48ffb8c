"""The report back: what is kept, what is not, who is told, and the letter of thanks."""

import io
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from docx import Document as WordFile
from lxml import html

from advocacy.meeting.views import report as views
from advocacy.models import MeetingReport
from petitions import actions
from petitions.models import PrivacyClocks
from publishing.models import Organisation
from publishing.templatetags.typeset import long_date
from resources import while_waiting
from tests.advocacy.meeting.conftest import words
from tests.factories.advocacy import MeetingReportFactory
from tests.factories.parliament import DecisionMakerFactory
from tests.petitions.test_nothing_personal import everything_logged  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db

REPORT = "/en/meet/waive/35075/report/"
THANKS = "/en/meet/waive/35075/thank-you/"


def hidden(answer):
    (form,) = html.fromstring(answer.content).xpath("//main//form")
    return {field.name: field.value or "" for field in form.inputs if field.get("type") == "hidden"}


class TestWhatIsKept:
    def test_what_was_said_and_promised_with_riding_campaign_and_day(self, client, told, plan, member):
        answer = client.post(REPORT, told())
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        report = MeetingReport.objects.get()
        assert (report.campaign, report.riding, report.member_name) == (plan.campaign, member.riding, "Noor Gagné")
        assert (report.met_with, report.group_size, report.language) == ("both", 3, "en")
        assert report.said == "She had not known.\nShe will look into it."
        assert (report.name, report.email, report.may_contact) == ("", "", False)

    def test_who_told_it_only_with_consent(self, client, told):
        client.post(REPORT, told(may_contact="on", email="amina.q@example.ca"))
        report = MeetingReport.objects.get()
        assert (report.name, report.email) == ("Amina Qwertzoglou", "amina.q@example.ca")

    def test_consent_without_an_address_is_asked_about(self, client, told):
        answer = client.post(REPORT, told(may_contact="on"))
        assert answer.status_code == 422
        assert "Enter your email address, or take the mark out" in words(answer)
        assert not MeetingReport.objects.exists()

    def test_a_page_that_is_sent_twice_is_one_report(self, client, told):
        for _twice in range(2):
            assert client.post(REPORT, told()).status_code == 200
        assert MeetingReport.objects.count() == 1
        client.post(REPORT, told(said="Something else"))
        assert MeetingReport.objects.count() == 2

    def test_a_program_that_fills_in_everything_is_told_the_same(self, client, told, work):
        answer = client.post(REPORT, told(homepage="https://example.org"))
        assert "Thank you for telling us" in words(answer)
        assert not MeetingReport.objects.exists()
        work("default")
        assert mail.outbox == []

    def test_too_many_reports_are_asked_to_wait(self, client, told, monkeypatch):
        monkeypatch.setattr(views, "REPORTS_A_MINUTE", 1)
        assert [client.post(REPORT, told()).status_code for _number in range(2)] == [200, 429]

    def test_another_site_may_not_post(self, client, told):
        assert client.post(REPORT, told(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403

    @pytest.mark.parametrize(
        ("changes", "words_"),
        [
            ({"met_on": "2090-01-01"}, "This day has not come yet."),
            ({"met_on": "2001-01-01"}, "Enter a day within the last year."),
            ({"group_size": "0"}, "from 1 to 50"),
            ({"group_size": "51"}, "from 1 to 50"),
            ({"said": "\u200b "}, "what was said"),
            ({"said": "x" * 2001}, "Shorten this to 2000 characters."),
            ({"follow_up_on": "2020-01-01"}, "Enter a day from today on"),
            ({"email": "nobody"}, "Check your email address"),
            ({"met_with": "nobody"}, "Choose whom you met."),
        ],
    )
    def test_a_mistake_stands_at_its_field_and_nothing_typed_is_lost(self, client, told, changes, words_):
        answer = client.post(REPORT, told(**changes))
        assert answer.status_code == 422
        assert answer.text.count(words_) >= 2
        assert "To write to the Minister" in answer.text
        assert not MeetingReport.objects.exists()


class TestTheDatabase:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"name": "Amina"},
            {"email": "a@example.ca"},
            {"group_size": 0},
            {"group_size": 51},
            {"state": "followed_up"},
        ],
    )
    def test_refuses_what_must_not_be(self, wrong):
        report = MeetingReportFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            MeetingReport.objects.filter(pk=report.pk).update(**wrong)
        MeetingReport.objects.filter(pk=report.pk).update(may_contact=True, name="Amina", email="a@example.ca")

    def test_keeps_a_report_once(self):
        MeetingReportFactory(fingerprint="a")
        for _twice in range(2):
            MeetingReportFactory(fingerprint="")
        with pytest.raises(IntegrityError), transaction.atomic():
            MeetingReport.objects.bulk_create([MeetingReportFactory.build(
                campaign=MeetingReport.objects.first().campaign, riding=None, fingerprint="a")])  # fmt: skip


class TestTheMail:
    def test_says_that_there_is_one_and_not_what_it_says(self, client, told, organisation_with_address, work):
        client.post(REPORT, told(may_contact="on", email="amina.q@example.ca"))
        work("default")
        (message,) = mail.outbox
        assert message.to == ["office@example.org"]
        assert "Coast" in message.body
        assert "Côte" in message.body
        assert f"/admin/advocacy/meetingreport/{MeetingReport.objects.get().pk}/change/" in message.body
        for word in ("Amina", "Qwertzoglou", "amina.q", "known", "Minister"):
            assert word not in message.subject + message.body

    def test_is_not_sent_where_there_is_no_address(self, client, told, work):
        Organisation.objects.update(email="")
        client.post(REPORT, told())
        work("default")
        assert mail.outbox == []

    @pytest.fixture
    def organisation_with_address(self, plan):
        Organisation.objects.update(email="office@example.org")


class TestTheLetter:
    def test_thanks_by_name_with_the_day_the_ask_and_the_promise(self, client, told):
        text = words(client.post(REPORT, told()))
        for there in (
            "Ms. Noor Gagné, M.P.",
            "Dear Ms. Gagné:",
            "Thank you, and your staff, for meeting us on",
            "We asked for this: Waive the loans.",
            "We thank you especially for what was promised: To write to the Minister.",
            "We will be in touch by",
            "Amina Qwertzoglou",
        ):
            assert there in text, there

    def test_is_dated_as_a_french_letter_is(self, client, told):
        text = words(client.post("/fr/rencontrer/annuler/35075/compte-rendu/", told()))
        assert f"le {long_date(timezone.localdate(), 'fr')} Madame Noor Gagné, députée" in text

    def test_thanks_a_minister_as_a_minister(self, client, told, member):
        DecisionMakerFactory(first_name=member.first_name, last_name=member.last_name)
        text = words(client.post(REPORT, told()))
        assert "The Honourable Noor Gagné, P.C., M.P.Minister of Immigration" in text
        assert "Dear Minister:" in text

    def test_leaves_out_what_was_not_told(self, client, told):
        text = words(client.post(REPORT, told(promised="", follow_up_on="", name="", met_with="staff")))
        assert "promised" not in text.split("Dear")[1]
        assert "in touch by" not in text
        assert "Thank you for having your staff meet us" in text
        assert "[Your name]" in text

    @pytest.mark.typeset
    def test_is_given_as_pdf_word_and_text_and_stores_nothing_more(self, client, told):
        kept = hidden(client.post(REPORT, told(said="<b>{{organisation.name}}</b> ((note))\u202e")))
        assert "email" not in kept
        before = MeetingReport.objects.count()
        pdf = client.post(THANKS, kept | {"file": "pdf"})
        assert pdf.content.startswith(b"%PDF")
        word = WordFile(io.BytesIO(client.post(THANKS, kept | {"file": "docx"}).content))
        assert any("<b>{{organisation.name}}</b> ((note))." in p.text for p in word.paragraphs)
        text = client.post(THANKS, kept | {"file": "txt"})
        assert "Dear Ms. Gagné:" in text.content.decode()
        for answer in (pdf, text):
            assert answer["Cache-Control"] == "no-store"
            assert answer["Content-Disposition"].startswith('attachment; filename="thank-you.')
        assert MeetingReport.objects.count() == before
        while_waiting.rest()

    @pytest.mark.typeset
    def test_what_no_typeface_has_is_named_with_the_letter_kept(self, client, told):
        kept = hidden(client.post(REPORT, told(name="李明")))
        answer = client.post(THANKS, kept | {"file": "pdf"})
        assert (answer.status_code, hidden(answer)) == (422, kept)
        assert "Our typefaces do not have these: 明 李" in words(answer)
        assert client.post(THANKS, kept | {"file": "txt"}).status_code == 200
        while_waiting.rest()

    def test_opened_by_hand_leads_to_the_form(self, client, told):
        for answer in (client.get(THANKS), client.post(THANKS, {"file": "pdf"}), client.post(THANKS, told())):
            assert (answer.status_code, answer["Location"]) == (303, REPORT)

    def test_waits_when_many_ask(self, client, told, monkeypatch):
        def busy(edition):
            raise while_waiting.TooBusy

        monkeypatch.setattr(while_waiting, "set_text", busy)
        kept = hidden(client.post(REPORT, told()))
        answer = client.post(THANKS, kept | {"file": "txt"})
        assert (answer.status_code, hidden(answer)) == (503, kept)


class TestForgetting:
    @pytest.fixture
    def old(self):
        days = PrivacyClocks.load().report_days
        return {
            days: timezone.now() - timedelta(days=days + 1),
            "young": timezone.now() - timedelta(days=days - 1),
        }

    def test_who_reported_goes_on_its_clock_and_what_was_said_stays(self, old):
        (gone, young) = (MeetingReportFactory(named=True, reported_at=moment) for moment in old.values())
        report = actions.forget()
        assert report.counts["meeting_reports"] == 1
        gone.refresh_from_db()
        assert (gone.name, gone.email, gone.may_contact, gone.said) == (
            "",
            "",
            False,
            "She had not known of the loans.",
        )
        assert gone.erased_at is not None
        young.refresh_from_db()
        assert young.name == "Amina Qwertzoglou"
        assert actions.forget().counts["meeting_reports"] == 0

    def test_its_history_never_had_it(self):
        report = MeetingReportFactory(named=True)
        assert not {"name", "email", "fingerprint"} & {field.name for field in report.history.model._meta.get_fields()}

    def test_goes_with_everything_else_for_somebody_who_asks(self, signed_in):
        MeetingReportFactory(named=True)
        other = MeetingReportFactory(may_contact=True, email="other@example.ca")
        steward = signed_in("Data stewards")
        page = "/admin/petitions/forgettingreport/erase/"
        looked = steward.post(page, {"email": "Amina.Q@example.ca", "count": "1"})
        assert "1 – who reported a meeting" in words(looked)
        steward.post(page, {"email": "Amina.Q@example.ca", "erase": "1"})
        assert list(MeetingReport.objects.exclude(email="")) == [other]


def test_planning_and_reporting_leave_nobody_in_the_logs(client, typed, told, everything_logged):  # noqa: F811
    client.post("/en/meet/waive/35075/", typed(date="wrong"))
    client.post("/en/meet/waive/35075/", typed() | {"file": "ics"})
    client.post(REPORT, told(may_contact="on", email="wrong"))
    client.post(REPORT, told(may_contact="on", email="amina.q@example.ca"))
    log = "\n".join(everything_logged)
    assert "Unprocessable" in log
    for word in ("Amina", "Qwertzoglou", "amina.q", "She had not known"):
        assert word not in log, word
