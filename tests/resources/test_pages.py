"""The shelves and a document's page."""

import pytest
from django.utils import translation

from publishing.models import Page
from resources.models import Document
from resources.templatetags.documents import address_of, files_of, other_files_of
from tests.factories.campaigns import CampaignFactory
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.publishing import OrganisationFactory, PageFactory
from tests.factories.resources import DocumentFactory
from tests.page_forms import page_of, words_of

pytestmark = pytest.mark.django_db
DIGEST = "0" * 64


@pytest.fixture(autouse=True)
def pages():
    OrganisationFactory()
    PageFactory(key=Page.Key.RESEARCH)
    PageFactory(key=Page.Key.SEARCH)


def with_file(document, format="pdf", language="en", **fields):
    fields = {"digest": DIGEST, "file": "a-file", "pages": 14, "size": 410_000} | fields
    document.renditions.update_or_create(language=language, format=format, defaults=fields)
    return Document.objects.with_files().get(pk=document.pk)


def test_a_row_for_each_chosen_format_made_or_not():
    document = with_file(DocumentFactory(has_pdf=True, has_docx=True))
    assert [(row.label, bool(row.rendition)) for row in files_of(document)] == [("PDF", True), ("Word", False)]
    with translation.override("fr"):
        assert [bool(row.rendition) for row in files_of(document)] == [False, False]


def test_a_document_says_what_it_is_and_what_its_files_weigh(client):
    document = with_file(DocumentFactory(kind="report", audience_en="For congregations", has_docx=False))
    words = words_of(client.get(document.get_absolute_url()))
    for part in ("Report", "For congregations", "Download as PDF", "14 pages · 410 KB · in English"):
        assert part in words


def test_other_formats_are_offered_once_they_are_made(client):
    document = DocumentFactory(has_epub=True, has_txt=True)
    assert "Other formats" not in words_of(client.get(document.get_absolute_url()))
    with_file(document, format="epub", size=150_000, pages=None)
    document = with_file(document, format="txt", size=20_000, pages=None)
    assert [row.label for row in files_of(document)] == ["PDF", "Word"]
    assert [row.label for row in other_files_of(document)] == ["EPUB", "Plain text"]
    words = words_of(client.get(document.get_absolute_url()))
    assert "Other formats EPUB, for e-readers (150 KB) Plain text (20 KB)" in words


def test_a_file_that_could_not_be_made_is_told_kindly(client):
    document = DocumentFactory(has_pdf=True, has_docx=False, body_en="<p>All of the text.</p>")
    document.renditions.create(language="en", format="pdf", problem="Two pages; a brief has one.")
    page = page_of(client.get(document.get_absolute_url()))
    words = " ".join(page.text_content().split())
    assert "The PDF file is not ready yet." in words
    assert "All of the text." in words
    assert "a brief has one" not in words
    assert page.get_element_by_id("files") is not None
    assert page.xpath("//a[contains(@href, '.pdf')]") == []


def test_a_letter_is_shown_with_its_address_and_its_forms(client):
    document = DocumentFactory(layout="letter", recipient=DecisionMakerFactory())
    words = words_of(client.get(document.get_absolute_url()))
    assert "The Honourable Dana Tremblay, P.C., M.P." in words
    assert words.index("Ottawa, Ontario") < words.index("Dear Minister:") < words.index("Yours sincerely,")


def test_a_letter_without_a_recipient_goes_to_the_readers_own_member():
    letter = DocumentFactory(layout="letter", recipient=None)
    assert address_of(letter)["form"].salutation == "Dear [name of your MP]:"
    with translation.override("fr"):
        assert address_of(letter)["lines"][0] == "Chambre des communes"


def test_a_document_leads_to_the_petition_of_the_campaign_that_offers_it(client):
    document, other = DocumentFactory(), DocumentFactory()
    petition = PetitionFactory(campaign=CampaignFactory())
    petition.campaign.downloads.create(document=document)
    assert petition.get_absolute_url() in client.get(document.get_absolute_url()).text
    assert petition.get_absolute_url() not in client.get(other.get_absolute_url()).text


class TestAShelf:
    def test_counts_what_it_shows(self, client):
        DocumentFactory(shelf="research")
        assert "1 document " in words_of(client.get("/en/research/"))
        DocumentFactory(shelf="research", kind="report")
        DocumentFactory(shelf="church")
        assert "2 documents" in words_of(client.get("/en/research/"))
        assert "1 of 2 document" in words_of(client.get("/en/research/?kind=report"))

    def test_that_fits_nothing_says_so_and_offers_the_way_back(self, client):
        DocumentFactory(shelf="research", has_docx=False)
        page = page_of(client.get("/en/research/?format=docx"))
        assert "No document on this shelf" in " ".join(page.text_content().split())
        assert "/en/research/" in page.xpath("//form[contains(@class, 'filters')]//a/@href")

    def test_keeps_what_was_typed_and_shows_it_as_words(self, client):
        answer = client.get("/en/research/", {"q": '"><script>x'})
        assert answer.status_code == 200
        assert "<script>x" not in answer.text
        assert page_of(answer).xpath("//input[@name='q']/@value") == ['"><script>x']

    def test_takes_as_many_queries_for_three_as_for_one(self, client, queries_of):
        DocumentFactory(shelf="research")
        one = queries_of(client, "/en/research/")
        DocumentFactory.create_batch(2, shelf="research")
        assert queries_of(client, "/en/research/") == one
