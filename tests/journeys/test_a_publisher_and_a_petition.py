"""Staff: a publisher leads a petition to its end."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone
from playwright.sync_api import expect

from petitions.models import Petition
from tests.journeys.conftest import DESKTOP


@pytest.fixture
def publisher(site):
    user = User.objects.create_user("petra", password="correct horse", is_staff=True)
    user.groups.add(Group.objects.get(name="Publishers"))
    return user


def write(page, english, french):
    for column, words in (("text_en", english), ("text_fr", french)):
        page.locator(f".prose-editor:has(#id_{column}) [role=textbox]").click()
        page.keyboard.type(words)


def test_a_publisher_extends_and_then_closes_a_petition(visit, publisher):
    petition = Petition.objects.get()
    page = visit(f"/admin/petitions/petition/{petition.pk}/change/", **DESKTOP, locale="en-CA")
    page.get_by_label("Username").fill("petra")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()

    page.get_by_role("link", name="Extend the signing").click()
    page.wait_for_load_state("networkidle")
    later = timezone.localtime(petition.closes_at) + timedelta(days=31)
    page.locator("#id_closes_at_0").fill(f"{later:%Y-%m-%d}")
    write(page, "Two churches asked for time.", "Deux paroisses ont demandé du temps.")
    page.get_by_role("button", name="Extend").click()
    expect(page.locator(".success")).to_contain_text("People can sign for longer.")

    reader = visit("/fr/petitions/annuler-les-prets-de-voyage/")
    timeline = reader.get_by_role("region", name="Ce qui s’est passé")
    expect(timeline).to_contain_text("Prolongée jusqu’au")
    expect(timeline).to_contain_text("Deux paroisses ont demandé du temps.")
    expect(reader.get_by_role("button", name="Signer").first).to_be_visible()

    page.get_by_role("link", name="Close the petition now").click()
    page.wait_for_load_state("networkidle")
    write(page, "The vote is next week.", "Le vote a lieu la semaine prochaine.")
    page.get_by_role("button", name="Close now").click()
    expect(page.locator(".success")).to_contain_text("The petition is closed.")
    expect(page.get_by_role("link", name="Write down a delivery")).to_be_visible()
    expect(page.get_by_role("link", name="Extend the signing")).to_have_count(0)

    reader = visit("/en/petitions/waive-travel-loans/")
    expect(reader.get_by_role("heading", name="This petition is closed")).to_be_visible()
    expect(reader.get_by_role("button", name=re.compile("^Sign"))).to_have_count(0)
    expect(reader.get_by_role("region", name="What has happened")).to_contain_text("The vote is next week.")
    assert petition.entries.count() == 3
    assert page.errors == []
