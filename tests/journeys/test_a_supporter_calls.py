"""A supporter with five minutes and a telephone, and staff who see that the call was counted."""

import re

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from advocacy.models import CallCount
from tests.factories.parliament import MemberFactory, OfficeFactory, PostalAreaFactory, RidingFactory
from tests.journeys.conftest import DESKTOP


@pytest.fixture
def member(site):
    riding = RidingFactory(number="35001", name_en="Lakeside", name_fr="Bord-du-Lac")
    member = MemberFactory(riding=riding)
    OfficeFactory(member=member)
    OfficeFactory(member=member, hill=True)
    PostalAreaFactory(fsa="L5G", place="Mississauga", ridings=[riding])
    return member


def test_a_supporter_calls_on_a_phone_and_tells_how_it_went(visit, member):
    page = visit("/en/call/travel-loans/")
    page.get_by_label("Your postal code").fill("l5g 4l3")
    page.get_by_role("button", name="Find my MP").click()
    if re.search(r"/find-your-mp/$", page.url):  # where the area is no certain answer, one chooses
        page.get_by_role("link", name="Lakeside").click()
    expect(page).to_have_url(re.compile("/en/call/travel-loans/35001/$"))
    number = page.get_by_role("link", name="Call 905-555-0100")
    expect(number).to_have_attribute("href", "tel:+19055550100")
    assert number.bounding_box()["height"] >= 48
    expect(page.locator("#short")).to_contain_text("I ask Noor Gagné to write")

    # Name and notes stay in this browser, and are there again after a while.
    page.get_by_label("Your name").fill("Amina")
    expect(page.locator("#short")).to_contain_text("My name is Amina.")
    page.locator("#call-notes").fill("Spoke with Jo.")
    page.reload()
    expect(page.locator("#call-notes")).to_have_value("Spoke with Jo.")
    expect(page.locator("#short")).to_contain_text("My name is Amina.")
    page.get_by_role("button", name="Clear my notes").click()
    expect(page.locator("#call-notes")).to_have_value("")
    expect(page.locator("#short")).to_contain_text("My name is [your name].")
    assert page.evaluate("Object.keys(localStorage)") == []

    expect(page.get_by_text("And what did they say?")).to_be_hidden()
    page.get_by_label("Mississauga").check()
    page.get_by_label("I spoke with someone").check()
    page.get_by_label("They will pass it on").check()
    page.get_by_role("button", name="Count my call").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your call is counted")
    row = CallCount.objects.get()
    assert (row.riding_number, row.office_label) == ("35001", "Mississauga, 905-555-0100")
    assert (row.outcome, row.answer, row.number) == ("reached", "passes_on", 1)
    assert page.errors == []
    assert page.context.cookies() == []


def test_a_supporter_calls_in_french_without_javascript_and_staff_see_it_counted(visit, member):
    page = visit("/fr/appeler/prets-de-voyage/35001/", java_script_enabled=False)
    expect(page.get_by_text("Votre navigateur les oublie")).to_be_visible()
    expect(page.get_by_text("Elles restent dans ce navigateur")).to_be_hidden()
    expect(page.get_by_label("Votre nom")).to_be_hidden()
    page.locator("#call-notes").fill("Jo, jeudi")
    page.get_by_role("button", name="Compter mon appel").click()
    expect(page.get_by_role("alert")).to_contain_text("Indiquez ce qui s’est passé.")
    page.get_by_label("Colline du Parlement").check()
    page.get_by_label("J’ai laissé un message").check()
    page.get_by_role("button", name="Compter mon appel").click()
    expect(page).to_have_url(re.compile("/fr/appeler/prets-de-voyage/35001/merci/$"))
    assert page.context.cookies() == []

    wren = User.objects.create_user("wren", password="correct horse", is_staff=True)
    wren.groups.add(Group.objects.get(name="Writers"))
    page = visit("/admin/", **DESKTOP, locale="en-CA")
    page.get_by_label("Username").fill("wren")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name=re.compile("letters and calls counted", re.IGNORECASE)).click()
    page.get_by_label("Campaign").select_option(label="Waive travel loan repayment")
    page.get_by_role("button", name="Show").click()
    riding = page.get_by_role("row", name=re.compile("Lakeside"))
    expect(riding).to_contain_text("Parliament Hill: 1")
    expect(page.get_by_role("img", name=re.compile("1 letter or call"))).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("link", name="CSV").click()
    assert "35001" in file.value.path().read_text(encoding="utf-8-sig")
