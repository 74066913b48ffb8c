"""A reviewer looks at what was held."""

import re

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from petitions.models import Petition, ReviewDecision, Signature
from tests.factories.petitions import SignatureFactory
from tests.journeys.conftest import DESKTOP


@pytest.fixture
def rosa(site):
    user = User.objects.create_user("rosa", password="correct horse", is_staff=True)
    user.groups.add(Group.objects.get(name="Reviewers"))
    return user


def test_a_reviewer_accepts_what_was_wrongly_held(visit, rosa):
    petition = Petition.objects.get(slug_en="waive-travel-loans")
    for name in ("Tremblay", "Roy", "Singh"):
        SignatureFactory(petition=petition, held=True, last_name=name, ip_hash="a" * 32)
    SignatureFactory(petition=petition, held=True, last_name="Robot", suspicions=["trap"], ip_hash="b" * 32)

    page = visit("/admin/petitions/signatureforreview/", **DESKTOP, locale="en-CA")
    page.get_by_label("Username").fill("rosa")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="4 signatures")).to_be_visible()
    page.get_by_label("Waits because of").select_option(label="many from one connection")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="3 signatures")).to_be_visible()
    page.get_by_label("all that match").check()
    page.get_by_role("button", name="Accept").click()

    expect(page.get_by_role("heading", name="3 signatures will be accepted")).to_be_visible()
    assert Signature.objects.held().count() == 4, "the number comes first"
    page.get_by_label("Reason").fill("A family reunion; they called.")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("3 signatures were accepted.")).to_be_visible()
    assert Signature.objects.confirmed().count() == 3
    assert Signature.objects.held().get().last_name == "Robot"

    page.get_by_role("link", name=re.compile("Look at the decision")).click()
    expect(page.get_by_text("A family reunion; they called.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("3 signatures are again what they were before.")).to_be_visible()
    assert Signature.objects.held().count() == 4
    assert ReviewDecision.objects.get().undone_by == rosa
    assert page.errors == []
