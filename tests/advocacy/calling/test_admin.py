"""Staff write call sheets as they write other drafts."""

import pytest

from advocacy.models import CallSheet
from tests.factories.advocacy import CallSheetFactory, ObjectionFactory
from tests.factories.campaigns import CampaignFactory
from tests.page_forms import form_of

pytestmark = pytest.mark.django_db
LIST = "/admin/advocacy/callsheet/"
WORDS = {
    "lead_en": "Ask your MP.",
    "lead_fr": "Demandez-le.",
    "short_script_en": "<p>“Hello.”</p>",
    "short_script_fr": "<p>« Bonjour. »</p>",
    "long_script_en": "<p>“Hello, do you have a moment?”</p>",
    "long_script_fr": "<p>« Bonjour, auriez-vous un instant ? »</p>",
    "voicemail_script_en": "<p>“Please call me.”</p>",
    "voicemail_script_fr": "<p>« Rappelez-moi. »</p>",
}


def test_the_list_takes_as_many_queries_for_three_as_for_one(publisher, queries_of):
    CallSheetFactory()
    one = queries_of(publisher, LIST)
    CallSheetFactory.create_batch(2)
    assert queries_of(publisher, LIST) == one


def test_a_writer_drafts_a_sheet_and_a_publisher_publishes_it(writer, publisher, client):
    campaign = CampaignFactory(slug_en="waive")
    form = form_of(writer.get(f"{LIST}add/"), "callsheet_form") | WORDS | {"campaign": str(campaign.pk)}
    assert writer.post(f"{LIST}add/", form).status_code == 302
    sheet = CallSheet.objects.get()
    assert not sheet.is_public
    page = f"{LIST}{sheet.pk}/change/"
    preview = next(link for link in writer.get(page).context["site_links"] if link[0] == "en")[1]
    assert "In a preview no call is counted." in client.get(preview).text
    assert client.get("/en/call/waive/").status_code == 404
    form = form_of(publisher.get(page), "callsheet_form") | {"state": "published"}
    assert publisher.post(page, form).status_code == 302
    page = client.get("/en/call/waive/")
    assert page.status_code == 200
    assert "In a preview" not in page.text
    assert sheet.history.count() >= 2


def test_a_writer_does_not_change_what_is_public(writer):
    sheet = CallSheetFactory()
    ObjectionFactory(sheet=sheet)
    page = writer.get(f"{LIST}{sheet.pk}/change/")
    assert page.status_code == 200
    assert 'name="lead_en"' not in page.text
    assert writer.post(f"{LIST}{sheet.pk}/change/", WORDS).status_code == 403


def test_a_campaign_has_one_sheet(publisher):
    sheet = CallSheetFactory()
    form = form_of(publisher.get(f"{LIST}add/"), "callsheet_form") | WORDS | {"campaign": str(sheet.campaign.pk)}
    assert publisher.post(f"{LIST}add/", form).status_code == 200
    assert CallSheet.objects.count() == 1
