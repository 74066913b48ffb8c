"""The paper petition to the House of Commons: what stands on it, what must not, and the instructions apart."""

import io
import re

import page as validator
import pikepdf
import pytest
from django.core.files.storage import default_storage

from petitions import actions, house_guide, house_sheets, sheets
from petitions.models import Sheet
from tests.factories.petitions import PetitionFactory
from tests.factories.publishing import OrganisationFactory
from tests.resources.printed_words import printed_words
from tests.resources.structure import Structure

pytestmark = pytest.mark.django_db

RECITAL = "Whereas the cost of the journey weighs on families who have lost all they had;"
FRENCH_RECITAL = "Attendu que le prix du voyage pèse sur des familles qui ont tout perdu ;"
FORBIDDEN = re.compile(r"https?:|www\.|@|\.ca\b|cpj|citizens for public justice|consent|e-?mail|courriel|\[ \]|☐", re.I)


@pytest.fixture
def petition(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory(name_en="Citizens for Public Justice", name_fr="Citizens for Public Justice")
    return petition_of(3)


def petition_of(recitals, **fields):
    return PetitionFactory(
        **{
            "house_addressee": "house",
            "title_en": "Waive travel loans",
            "title_fr": "Annuler les prêts de voyage",
            "slug_en": "loans",
            "slug_fr": "prets",
            "whereas_en": f"<ul>{f'<li><p>{RECITAL}</p></li>' * recitals}</ul>",
            "whereas_fr": f"<ul>{f'<li><p>{FRENCH_RECITAL}</p></li>' * recitals}</ul>",
            "prayer_en": "<p>We ask the House to have all travel loans waived.</p>",
            "prayer_fr": "<p>Nous prions la Chambre de faire annuler tous les prêts de voyage.</p>",
            **fields,
        }
    )


def printed(petition, language):
    """(bytes, the text of each page) of the House's sheet."""
    content, pages = sheets.set_sheet(house_sheets.house_sheet_edition(petition, language))
    texts = printed_words(content)
    assert len(texts) == pages
    return content, texts


def lines_on(content):
    """How many lines to sign on each table of the sheet has."""
    structure = Structure(content)
    return [structure.below(body)["TR"] for body in structure.all("TBody")]


def test_the_first_page_has_the_whole_text_in_the_houses_form_and_the_next_the_request(petition):
    _content, (first, second) = printed(petition, "en")
    for words in (
        "PETITION TO THE HOUSE OF COMMONS IN PARLIAMENT ASSEMBLED",
        "Subject: Waive travel loans",
        "We, the undersigned residents of Canada, draw the attention of the House of Commons to the following:",
        RECITAL,
        "Therefore, we ask the House to have all travel loans waived.",
    ):
        assert words in first
    assert first.count(RECITAL) == 3
    assert "Therefore, we ask the House to have all travel loans waived." in second
    assert RECITAL not in second
    for page in (first, second):
        for head in ("Name (printed)", "Signature (by hand)", "Address (city and province, or postal code)"):
            assert head in page


def test_the_french_sheet_is_french(petition):
    _content, (first, second) = printed(petition, "fr")
    assert "PÉTITION À LA CHAMBRE DES COMMUNES RÉUNIE EN PARLEMENT" in first
    assert "Par conséquent, nous prions la Chambre de faire annuler tous les prêts de voyage." in first
    assert "Par conséquent, nous prions" in second
    assert "Petition" not in first + second


def test_the_sheet_in_both_languages_has_both_texts_before_one_table(petition):
    content, (first, second) = printed(petition, "both")
    for page in (first, second):
        assert "Therefore, we ask" in page
        assert "Par conséquent, nous prions" in page
    assert len(lines_on(content)) == 2
    structure = Structure(content)
    languages = [str(part.Lang) for part in structure.all("Sect") if "/Lang" in part]
    assert languages == ["en-CA", "fr-CA", "en-CA", "fr-CA"]


@pytest.mark.parametrize("language", ["en", "fr", "both"])
def test_nothing_else_stands_on_the_sheet(petition, language):
    content, pages = printed(petition, language)
    assert FORBIDDEN.search(" ".join(pages)) is None
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            assert [round(float(edge)) for edge in page.MediaBox] == [0, 0, 612, 792]
            assert not page.get_images()
            assert "/Annots" not in page, "no link, no field"
            colours = {
                tuple(map(float, ops)) for ops, op in pikepdf.parse_content_stream(page) if str(op) in ("rg", "RG")
            }
            assert colours <= {(0.0, 0.0, 0.0)}, "no colour of the organisation's"
        assert "/AcroForm" not in pdf.Root
        assert b"Citizens" not in pdf.Root.Metadata.read_bytes()


def test_links_and_notes_of_the_text_leave_only_its_words(petition):
    whereas = '<p>Whereas <a href="https://example.org/x">a report</a> says so;((A note, with its source.))</p>'
    _content, (first, _second) = printed(petition_of(0, whereas_en=whereas, slug_en="other", slug_fr="autre"), "en")
    assert "Whereas a report says so;" in first
    assert "A note" not in first
    assert FORBIDDEN.search(first) is None


@pytest.mark.parametrize("language", ["en", "fr", "both"])
def test_the_sheet_is_tagged_and_made_to_last(petition, language):
    content, _pages = printed(petition, language)
    structure = Structure(content)
    assert structure.kinds["Table"] == 2
    assert structure.kinds["H1"] == (2 if language == "both" else 1)
    assert {str(head.A.Scope) for head in structure.all("TH")} == {"/Column"}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == ("fr-CA" if language == "fr" else "en-CA")
    for profile in ("ua1", "2a"):
        report = validator.validate_pdf_bytes(content, profile=profile)
        assert [failure.message for failure in report.failures] == []


def test_lines_fill_both_pages(petition):
    content, _pages = printed(petition, "en")
    first, following = lines_on(content)
    assert first >= 12
    assert following > first


def test_a_longer_text_is_set_smaller_and_keeps_three_lines():
    content, pages = printed(petition_of(22), "en")
    assert len(pages) == 2
    assert pages[0].count(RECITAL) == 22
    assert lines_on(content)[0] >= 3


def test_a_text_too_long_for_its_page_loses_nothing_and_is_told():
    petition = petition_of(45)
    content, pages = printed(petition, "en")
    assert len(pages) == 3
    assert " ".join(pages).count("journey weighs") == 45
    assert lines_on(content)[0] >= 3


def test_they_are_made_with_the_instructions_when_the_petition_is_for_the_house(petition):
    made = {(sheet.kind, sheet.language): sheet for sheet in actions.make_sheets(petition=petition)}
    assert set(made) == {
        ("site", "en"),
        ("site", "fr"),
        ("house", "en"),
        ("house", "fr"),
        ("house", "both"),
        ("instructions", "en"),
        ("instructions", "fr"),
    }
    assert len({sheet.digest for sheet in made.values()}) == 7
    assert all(default_storage.exists(sheet.file.name) for sheet in made.values())
    assert made["instructions", "en"].pages == 1


@pytest.mark.parametrize("kind", ["", "member"])
def test_they_are_taken_away_when_it_is_no_longer(petition, kind):
    actions.make_sheets(petition=petition)
    petition.house_addressee = kind
    petition.save()
    actions.make_sheets(petition=petition)
    assert set(petition.sheets.values_list("kind", flat=True)) == {Sheet.Kind.SITE}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_instructions_say_what_collectors_must_know_with_a_code_that_is_read_aloud(petition, language):
    edition = house_guide.house_guide_edition(petition, language)
    content, _pages = sheets.set_sheet(edition)
    (text,) = printed_words(content)
    for words in {
        "en": ("25 valid", "35", "Originals only", "any age", "witness", "no stamp", "45", "K1A 0A6", "e-petition"),
        "fr": ("25", "35", "K1A 0A6", "45"),
    }[language]:
        assert words in text
    structure = Structure(content)
    (figure,) = structure.all("Figure")
    assert f"https://act.example.org/{language}/petitions/" in str(figure.Alt)
    assert len(figure.A.BBox) == 4
    assert edition.words["group"] == ""


def test_they_are_served_in_the_language_of_their_address_and_offered_on_the_page_about_paper(petition, client):
    page = client.get("/en/petitions/loans/paper/").content.decode()
    assert "Petition to the House of Commons" not in page
    actions.make_sheets(petition=petition)
    for address, language in {
        "/en/petitions/loans/house-sheet.pdf": "en",
        "/fr/petitions/prets/feuille-chambre.pdf": "fr",
        "/en/petitions/loans/house-sheet-both.pdf": "en",
        "/fr/petitions/prets/comment-recueillir.pdf": "fr",
    }.items():
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Content-Language"] == f"{language}-CA"
        assert (
            address in client.get(address.rpartition("/")[0] + ("/paper/" if language == "en" else "/sur-papier/")).text
        )
    text = client.get("/en/petitions/loans/paper/").text
    assert "are not a House of Commons e-petition" in " ".join(text.split())


def test_where_none_is_offered_their_address_leads_to_the_page_about_paper(client):
    OrganisationFactory()
    petition_of(1, house_addressee="")
    for address in ("house-sheet.pdf", "house-sheet-both.pdf", "how-to-collect.pdf"):
        answer = client.get(f"/en/petitions/loans/{address}")
        assert (answer.status_code, answer["Location"]) == (303, "/en/petitions/loans/paper/")


def test_a_petition_that_is_over_offers_no_sheets_and_no_form(petition, client):
    actions.make_sheets(petition=petition)
    petition.state = "closed"
    petition.save()
    text = client.get("/en/petitions/loans/paper/").text
    assert "No new sheets are given out." in text
    assert ".pdf" not in text
    assert "<form" not in text.partition("<main")[2].partition("</main>")[0]


def test_staff_open_them_from_the_petitions_form_before_it_is_public(publisher, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()
    draft = petition_of(1, state="draft")
    actions.make_sheets(petition=draft)
    page = publisher.get(f"/admin/petitions/petition/{draft.pk}/change/").content.decode()
    for sheet in draft.sheets.exclude(kind=Sheet.Kind.SITE):
        assert f'href="{sheet.file.url}"' in page
        assert default_storage.exists(sheet.file.name)
