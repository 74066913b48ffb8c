"""Somebody finds their member of Parliament, whatever becomes of the service that knows the ridings."""

import time

import pytest
from playwright.sync_api import expect

from parliament.models import Riding
from tests.factories.parliament import MemberFactory, PostalAreaFactory, RidingFactory
from tests.journeys.conftest import DESKTOP
from tests.parliament.conftest import represent  # noqa: F401 (a fixture)
from tests.parliament.represent_stand_in import boundary, slowly


@pytest.fixture
def roster(site, represent):  # noqa: F811
    """Two ridings, the member of one of them, and the service, which knows where K1P 1A1 lies."""
    centre = RidingFactory(number="59079", name_en="Ottawa Centre", name_fr="Ottawa-Centre")
    MemberFactory(riding=centre).offices.create(kind="hill", phone="613-992-5321", as_of="2026-04-13")
    RidingFactory(number="59080", name_en="Orléans", name_fr="Orléans")
    represent.postcodes["K1P1A1"] = {"boundaries_centroid": [boundary("Ottawa Centre")]}
    return represent


def test_by_postal_code_on_a_phone(visit, roster):
    page = visit("/en/find-your-mp/")
    page.get_by_label("Your postal code").fill("k1p1a1")
    page.get_by_role("button", name="Find my MP").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ottawa Centre")
    assert page.url.endswith("/en/find-your-mp/59079/")
    expect(page.get_by_role("heading", name="Noor Gagné")).to_be_visible()
    assert page.get_by_role("link", name="613-992-5321").get_attribute("href") == "tel:+16139925321"
    page.get_by_role("link", name="Français").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ottawa-Centre")
    assert page.errors == []
    assert page.context.cookies() == []


def test_with_a_slip_that_is_mended_and_said(visit, roster):
    page = visit("/fr/trouver-votre-depute/")
    page.get_by_label("Votre code postal").fill("KIP 1A1")
    page.get_by_role("button", name="Trouver").click()
    expect(page.get_by_text("Nous avons lu votre code postal ainsi")).to_contain_text("K1P 1A1")
    page.get_by_role("link", name="Ottawa-Centre").click()
    expect(page.get_by_role("heading", name="Noor Gagné")).to_be_visible()


def test_while_the_service_is_down(visit, roster):
    PostalAreaFactory(fsa="K1P", ridings=[Riding.objects.get(number="59080")])
    roster.answers = [slowly(10)]
    page = visit("/en/find-your-mp/", **DESKTOP)
    page.get_by_label("Your postal code").fill("K1P 1A1")
    begun = time.monotonic()
    page.get_by_role("button", name="Find my MP").click()
    expect(page.get_by_text("does not answer at the moment")).to_be_visible()
    assert time.monotonic() - begun < 5, "three seconds, and what the browser takes"
    page.get_by_role("link", name="None of these: show all ridings").click()
    page.get_by_label("Name of the riding").press_sequentially("centre")
    expect(page.get_by_role("link", name="Orléans")).to_be_hidden()
    page.get_by_role("link", name="Ottawa Centre").click()
    expect(page.get_by_role("heading", name="Noor Gagné")).to_be_visible()
    assert page.errors == []


def test_without_javascript_and_by_keyboard(visit, roster):
    page = visit("/en/find-your-mp/", **DESKTOP, java_script_enabled=False)
    page.get_by_label("Your postal code").focus()
    page.keyboard.type("K1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Check your postal code")
    page.get_by_role("link", name="Choose from the list").click()
    page.get_by_label("Name of the riding").fill("orleans")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text("1 riding for “orleans”")
    page.get_by_role("link", name="Orléans").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Orléans")
    assert page.url.endswith("/59080/")
