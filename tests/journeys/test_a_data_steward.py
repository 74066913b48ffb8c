"""A Data steward makes a delivery pack and hands it over; whoever has the pack checks that it is genuine."""

import hashlib
import re
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone
from playwright.sync_api import expect

from petitions.models import Delivery, Export, Petition
from tests.factories.petitions import SignatureFactory
from tests.journeys.conftest import DESKTOP

PASSWORD = "correct horse"


@pytest.fixture
def steward(site, visit):
    user = User.objects.create_user("stella", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Data stewards"))
    petition = Petition.objects.first()
    SignatureFactory.create_batch(7, petition=petition, confirmed=True, confirmed_at=timezone.now())

    def sign_in(path, **options):
        page = visit(path, **DESKTOP | options, locale="en-CA")
        page.get_by_label("Username").fill("stella")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_load_state("networkidle")
        return page

    return sign_in


def test_a_data_steward_makes_a_delivery_pack_and_hands_it_over(steward, visit, worker):
    page = steward("/admin/petitions/delivery/add/")
    page.locator("#id_petition").select_option(index=1)
    page.locator("#id_recipient").select_option(index=1)
    page.get_by_label("names and towns").check()
    page.get_by_label("Words of your own").fill("We would be glad to meet you.")
    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_role("heading", name="Waiting")).to_be_visible()
    worker()
    page.reload()
    expect(page.get_by_role("heading", name="Ready")).to_be_visible()
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Download all as a zip").click()
    with zipfile.ZipFile(Path(downloaded.value.path())) as pack:
        assert {"letter.pdf", "letter.docx", "statement.pdf", "counts.csv", "signatories-001.pdf"} < set(
            pack.namelist()
        )
        letter = hashlib.sha256(pack.read("letter.pdf")).hexdigest()
    page.get_by_role("button", name="Mark as handed over").click()
    expect(page.locator(".success")).to_contain_text("Its public page is there now.")
    assert page.errors == []

    delivery = Delivery.objects.get()
    reader = visit(f"/fr/petitions/{delivery.petition.slug_fr}/remises/{delivery.code}/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Ce dossier est authentique")
    expect(reader.get_by_text(letter)).to_be_visible()
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390
    assert reader.errors == []


def test_a_data_steward_exports_what_a_purpose_needs(steward):
    page = steward("/admin/petitions/export/add/")
    page.locator("#id_petition").select_option(index=1)
    page.get_by_label("CSV", exact=True).check()
    page.get_by_role("button", name="Count the rows first").click()
    expect(page.locator(".errorlist")).to_be_visible()
    page.get_by_label("Reason").fill("For the briefing of members.")
    page.get_by_role("button", name="Count the rows first").click()
    expect(page.get_by_role("heading", name="7 signatures will leave the site")).to_be_visible()
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Download").click()
    lines = Path(downloaded.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 8
    assert re.match(r"town,province,riding,", lines[0])
    assert Export.objects.get().rows == 7
    assert page.errors == []
