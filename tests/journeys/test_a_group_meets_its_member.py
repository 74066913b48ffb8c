"""A group plans a meeting, takes the plan along, and tells how it went; staff follow it up."""

from datetime import timedelta
from importlib import import_module

import pytest
import vobject
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, User
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from advocacy.models import MeetingReport
from publishing.models import Organisation
from resources import while_waiting
from tests.factories.parliament import MemberFactory, OfficeFactory, RidingFactory
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.test_a_writer_and_a_publisher import sign_in

ENGLISH = "/en/meet/travel-loans/24001/"
FRENCH = "/fr/rencontrer/prets-de-voyage/24001/"


@pytest.fixture
def member(site):
    riding = RidingFactory(number="24001", province="QC", name_en="Bay", name_fr="Baie")
    member = MemberFactory(riding=riding)
    OfficeFactory(member=member)
    yield member
    while_waiting.rest()


@pytest.fixture
def publisher(site):
    migration = import_module("advocacy.migrations.0014_groups_meetings")
    create_permissions(apps.get_app_config("advocacy"), verbosity=0)
    group = Group.objects.get(name="Publishers")
    group.permissions.add(*migration.permissions(apps, "default", "Publishers"))
    User.objects.create_user("pia", password="correct horse", is_staff=True).groups.add(group)


def test_a_group_plans_in_french_without_a_script_and_opens_the_entry_in_a_calendar(visit, member):
    day = timezone.localdate() + timedelta(days=40)
    page = visit(FRENCH, java_script_enabled=False, accept_downloads=True)
    page.get_by_label("Jour").fill(day.isoformat())
    page.get_by_label("Début").fill("13:30")
    page.get_by_label("Nom (facultatif)").first.fill("Amina Haddad")
    page.get_by_role("button", name="Ajouter une personne").click()
    expect(page.get_by_label("Nom (facultatif)")).to_have_count(6)
    page.get_by_label("Nom (facultatif)").last.fill("Luc")
    page.get_by_label("Combien de temps dure la rencontre?").select_option("45")
    page.get_by_role("button", name="Préparer le plan").last.click()
    expect(page.get_by_role("alert")).to_contain_text("L’ordre du jour prend 30 minutes")
    page.get_by_role("button", name="Répartir les minutes selon la durée").click()
    page.get_by_role("button", name="Préparer le plan").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre plan est prêt")
    expect(page.get_by_text("Amina Haddad").first).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="Pour votre agenda").click()
    event = vobject.readOne(download.value.path().read_text("utf-8")).vevent
    assert event.summary.value == "Rencontre avec Noor Gagné"
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=45)
    assert (event.dtstart.value.date(), event.dtstart.value.hour) == (day, 13)
    assert "Amina" not in event.serialize()

    with page.expect_download() as download:
        page.get_by_role("button", name="PDF avec les documents").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")

    page.get_by_role("button", name="Changer quelque chose").click()
    expect(page.get_by_label("Nom (facultatif)").last).to_have_value("Luc")
    expect(page.get_by_label("Début")).to_have_value("13:30")
    assert MeetingReport.objects.count() == 0


def test_a_place_for_words_is_as_high_as_the_words_in_it_and_the_minutes_add_up(visit, member):
    page = visit(ENGLISH, **PHONE)
    place = page.locator(".line textarea").first
    place.fill("Tell the story of the family that our parish sponsored, and of the loan that they still repay. " * 4)
    assert place.evaluate("place => place.scrollHeight <= place.clientHeight")
    place.fill("Short")
    assert place.bounding_box()["height"] < 120
    page.locator("[name='step-0-minutes']").fill("90")
    expect(page.locator("output.sum")).to_have_class("sum is-wrong")


def test_a_group_tells_how_it_went_and_staff_follow_it_up(visit, member, publisher, worker):
    Organisation.objects.update(email="office@example.org")
    page = visit(f"{ENGLISH}report/", accept_downloads=True)
    page.get_by_label("When did you meet?").fill(timezone.localdate().isoformat())
    page.get_by_label("How many of you were there?").fill("3")
    page.get_by_label("What was said?").fill("She had not known of the loans.")
    page.get_by_label("What was promised?").fill("To write to the Minister")
    page.get_by_label("When should somebody ask again?").fill(timezone.localdate().isoformat())
    page.get_by_label("Your staff may write to me").check()
    page.get_by_label("Your name").fill("Ruth Okoro")
    page.get_by_role("button", name="Send, and get the letter").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your email address")
    page.get_by_label("Email (optional)").fill("ruth@example.ca")
    page.get_by_role("button", name="Send, and get the letter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    expect(page.get_by_text("To write to the Minister.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Plain text").click()
    assert "Dear Ms. Gagné:" in download.value.path().read_text("utf-8")

    worker()
    (message,) = mail.outbox
    assert "Ruth" not in message.body

    staff = visit("/admin/", **DESKTOP)
    sign_in(staff, "pia")
    staff.get_by_role("link", name="1 meeting is to be followed up").click()
    expect(staff.get_by_text("ruth@example.ca")).to_be_visible()
    staff.get_by_label("State").select_option("followed_up")
    staff.get_by_label("Note of staff").fill("The letter has gone out.")
    staff.get_by_role("button", name="Save", exact=True).click()
    expect(staff.get_by_text("was changed successfully")).to_be_visible()
    report = MeetingReport.objects.get()
    assert (report.state, report.note) == ("followed_up", "The letter has gone out.")
