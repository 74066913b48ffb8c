"""PDF and Word: the letter as it was typed, its address in the window, and nothing but text in it."""

import io
import re
import zipfile
from dataclasses import replace

import pikepdf
import pytest
from django.http import QueryDict
from docx import Document
from pypdfium2 import PdfDocument

from advocacy.writing.composing import compose
from advocacy.writing.forms import WriteForm
from advocacy.writing.recipients import recipients_of
from advocacy.writing.setting import edition_of, fitted
from resources import while_waiting
from resources.rendering import layout, pdf
from resources.rendering.problems import RenderingFailed
from tests.advocacy.writing.conftest import OWN_WORDS
from tests.advocacy.writing.test_pages import FORM, FORM_FR
from tests.resources.editions import edition
from tests.resources.pages_lines import baselines, half_line

pytestmark = pytest.mark.django_db
# In points from the top left corner of a sheet folded in three that rests at the foot of a #10 envelope. The window is
# 1 1/8 by 4 1/2 inches, 7/8 from the left and 1/2 from the foot.
WINDOW_TOP, WINDOW_FOOT, WINDOW_LEFT, WINDOW_RIGHT = 2.042 * 72, 3.167 * 72, 0.875 * 72, 5.375 * 72
HEIGHT = 792
ROOM_BELOW = 18  # points, and then the subject
HOSTILE = (
    '<img src=x onerror=alert(1)> <script>alert("1")</script> &lt;b&gt; <p style="color:red">',
    "{member} {{minister.email}} {{organisation.name}} [fill me in] ((a note)) page:campaign/x",
    "=cmd|' /C calc'!A0 +1 -1 @SUM(A1) { MERGEFIELD x } { INCLUDETEXT c:\\secret }",
    "https://example.com/phish javascript:alert(1) mailto:a@example.org file:///etc/passwd",
    "body { display: none } @import url(http://example.com/x.css); ]]> <!-- --> <?xml?> &amp; &#0; &nbsp;",
    "1. list\n- list\n# heading\n> quote\n**bold**",
)


@pytest.fixture(scope="module", autouse=True)
def _one_press():
    yield
    while_waiting.rest()


@pytest.fixture
def own(letter, riding, typed):
    """`own("fr", opening="…")`: the OwnLetter of what is typed, as the form has cleaned it."""

    def make(language="en", **words):
        data = QueryDict(mutable=True)
        for name, value in typed(language=language, **words).items():
            data.setlist(name, value if isinstance(value, list) else [value])
        form = WriteForm(data, letter=letter)
        assert form.is_valid(), form.errors
        return compose(letter, riding, recipients_of(letter, riding, language), form.cleaned_data)

    return make


def pdf_of(own_letter):
    made = edition_of(own_letter)
    return while_waiting.set_letter(layout.print_html(made), made.layout, made.variant, own_letter.as_text)


def lines_of(content, page=0):
    """[(left, top, right, foot, words)] of a page's lines, in points from its top left corner."""
    with PdfDocument(content) as pdf:
        text = pdf[page].get_textpage()
        boxes = [text.get_rect(number) for number in range(text.count_rects())]
        return [(box[0], HEIGHT - box[3], box[2], HEIGHT - box[1], text.get_text_bounded(*box)) for box in boxes]


def words_of_pdf(content):
    with PdfDocument(content) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def words_of_word(content):
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def squeezed(text):
    """Without white space, which lines and no-break spaces change."""
    return re.sub(r"\s", "", text)


class TestOverHttp:
    def test_pdf_and_word_are_handed_over_and_kept_by_nobody(self, visitor, letter, riding, typed):
        kinds = (("letter.pdf", "application/pdf", b"%PDF-"), ("letter.docx", "officedocument", b"PK"))
        for name, kind, begins in kinds:
            answer = visitor.post(FORM + name, typed())
            assert answer.status_code == 200
            assert kind in answer["Content-Type"]
            assert answer.content.startswith(begins)
            assert answer["Cache-Control"] == "no-store"
            assert re.fullmatch(r'attachment; filename="loans\.(pdf|docx)"', answer["Content-Disposition"])

    def test_in_french(self, visitor, letter, riding, typed):
        said = words_of_pdf(visitor.post(FORM_FR + "lettre.pdf", typed(language="fr")).content)
        assert "Madame la Ministre," in said
        assert "Objet : Les prêts de voyage" in said
        assert "l’expression de ma haute considération." in said

    def test_what_is_wrong_leads_back_to_the_form(self, visitor, letter, riding, typed):
        answer = visitor.post(FORM + "letter.pdf", typed(opening=""))
        assert answer.status_code == 422
        assert "Amina O’Neil" in answer.text

    def test_an_address_opened_by_hand_leads_to_the_form(self, client, letter, riding):
        assert client.get(FORM + "letter.pdf")["Location"] == FORM

    @pytest.mark.parametrize("words", ["We love them \U0001f600 dearly.", "她 came too"])
    def test_what_the_typefaces_lack_is_told_with_the_letter_kept_and_word_takes_it(
        self, visitor, letter, riding, typed, words
    ):
        opening = f"{OWN_WORDS} {words}"
        answer = visitor.post(FORM + "letter.pdf", typed(opening=opening))
        assert answer.status_code == 422
        assert "The PDF cannot show some of your characters" in answer.text
        assert words in answer.text
        word = visitor.post(FORM + "letter.docx", typed(opening=opening))
        assert word.status_code == 200
        assert words in words_of_word(word.content)

    def test_a_script_that_the_second_typeface_has_is_set(self, visitor, letter, riding, typed):
        answer = visitor.post(FORM + "letter.pdf", typed(opening=f"{OWN_WORDS} Ελένη и أمينة"))
        assert answer.status_code == 200
        assert "Ελένη и" in words_of_pdf(answer.content)

    def test_when_the_queue_is_full_the_letter_is_kept_and_the_answer_says_when_to_come_back(
        self, visitor, letter, riding, typed, monkeypatch
    ):
        def full(*_args):
            raise while_waiting.TooBusy

        monkeypatch.setattr(while_waiting, "set_letter", full)
        answer = visitor.post(FORM + "letter.pdf", typed())
        assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
        assert "Nothing is lost" in answer.text
        assert OWN_WORDS in answer.text

    @pytest.mark.parametrize("file", ["letter.pdf", "letter.docx"])
    def test_what_says_why_there_is_no_file_is_a_page(self, visitor, letter, riding, typed, monkeypatch, file):
        def full(*_args):
            raise while_waiting.TooBusy

        monkeypatch.setattr(while_waiting, "set_letter", full)
        monkeypatch.setattr(while_waiting, "set_word", full)
        for changes, status in (({}, 503), ({"name": ""}, 422)):
            answer = visitor.post(FORM + file, typed(**changes))
            assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")
            assert "Content-Disposition" not in answer

    def test_a_fault_of_the_typesetter_says_nothing_of_the_text(
        self, visitor, letter, riding, typed, monkeypatch, caplog
    ):
        def broken(*_args):
            raise RenderingFailed(f"ValueError: {OWN_WORDS}")

        monkeypatch.setattr(while_waiting, "set_letter", broken)
        answer = visitor.post(FORM + "letter.pdf", typed())
        assert answer.status_code == 500
        assert OWN_WORDS in answer.text, "the letter is kept for whoever typed it"
        assert "RenderingFailed" in caplog.text
        assert OWN_WORDS not in caplog.text


class TestNothingButText:
    @pytest.mark.parametrize("typed_words", HOSTILE)
    def test_in_a_pdf_it_stands_as_typed(self, own, typed_words):
        content = pdf_of(own(opening=f"{OWN_WORDS} {typed_words}", name=f"Ada {typed_words[:40]}"))
        said = squeezed(words_of_pdf(content))
        assert squeezed(typed_words) in said
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert not any("/Annots" in page for page in pdf.pages), "no link, no field"
            assert "/AcroForm" not in pdf.Root
            assert "/OpenAction" not in pdf.Root
            assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})

    @pytest.mark.parametrize("typed_words", HOSTILE)
    def test_in_word_it_stands_as_typed(self, own, typed_words):
        content = while_waiting.set_word(
            edition_of(own(opening=f"{OWN_WORDS} {typed_words}", name=f"Ada {typed_words[:40]}"))
        )
        assert squeezed(typed_words) in squeezed(words_of_word(content))
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            document = package.read("word/document.xml").decode()
            relations = package.read("word/_rels/document.xml.rels").decode()
        for tag in ("w:hyperlink", "w:fldChar", "w:instrText", "w:sdt", "w:footnoteReference", "w:numPr", "w:drawing"):
            assert f"<{tag}" not in document, tag
        assert "External" not in relations

    def test_what_nobody_sees_is_left_out_and_the_rest_stays(self, own):
        unseen = "\u202e\u2066\u200b\u00ad\x00\x1b\ufffe\ufeff\U000e0041"
        made = own(opening=f"{OWN_WORDS} ab{unseen}cd", name=f"Am{unseen}ina", place="Otta\u202ewa")
        assert "abcd" in made.as_text
        assert made.sender_lines == ("Amina", "Ottawa")
        assert "abcd" in words_of_pdf(pdf_of(made))
        assert "abcd" in words_of_word(while_waiting.set_word(edition_of(made)))

    def test_a_word_longer_than_a_line_is_broken_and_stays_on_the_page(self, own):
        content = pdf_of(own(opening=f"{OWN_WORDS} {'W' * 1500}", place="P" * 80, address="a" * 60))
        assert squeezed(words_of_pdf(content)).count("W") >= 1500
        assert max(right for _left, _top, right, _foot, _words in lines_of(content)) < 612 - 70
        assert while_waiting.set_word(edition_of(own(opening=f"{OWN_WORDS} {'W' * 1500}")))

    def test_the_longest_that_fits_into_the_fields_is_set(self, own, letter):
        points = [str(point.pk) for point in letter.points.all()]
        whole = {"name": "n" * 80, "place": "p" * 80, "address": "\n".join(["a" * 60] * 3), "points": points}
        longest = own(opening=("words " * 333).strip(), **whole)
        assert pdf_of(longest).startswith(b"%PDF")

    def test_marks_piled_on_a_letter_are_cut(self, own):
        assert own(opening=OWN_WORDS + " z" + "\u0301" * 50).as_text.count("\u0301") <= 4


class TestTheWindow:
    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_the_address_stands_in_it_and_nothing_else_does(self, own, language):
        made = own(language, address="1 Main Street\nK1A 0B1\na@example.ca")
        shown = [line for line in lines_of(pdf_of(made)) if line[3] > WINDOW_TOP and line[1] < WINDOW_FOOT]
        said = squeezed("".join(line[4] for line in shown))
        for line in made.to.lines:
            assert squeezed(line) in said
        assert "K1A0A6" in said
        assert squeezed(made.postage_line) in said
        assert "MainStreet" not in said
        assert squeezed(made.subject) not in said
        for left, top, right, foot, _words in shown:
            assert WINDOW_LEFT < left < right < WINDOW_RIGHT
            assert WINDOW_TOP < top < foot < WINDOW_FOOT

    @pytest.mark.parametrize("address", ["", "1 Main Street\nK1A 0B1\na@example.ca"])
    def test_below_it_every_line_stands_on_one_grid_whatever_the_address(self, own, address):
        made = edition_of(own(address=address))
        document = pdf._fitted_pages(layout.print_html(made), made.layout, made.variant)
        tops = [top for _page, top, _words in baselines(document) if top > WINDOW_FOOT + ROOM_BELOW]
        assert round(tops[0]) == 266
        half = half_line(document)
        assert [top for top in tops if abs((top - tops[0]) / half - round((top - tops[0]) / half)) > 0.05] == []

    def test_a_long_line_of_an_address_is_parted_where_both_are_about_as_long(self):
        line = "Ministre de l’Immigration, des Réfugiés et de la Citoyenneté"
        parted = fitted(line)
        assert " ".join(parted) == line
        assert max(map(len, parted)) <= 46
        assert fitted("House of Commons") == ["House of Commons"]
        assert fitted("x" * 60) == ["x" * 60]

    def test_without_the_house_no_line_speaks_of_stamps(self, own):
        made = own()
        department = ("Dana Tremblay", "365 Laurier Avenue West", "Ottawa, Ontario  K1A 1L1")
        elsewhere = replace(made, to=replace(made.to, lines=department))
        assert "stamp" in words_of_pdf(pdf_of(made))
        assert "stamp" not in words_of_pdf(pdf_of(elsewhere))
        assert "stamp" in words_of_word(while_waiting.set_word(edition_of(made)))
        assert "stamp" not in words_of_word(while_waiting.set_word(edition_of(elsewhere)))


class TestLikeTheOthers:
    def test_the_pdf_is_tagged_and_says_that_it_keeps_to_the_standards(self, own):
        content = pdf_of(own("fr"))
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang) == "fr-CA"
            metadata = pdf.Root.Metadata.read_bytes()
            assert pdf.docinfo["/Title"] == "Les prêts de voyage"
            assert pdf.docinfo["/Author"] == "Amina O’Neil"
        assert b'pdfuaid:part="1"' in metadata
        assert b"pdfaid:part" in metadata

    def test_word_has_the_houses_styles_and_language_and_names_the_writer(self, own):
        document = Document(io.BytesIO(while_waiting.set_word(edition_of(own("fr")))))
        styles = [paragraph.style.style_id for paragraph in document.paragraphs]
        assert styles[:5] == ["Sender", "Postage", "WindowAddress", "Subject", "Salutation"]
        assert styles[-3:] == ["Signature", "Signed", "Copy"]
        assert document.core_properties.language == "fr-CA"
        assert document.core_properties.author == "Amina O’Neil"

    def test_a_letter_of_the_library_is_as_before(self):
        made = layout.print_html(edition(layout="letter"))
        assert 'class="over"' not in made
        assert 'class="subject"' not in made
