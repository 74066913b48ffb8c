"""The paper sheet of a petition."""

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult

from petitions import actions, sheets, tasks
from petitions.models import Petition, Sheet
from publishing.models import Organisation
from publishing.signals import content_saved
from tests.factories.petitions import PetitionFactory
from tests.factories.publishing import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory(postal_address_en="12 Elm Street\nOttawa", postal_address_fr="12, rue Elm\nOttawa")
    return PetitionFactory(slug_en="loans", slug_fr="prets")


def test_a_petition_has_a_tagged_sheet_of_two_pages_in_each_language(petition):
    made = actions.make_sheets(petition=petition)
    assert [sheet.language for sheet in made] == ["en", "fr"]
    for sheet in made:
        with pikepdf.open(default_storage.path(sheet.file.name)) as pdf:
            assert len(pdf.pages) == sheet.pages == 2
            assert f"{sheet.language}-CA" == pdf.Root.Lang
            assert pdf.Root.MarkInfo.Marked


def test_the_sheet_says_the_petition_where_to_send_it_and_what_it_is_not(petition):
    edition = sheets.sheet_edition(petition, "en")
    assert petition.title_en == edition.title
    assert "not a paper petition or an e-petition to the House of Commons" in edition.words["not_house"]
    assert edition.sender.postal_lines == ("12 Elm Street", "Ottawa")
    french = sheets.sheet_edition(petition, "fr")
    assert french.title == petition.title_fr
    assert french.words["send"] != edition.words["send"]


def test_a_current_sheet_is_not_made_again_and_a_changed_prayer_makes_another(petition, monkeypatch):
    before = {sheet.digest for sheet in actions.make_sheets(petition=petition)}
    with monkeypatch.context() as patched:
        patched.setattr(sheets, "set_sheet", lambda _: pytest.fail("the sheet was current"))
        actions.make_sheets(petition=petition)
    petition.prayer_en = petition.prayer_fr = "<p>We ask for something else.</p>"
    petition.save()
    assert before.isdisjoint(sheet.digest for sheet in actions.make_sheets(petition=petition))
    assert Sheet.objects.count() == 2


def test_the_sheet_is_served_in_the_language_of_its_address(petition, client):
    actions.make_sheets(petition=petition)
    answer = client.get("/en/petitions/loans/sheet.pdf")
    assert (answer.status_code, answer["Content-Type"], answer["Content-Language"]) == (200, "application/pdf", "en-CA")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert client.get("/fr/petitions/prets/feuille.pdf")["Content-Language"] == "fr-CA"


def test_before_it_is_made_its_address_leads_to_the_petition(petition, client):
    answer = client.get("/en/petitions/loans/sheet.pdf")
    assert (answer.status_code, answer["Location"]) == (303, "/en/petitions/loans/")


@pytest.mark.parametrize("sender", [Petition, Organisation])
def test_what_staff_save_queues_the_sheets(petition, sender):
    content_saved.send(sender=sender, instance=sender.objects.get())
    assert DBTaskResult.objects.filter(task_path="petitions.tasks.make_petition_sheets").count() == 1


def test_the_task_makes_those_of_public_petitions_only(petition):
    PetitionFactory(state=Petition.State.DRAFT)
    tasks.make_petition_sheets.call()
    assert {sheet.petition for sheet in Sheet.objects.all()} == {petition}


def test_sheets_of_a_draft_for_the_house_are_made_for_staff_and_served_to_nobody(petition, client):
    draft = PetitionFactory(state=Petition.State.DRAFT, house_addressee="house", slug_en="draft", slug_fr="brouillon")
    tasks.make_petition_sheets.call()
    assert draft.sheets.filter(kind=Sheet.Kind.HOUSE).count() == 3
    for address in ("house-sheet.pdf", "house-sheet-both.pdf", "how-to-collect.pdf", "sheet.pdf", "paper/"):
        assert client.get(f"/en/petitions/draft/{address}").status_code == 404
