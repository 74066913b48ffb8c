"""A supporter writes a letter: to the minister with a copy to the member, and to the member alone."""

import pytest
from docx import Document
from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from advocacy.models import LetterCount
from tests.factories.parliament import MemberFactory, PostalAreaFactory, RidingFactory
from tests.journeys.conftest import DESKTOP

OWN_WORDS = "Notre paroisse a parrainé une famille venue d’Érythrée, et j’ai partagé son repas plus d’une fois."


@pytest.fixture
def member(site, settings):
    """Ottawa Centre is what K1A means here, and Noor Gagné sits for it."""
    settings.REPRESENT_URL = ""
    riding = RidingFactory(number="35079", name_en="Ottawa Centre", name_fr="Ottawa-Centre")
    PostalAreaFactory(fsa="K1A", ridings=[riding])
    return MemberFactory(riding=riding)


def write(page, *points):
    page.locator("#id_opening").fill(OWN_WORDS)
    for point in points:
        page.get_by_label(point).check()
    page.locator("#id_name").fill("Élodie Tremblay")
    page.locator("#id_place").fill("Ottawa")
    page.get_by_role("button", name="Voir la lettre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre lettre")


def download(page, kind):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=kind, exact=True).click()
    return waiting.value.path()


def words_of_pdf(path):
    with PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def words_of_word(path):
    with path.open("rb") as file:
        return "\n".join(paragraph.text for paragraph in Document(file).paragraphs)


def test_somebody_writes_in_french_to_the_minister_and_takes_both_files(visit, member):
    page = visit("/fr/ecrire/prets-de-voyage/")
    page.get_by_label("Votre code postal").fill("k1a 0b1")
    page.locator("form.find button").click()
    page.get_by_role("link", name="Ottawa-Centre").click()
    page.wait_for_url("**/fr/ecrire/prets-de-voyage/35079/")
    write(page, "Le Canada l’a déjà fait", "2018 fut un bon pas")
    expect(page.locator("article")).to_contain_text("Madame la Ministre,")
    pdf, word = words_of_pdf(download(page, "PDF")), words_of_word(download(page, "Word"))
    for said in (pdf, word):
        assert "Objet" in said
        assert "Madame la Ministre," in said
        assert "paroisse a parrainé" in said
        assert "c. c." in said
    assert page.get_by_role("link", name="Commencer le courriel").get_attribute("href").startswith("mailto:")
    page.get_by_role("button", name="Compter ma lettre").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Votre lettre est comptée")
    assert LetterCount.objects.get().riding == member.riding
    assert page.errors == []
    assert page.context.cookies() == []


def test_somebody_writes_to_their_member_without_javascript_changes_a_word_and_takes_both_files(visit, member):
    page = visit("/fr/ecrire/entente-tiers-pays-surs/35079/", **DESKTOP, java_script_enabled=False)
    page.get_by_role("button", name="Voir la lettre").click()
    expect(page.get_by_role("alert")).to_be_visible()
    write(page, "Demander protection n’est pas un crime")
    page.get_by_role("button", name="Changer la lettre").click()
    expect(page.locator("#id_opening")).to_have_value(OWN_WORDS)
    page.locator("#id_name").fill("Élodie Roy")
    page.get_by_role("button", name="Voir la lettre").click()
    expect(page.locator("article")).to_contain_text("Madame la Députée,")
    pdf, word = words_of_pdf(download(page, "PDF")), words_of_word(download(page, "Word"))
    for said in (pdf, word):
        assert "Madame Noor Gagné, députée" in said
        assert "Élodie Roy" in said
    assert OWN_WORDS in page.locator("#letter-text").input_value()
    assert not LetterCount.objects.exists(), "nobody counts but the writer's own tap"
