"""Staff write plans, and follow up what groups report."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advocacy.models import MeetingPlan, MeetingReport
from publishing.prepublish.registry import report_on
from tests.factories.advocacy import MeetingPlanFactory, MeetingReportFactory, MeetingStepFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.resources import DocumentFactory
from tests.page_forms import form_of, words_of

pytestmark = pytest.mark.django_db

PLANS = "/admin/advocacy/meetingplan/"
REPORTS = "/admin/advocacy/meetingreport/"


@pytest.mark.parametrize(("address", "factory"), [(PLANS, MeetingPlanFactory), (REPORTS, MeetingReportFactory)])
def test_lists_take_as_many_queries_for_three_as_for_one(publisher, queries_of, address, factory):
    factory()
    one = queries_of(publisher, address)
    factory.create_batch(2)
    assert queries_of(publisher, address) == one


class TestPlans:
    def test_a_writer_drafts_and_a_publisher_publishes(self, writer, publisher, client):
        campaign = CampaignFactory(slug_en="waive", asks=1)
        typed = {
            "campaign": str(campaign.pk),
            "lead_en": "Go and see them.",
            "lead_fr": "Allez les voir.",
            "steps-TOTAL_FORMS": "1",
            "steps-0-position": "1",
            "steps-0-minutes": "30",
            "steps-0-title_en": "Talk",
            "steps-0-title_fr": "Parler",
        }
        form = form_of(writer.get(f"{PLANS}add/"), "meetingplan_form") | typed
        assert writer.post(f"{PLANS}add/", form).status_code == 302
        plan = MeetingPlan.objects.get()
        assert client.get("/en/meet/waive/").status_code == 404
        page = f"{PLANS}{plan.pk}/change/"
        preview = next(link for link in writer.get(page).context["site_links"] if link[0] == "en")[1]
        assert "Go and see them." in client.get(preview).text
        form = form_of(publisher.get(page), "meetingplan_form") | {"state": "published"}
        assert publisher.post(page, form).status_code == 302
        assert client.get("/en/meet/waive/").status_code == 200
        assert plan.history.count() >= 2

    def found(self, plan):
        return {finding.title: finding.blocks for finding in report_on(plan).findings}

    def test_what_is_whole_has_no_findings(self):
        assert self.found(MeetingPlanFactory()) == {}

    def test_an_agenda_that_does_not_add_up_and_a_campaign_without_asks_hold_it_back(self):
        plan = MeetingPlanFactory(campaign__asks=0)
        plan.steps.first().delete()
        assert self.found(plan) == {"An agenda that does not add up": True, "A meeting without an ask": True}

    def test_an_agenda_longer_than_the_planner_holds_it_back(self):
        plan = MeetingPlanFactory()
        plan.steps.all().delete()
        for position in range(1, 14):
            MeetingStepFactory(plan=plan, position=position, minutes=6 if position == 1 else 2)
        assert self.found(plan) == {"A long agenda": True}

    def test_papers_and_a_campaign_that_are_not_public_are_told(self):
        plan = MeetingPlanFactory(leave_behind=DocumentFactory(draft=True), campaign__draft=True)
        assert self.found(plan) == {"A document that is not public": False, "A campaign that is not public": False}


class TestReports:
    def test_are_followed_up_and_not_changed(self, publisher):
        report = MeetingReportFactory(named=True)
        page = f"{REPORTS}{report.pk}/change/"
        answer = publisher.get(page)
        assert "Amina Qwertzoglou" in answer.text
        assert "amina.q@example.ca" in answer.text
        assert 'name="said"' not in answer.text
        form = form_of(answer, "meetingreport_form") | {"state": "followed_up", "note": "Written.", "said": "Changed"}
        assert publisher.post(page, form).status_code == 302
        report.refresh_from_db()
        assert (report.state, report.note) == ("followed_up", "Written.")
        assert report.settled_at is not None
        assert report.said == "She had not known of the loans."
        assert report.history.first().note == "Written."
        assert publisher.get(f"{REPORTS}{report.pk}/history/").status_code == 200
        publisher.post(page, form | {"state": "new"})
        report.refresh_from_db()
        assert report.settled_at is None
        assert publisher.get(f"{REPORTS}add/").status_code == 403

    def test_a_writer_reads_them_without_who_reported(self, writer):
        report = MeetingReportFactory(named=True)
        page = writer.get(f"{REPORTS}{report.pk}/change/")
        assert "She had not known of the loans." in page.text
        for word in ("Qwertzoglou", "amina.q"):
            assert word not in page.text
            assert word not in writer.get(REPORTS).text
        for asked in ("q=amina.q", "q=Qwertzoglou", "email__startswith=a", "name__contains=Q"):
            answer = writer.get(f"{REPORTS}?{asked}")
            assert answer.status_code in (302, 400) or "0 reports of meetings" in words_of(answer), asked

    def test_stewards_see_and_delete_them(self, signed_in):
        report, steward = MeetingReportFactory(named=True), signed_in("Data stewards")
        page = steward.get(f"{REPORTS}{report.pk}/change/")
        assert "Amina Qwertzoglou" in page.text
        assert 'name="note"' not in page.text
        assert steward.post(f"{REPORTS}{report.pk}/delete/", {"post": "yes"}).status_code == 302
        assert not MeetingReport.objects.exists()

    def test_can_be_narrowed_to_those_that_are_due(self, publisher):
        today = timezone.localdate()
        due = MeetingReportFactory(follow_up_on=today - timedelta(days=2))
        later, undated = MeetingReportFactory(follow_up_on=today + timedelta(days=2)), MeetingReportFactory()
        MeetingReportFactory(follow_up_on=today, state="followed_up", settled_at=timezone.now())
        assert list(publisher.get(f"{REPORTS}?due=now").context["cl"].queryset) == [due]
        assert list(publisher.get(f"{REPORTS}?due=undated").context["cl"].queryset) == [undated]
        assert later in publisher.get(REPORTS).context["cl"].queryset

    def test_those_that_are_due_stand_on_the_front_page(self, publisher, writer):
        assert not [words for words, _address in publisher.get("/admin/").context["to_do"] if "meeting" in words]
        today = timezone.localdate()
        MeetingReportFactory(follow_up_on=today)
        longest = MeetingReportFactory(follow_up_on=today - timedelta(days=9))
        new = MeetingReportFactory()
        MeetingReportFactory(follow_up_on=today + timedelta(days=9))
        told = [item for item in publisher.get("/admin/").context["to_do"] if "meeting" in item[0]]
        assert told == [
            ("2 meetings are to be followed up", f"{REPORTS}{longest.pk}/change/"),
            ("1 report of a meeting is new, without a day to follow up", f"{REPORTS}{new.pk}/change/"),
        ]
        assert not [words for words, _address in writer.get("/admin/").context["to_do"] if "meeting" in words]

    def test_a_table_has_no_formula_and_names_for_those_who_may_see_them(self, publisher, writer):
        report = MeetingReportFactory(named=True, said="=HYPERLINK(1)", ask="@SUM(1)")
        chosen = {"action": "export_selected", "_selected_action": [report.pk]}
        table = b"".join(publisher.post(REPORTS, chosen).streaming_content).decode("utf-8-sig")
        assert "'=HYPERLINK(1)" in table
        assert "'@SUM(1)" in table
        assert "amina.q@example.ca" in table
        answer = writer.post(REPORTS, chosen)
        assert "no-store" in answer["Cache-Control"]
        assert "amina.q" not in b"".join(answer.streaming_content).decode("utf-8-sig")
