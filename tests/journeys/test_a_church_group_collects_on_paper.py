"""A church group registers, prints, and its sheets are counted."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from playwright.sync_api import expect

from petitions import actions
from petitions.models import PaperBatch, PaperGroup
from tests.journeys.conftest import DESKTOP
from tests.journeys.test_a_writer_and_a_publisher import sign_in

PAPER = "/en/petitions/waive-travel-loans/paper/"


@pytest.fixture
def clerks(site):
    for name in ("cleo", "noor"):
        clerk = User.objects.create_user(name, password="correct horse", is_staff=True)
        clerk.groups.add(Group.objects.get(name="Paper clerks"))


def enter(page, **numbers):
    for name, number in (
        {"sheets": 2, "lines": 20, "valid": 17, "province_ON": 12, "province_QC": 5} | numbers
    ).items():
        page.locator(f"#id_{name}").fill(str(number))
    page.get_by_role("button", name="Save the entry").click()


def test_a_church_group_registers_prints_and_its_sheets_are_counted(visit, worker, clerks):
    page = visit(PAPER)
    page.get_by_label("Name of the group").fill("First United Church")
    page.get_by_label("Town").fill("Hamilton")
    page.get_by_label("Your name").fill("Ruth Okoro")
    page.get_by_label("Email", exact=True).fill("ruth@example.ca")
    page.get_by_label("How many sheets?").fill("2")
    page.get_by_role("button", name="Register the group").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("You may write to me").check()
    page.get_by_role("button", name="Register the group").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("on its way")

    worker()
    [message] = mail.outbox
    link = re.search(r"https?://\S+/paper/group/\S+", message.body)[0]
    page.goto(link)
    assert PaperGroup.objects.get().confirmed_at is None, "the link alone confirms nothing"
    page.get_by_role("button", name="Make our sheets").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("First United Church")
    worker()
    page.get_by_role("link", name="Load this page again").click()
    sheets = page.get_by_role("link", name=re.compile("2 numbered sheets"))
    file = page.evaluate(
        "async address => (await (await fetch(address)).text()).slice(0, 5)", sheets.get_attribute("href")
    )
    assert file == "%PDF-"
    assert [error for error in page.errors if "422" not in error] == [], "but for the box that was left unticked"
    assert page.context.cookies() == []

    group = PaperGroup.objects.get()
    staff = visit(f"/admin/petitions/paperbatch/add/?petition={group.petition_id}&group={group.pk}", **DESKTOP)
    sign_in(staff, "cleo")
    staff.get_by_role("button", name="Save", exact=True).click()
    expect(staff.get_by_role("heading", name="First entry")).to_be_visible()
    enter(staff)
    expect(staff.locator(".success")).to_contain_text("It is not shown before the second one is made.")
    staff.get_by_role("link", name="Make the second entry").click()
    expect(staff.locator(".errornote")).to_contain_text("You made the first entry yourself.")

    batch = PaperBatch.objects.get()
    other = visit(f"/admin/petitions/paperbatch/{batch.pk}/enter/", **DESKTOP)
    sign_in(other, "noor")
    enter(other, valid=18, province_ON=13)
    expect(other.locator("tr.differs")).to_have_count(2)
    other.get_by_role("link", name="Correct the second entry").click()
    enter(other)
    expect(other.locator(".success")).to_contain_text("The batch is counted")

    actions.count_window()
    page.goto(link)
    expect(page.get_by_text("2 sheets, 17 valid signatures")).to_be_visible()
    page.goto("/en/petitions/waive-travel-loans/")
    expect(page.get_by_text("17 on paper")).to_be_visible()
