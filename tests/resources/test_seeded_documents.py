"""The site's own documents, as they are published: every one of them is set, whole, in both languages."""

import page as validator
import pytest

from config import seed
from resources import actions
from resources.models import Document
from resources.rendering import layout, press
from resources.rendering.gathering import edition_of
from resources.rendering.plain_text.writer import WIDTH
from tests.resources import books, outline, outlines
from tests.resources.structure import Structure
from tests.resources.validators import needs

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.typeset]

ONE_PAGE = {Document.Layout.BRIEF, Document.Layout.LETTER}


@pytest.fixture
def editions(settings, tmp_path):
    """Every edition of the seeded documents."""
    settings.MEDIA_ROOT = tmp_path
    seed.load()
    documents = Document.objects.select_related("recipient").order_by("slug_en")
    return [(f"{d.slug_en} ({code})", edition_of(d, code)) for d in documents for code in actions.LANGUAGES]


def test_every_pdf_is_whole_accessible_and_as_long_as_it_should_be(editions):
    faults = []
    for name, made in editions:
        content, pages = press.set_pdf(layout.print_html(made), made.layout)
        for profile in ("ua1", "2a"):
            report = validator.validate_pdf_bytes(content, profile=profile)
            faults += [f"{name}: {failure.message}" for failure in report.failures]
        kinds, tree = Structure(content).kinds, made.tree
        text, read = outline.of_text(tree), outline.of_pdf(content)
        start = read.index(text[0]) if text[0] in read else 0  # after a letter's address and salutation
        if read[start : start + len(text)] != text:
            faults.append(f"{name}: the structure is not that of the text")
        if kinds["Figure"] != (made.layout != Document.Layout.LETTER):
            faults.append(f"{name}: {kinds['Figure']} figures instead of the code that leads to the page")
        if made.layout in ONE_PAGE and pages != 1:
            faults.append(f"{name}: {pages} pages")
        if name.startswith("reclaiming-protection") and pages != 14:
            faults.append(f"{name}: {pages} pages instead of fourteen")
        faults += [f"{name}: no glyph for {c}" for c in press.missing_characters("".join(tree.itertext()))]
    assert faults == []


@needs("java")
def test_epubcheck_finds_nothing_in_any_book(editions, tmp_path):
    with_book = set(Document.objects.filter(has_epub=True).values_list("slug_en", flat=True))
    faults = []
    for name, made in editions:
        if name.split(" ")[0] in with_book:
            file = tmp_path / "book.epub"
            file.write_bytes(press.set_epub(made))
            faults += [f"{name}: {complaint}" for complaint in books.complaints(file)]
    assert len(with_book) == 4
    assert faults == []


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


def test_every_book_holds_the_whole_text(editions):
    faults = []
    for name, made in editions:
        book = books.Book(press.set_epub(made))
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


@pytest.fixture
def word_files(editions, tmp_path):
    """{path of the Word file: (name, edition)} of every edition."""
    made = {tmp_path / f"{number}.docx": named for number, named in enumerate(editions)}
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


@needs("pandoc")
def test_pandoc_reads_the_same_from_every_word_file(word_files):
    faults = []
    for path, (name, made) in word_files.items():
        faults += _different(name, outlines.of_pandoc(path), outlines.of_edition(made))
    assert faults == []


@needs("soffice")
def test_libreoffice_reads_the_same_from_every_word_file(word_files, tmp_path):
    outlines.to_odt(tmp_path, sorted(word_files))
    faults = []
    for path, (name, made) in word_files.items():
        faults += _different(name, outlines.of_odt(path.with_suffix(".fodt")), outlines.of_edition(made))
    assert faults == []
