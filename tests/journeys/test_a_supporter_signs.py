"""A supporter with one minute on a phone."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from petitions.models import Signature
from resources import actions
from resources.models import Document
from tests.journeys.conftest import DESKTOP


@pytest.fixture
def rendered(site):
    """The downloads of the first campaign, made as the worker would have made them."""
    document = Document.objects.get(slug_en="stca-briefing-note")
    for language in ("en", "fr"):
        actions.render_document(document=document, language=language, format="pdf")


def test_a_supporter_reads_a_campaign_downloads_a_pdf_signs_and_confirms(visit, rendered, worker, mailed_link):
    page = visit("/en/take-action/")
    page.get_by_role("link", name=re.compile("Rescind the Safe Third Country")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rescind the Safe Third Country Agreement")
    with page.expect_response(lambda answer: answer.url.endswith("stca-briefing-note.pdf")) as answer:
        page.evaluate("fetch(document.querySelector('a[href$=\"stca-briefing-note.pdf\"]').href)")
    assert answer.value.status == 200
    assert answer.value.body().startswith(b"%PDF")

    page.goto("/en/petitions/waive-travel-loans/")
    page.get_by_label("First name").fill("Amina")
    page.get_by_label("Last name").fill("O'Neil")
    page.get_by_label("Email", exact=True).fill("amina@example.ca")
    page.get_by_label("Postal code").fill("k1a0b1")
    page.get_by_role("button", name="Sign").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("inbox")
    assert Signature.objects.get().state == "pending"

    worker()
    page.goto(mailed_link("amina@example.ca"))
    assert Signature.objects.get().state == "pending", "the link alone confirms nothing"
    page.get_by_role("button", name=re.compile("Confirm")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    signature = Signature.objects.get()
    assert (signature.state, signature.postal_code, signature.wants_news) == ("confirmed", "K1A 0B1", False)
    assert signature.seconds_to_fill is not None, "the page's script has counted"
    assert page.errors == []
    assert page.context.cookies() == []


def test_a_supporter_signs_in_french_without_javascript_by_keyboard_only(visit, worker, mailed_link):
    page = visit("/fr/petitions/annuler-les-prets-de-voyage/", **DESKTOP, java_script_enabled=False)
    page.locator("#id_first_name").focus()
    for words in ("Élodie", "Tremblay-N'Guyen", "elodie@example.ca", "H2X 1Y4"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    # On from "outside Canada", name and news, all left unticked, to the button.
    for _choice in range(3):
        page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("e => e.type") == "submit"
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "fr-CA")
    expect(page).to_have_url(re.compile("verifiez-vos-courriels"))

    worker()
    assert mail.outbox[-1].to == ["elodie@example.ca"]
    page.goto(mailed_link("elodie@example.ca"))
    button = page.get_by_role("button", name=re.compile("Confirmer"))
    button.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/fr/petitions/annuler-les-prets-de-voyage/merci/"))
    signature = Signature.objects.get()
    assert (signature.state, signature.language, signature.last_name) == ("confirmed", "fr", "Tremblay-N'Guyen")
    assert (signature.seconds_to_fill, signature.was_trapped) == (None, False)


def test_a_supporter_in_a_hurry_makes_mistakes_and_loses_nothing_typed(visit):
    page = visit("/en/petitions/waive-travel-loans/")
    page.get_by_label("First name").fill("Sam")
    page.get_by_label("Email", exact=True).fill("sam(at)example.ca")
    page.get_by_label("Postal code").fill("K1A OB1")
    page.get_by_label("Show my name").check()
    page.get_by_role("button", name="Sign").first.click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()
    expect(summary).to_be_focused()
    expect(page.get_by_label("First name")).to_have_value("Sam")
    expect(page.get_by_label("Postal code")).to_have_value("K1A OB1")
    expect(page.get_by_label("Show my name")).to_be_checked()
    expect(page.get_by_label("Last name")).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link", name=re.compile("last name")).click()
    expect(page.get_by_label("Last name")).to_be_focused()
    assert not Signature.objects.exists()


def test_somebody_who_clicks_twice_and_goes_back_signs_once_and_learns_nothing(visit, worker):
    answers = []
    for _time in range(2):
        page = visit("/en/petitions/waive-travel-loans/")
        page.get_by_label("First name").fill("Lee")
        page.get_by_label("Last name").fill("Park")
        page.get_by_label("Email", exact=True).fill("LEE@example.ca")
        page.get_by_label("I live outside Canada").check()
        page.get_by_role("button", name="Sign").first.dblclick()
        expect(page).to_have_url(re.compile("check-your-email"))
        answers.append(page.content())
    assert answers[0] == answers[1]
    assert Signature.objects.count() == 1
