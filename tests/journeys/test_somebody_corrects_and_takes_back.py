"""Somebody who finds a slip in their name, and thinks better of it later."""

import re

import pytest
from playwright.sync_api import expect

from petitions import actions, receipts
from petitions.models import Signature
from tests.journeys.conftest import DESKTOP


@pytest.fixture
def signed(visit, worker, mailed_link):
    """`signed(page)` signs in English and confirms; gives the path of the signer's own page."""

    def sign(page):
        page.get_by_label("First name").fill("Jhon")
        page.get_by_label("Last name").fill("Park")
        page.get_by_label("Email", exact=True).fill("john@example.ca")
        page.get_by_label("Postal code").fill("k1a0b1")
        page.get_by_role("button", name="Sign").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("inbox")
        worker()
        page.goto(mailed_link("john@example.ca"))
        page.get_by_role("button", name=re.compile("Confirm")).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
        return f"/en/petitions/waive-travel-loans/receipt/{receipts.make_token(Signature.objects.get())}/"

    return sign


@pytest.mark.parametrize("has_scripts", [True, False])
def test_somebody_corrects_their_name_then_takes_it_back(visit, signed, has_scripts):
    page = visit("/en/petitions/waive-travel-loans/", java_script_enabled=has_scripts)
    own_page = signed(page)
    actions.count_window()

    page.goto(own_page)
    page.get_by_label("First name").fill("")
    page.get_by_role("button", name="Save the name").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your first name")
    page.get_by_label("First name").fill("John")
    page.get_by_role("button", name="Save the name").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your name is saved")
    expect(page.locator("main")).to_contain_text("John Park")

    page.get_by_role("link", name="See your signature").click()
    page.get_by_label("Show my name").check()
    page.get_by_role("button", name="Save the choices").click()
    expect(page.locator("main")).to_contain_text("Your name is shown")

    page.get_by_role("link", name="See your signature").click()
    page.get_by_role("link", name="Take my signature back").click()
    assert Signature.objects.get().state == "confirmed", "the page only asks"
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You have taken your signature back")
    signature = Signature.objects.get()
    assert (signature.state, signature.first_name, signature.show_name) == ("withdrawn", "John", False)
    actions.count_window()
    signature.petition.tally.refresh_from_db()
    assert signature.petition.tally.confirmed == 0
    assert page.context.cookies() == []


def test_somebody_downloads_everything_and_erases_it_in_french(visit, signed):
    own_page = signed(visit("/en/petitions/waive-travel-loans/"))
    page = visit(own_page, **DESKTOP)
    page.get_by_role("link", name="Français").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre signature")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tout télécharger").click()
    assert download.value.suggested_filename == "my-signature.json"
    assert '"john@example.ca"' in download.value.path().read_text(encoding="utf-8")
    page.get_by_role("link", name="Effacer tout").click()
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nous ne gardons rien sur vous ici")
    signature = Signature.objects.get()
    assert (signature.email, signature.first_name, signature.postal_code) == ("", "", "")
