"""The site's own documents as books, plain texts and Word files, whole, in both languages (PDF: test_seeded_pages)."""

import re

import pytest
from pypdfium2 import PdfDocument

from resources.rendering import press
from resources.rendering.plain_text.writer import WIDTH
from tests.resources import books, outlines
from tests.resources.validators import needs

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.typeset]


@pytest.fixture(scope="module")
def editions(standard_editions):
    """(name, edition) of every seeded document, in both languages."""
    return [(each.name, each.made) for each in standard_editions]


@pytest.fixture(scope="module")
def epubs(editions):
    """{name: bytes} of every edition as a book."""
    return {name: press.set_epub(made) for name, made in editions}


@needs("java")
def test_epubcheck_finds_nothing_in_any_book(standard_editions, epubs, tmp_path):
    with_book = [each for each in standard_editions if each.has_epub]
    faults = []
    for each in with_book:
        file = tmp_path / "book.epub"
        file.write_bytes(epubs[each.name])
        faults += [f"{each.name}: {complaint}" for complaint in books.complaints(file)]
    assert len({each.slug for each in with_book}) == 4
    assert faults == []


def test_french_notes_are_called_before_the_stop(editions):
    """As the Office québécois de la langue française has it; in English they follow it."""
    french = [made.tree for _name, made in editions if made.language == "fr"]
    before = [
        "".join(note.xpath("preceding-sibling::node()[1]/descendant-or-self::text()"))
        for tree in french
        for note in tree.iter("note")
    ]
    assert before
    assert [words for words in before if words[-1:] in set(".,;:")] == []


def test_english_verses_and_years_have_a_dash_between_them(editions):
    english = {name: "".join(made.tree.itertext()) for name, made in editions if made.language == "en"}
    assert {name: found for name, text in english.items() if (found := re.findall(r"[:0-9]{2}-[0-9]+\b", text))} == {}


# Where each element of the text is found in a book, whose chapters are pages of their own.
IN_A_BOOK = {
    "h2": "//h:h1",
    "h3": "//h:section[not(@class='notes')]/h:h2",
    "li": "//h:li",
    "table": "//h:table",
    "blockquote": "//h:blockquote",
    "figure": "//h:figure",
    "note": "//h:aside",
}


def test_every_book_holds_the_whole_text(editions, epubs):
    faults = []
    for name, made in editions:
        book = books.Book(epubs[name])
        found = {tag: len(book.find(path)) for tag, path in IN_A_BOOK.items()}
        expected = {tag: len(list(made.tree.iter(tag))) for tag in IN_A_BOOK}
        if found != expected:
            faults.append(f"{name}: {found} instead of {expected}")
    assert faults == []


def test_every_plain_text_has_its_notes_and_lines_that_fit(editions):
    faults = []
    for name, made in editions:
        lines = press.set_text(made).decode().splitlines()
        noted = sum(line.startswith(f"[{note.get('n')}] ") for note in made.tree.iter("note") for line in lines)
        if noted != len(list(made.tree.iter("note"))):
            faults.append(f"{name}: {noted} notes")
        faults += [f"{name}: {line}" for line in lines if len(line) > WIDTH and "http" not in line]
    assert faults == []


@pytest.fixture(scope="module")
def word_files(editions, tmp_path_factory):
    """{path of the Word file: (name, edition)} of every edition."""
    folder = tmp_path_factory.mktemp("word")
    made = {folder / f"{number}.docx": named for number, named in enumerate(editions)}
    for path, (_name, one) in made.items():
        path.write_bytes(press.set_word(one))
    return made


def _different(name, found, expected):
    """Where two outlines part: a line for each kind of thing of which there is not the same."""
    found = vars(found)
    return [
        f"{name}, {kind}: {set(map(str, found[kind])) ^ set(map(str, whole))}"
        for kind, whole in vars(expected).items()
        if found[kind] != whole
    ]


def test_every_word_file_holds_what_the_text_has(word_files):
    faults = []
    for path, (name, made) in word_files.items():
        faults += _different(name, outlines.of_word(path.read_bytes()), outlines.of_edition(made))
    assert faults == []


# Points from the foot of a page between which its own words stand, without header and footer.
FOOT, HEAD = 54, 750
FEWEST = 4  # lines of a page


@needs("soffice")
def test_no_page_of_any_word_file_holds_but_a_line_or_two(word_files, tmp_path):
    outlines.convert(tmp_path, sorted(word_files), "pdf")
    faults = []
    for path, (name, _made) in word_files.items():
        with PdfDocument(tmp_path / f"{path.stem}.pdf") as pdf:
            for number, page in enumerate(pdf, 1):
                lines = page.get_textpage().get_text_bounded(bottom=FOOT, top=HEAD).split("\n")
                if len([line for line in lines if line.strip()]) < FEWEST:
                    faults.append(f"{name}, page {number}: {lines}")
    assert faults == []


@needs("pandoc")
def test_pandoc_reads_the_same_from_every_word_file(word_files):
    faults = []
    for path, (name, made) in word_files.items():
        faults += _different(name, outlines.of_pandoc(path), outlines.of_edition(made))
    assert faults == []


@needs("soffice")
def test_libreoffice_reads_the_same_from_every_word_file(word_files, tmp_path):
    outlines.convert(tmp_path, sorted(word_files), "fodt")
    faults = []
    for path, (name, made) in word_files.items():
        faults += _different(name, outlines.of_odt(tmp_path / f"{path.stem}.fodt"), outlines.of_edition(made))
    assert faults == []
