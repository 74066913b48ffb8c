"""Staff: a writer drafts a campaign, a publisher publishes it."""

import re

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from campaigns.models import Campaign
from tests.journeys.conftest import DESKTOP


@pytest.fixture
def staff(site):
    people = {}
    for name, group in (("wren", "Writers"), ("petra", "Publishers")):
        people[name] = User.objects.create_user(name, password="correct horse", is_staff=True)
        people[name].groups.add(Group.objects.get(name=group))
    return people


def sign_in(page, name):
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    # The admin puts the cursor into the first field once all its scripts are there, and nobody types before.
    page.wait_for_load_state("networkidle")


def publish_all_the_same(page):
    page.locator("[name=confirmed]").check()
    page.get_by_role("button", name="Publish now").click()
    expect(page.locator(".success")).to_be_visible()


def test_a_writer_drafts_a_campaign_and_a_publisher_publishes_it(visit, staff):
    page = visit("/admin/campaigns/campaign/add/", **DESKTOP, locale="en-CA")
    sign_in(page, "wren")
    for name, words in {
        "title_en": "Family reunification in a year",
        "title_fr": "La réunification familiale en un an",
        "slug_en": "family-reunification",
        "slug_fr": "reunification-familiale",
        "lead_en": "Families wait too long to be together.",
        "lead_fr": "Les familles attendent trop longtemps.",
    }.items():
        page.locator(f"#id_{name}").fill(words)
    editor = page.locator(".prose-editor:has(#id_body_en) [role=textbox]")
    editor.click()
    page.keyboard.type('Children wait "for years".')
    expect(page.locator("#id_state option[value=published]")).to_have_count(0)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".success")).to_be_visible()
    campaign = Campaign.objects.get(slug_en="family-reunification")
    assert campaign.state == "draft"
    assert campaign.body_en == "<p>Children wait “for years”.</p>"
    assert page.goto("/en/campaigns/family-reunification/").status == 404

    page = visit(f"/admin/campaigns/campaign/{campaign.pk}/change/", **DESKTOP, locale="en-CA")
    sign_in(page, "petra")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=re.compile("View on site|Preview")).click(modifiers=["Control"])
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("Family reunification")
    page.locator("#id_state").select_option("published")
    page.get_by_role("button", name="Save", exact=True).click()
    # The writer has left the French of the text out. Petra sees it, and decides.
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check before publishing")
    expect(page.get_by_text("The French is missing.").first).to_be_visible()
    assert Campaign.objects.get(pk=campaign.pk).state == "draft"
    publish_all_the_same(page)

    reader = visit("/fr/campagnes/reunification-familiale/")
    expect(reader.get_by_role("heading", level=1)).to_contain_text("La réunification familiale en un an")
    assert Campaign.objects.get(pk=campaign.pk).history.first().history_user == staff["petra"]
