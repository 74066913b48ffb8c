"""The pages of the site's own documents, in both languages and every variant: each is laid out once and looked at."""

import re
import warnings
from io import BytesIO
from typing import NamedTuple

import page as validator
import pikepdf
import pytest

from resources.models import Document
from resources.rendering import closing, conformance, fitting, imposing, layout, pdf, press
from tests.resources import outline
from tests.resources.pages_lines import (
    baselines,
    early_ends,
    imprints_alone,
    lone_words,
    off_the_grid,
    parted_answers,
    single_lines,
    stranded_headings,
    strayed_notes,
    words_outside,
)
from tests.resources.structure import Structure

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.typeset]

ONE_PAGE = {Document.Layout.BRIEF, Document.Layout.LETTER}
SET_IN_PAGES = {"report", "guide", "church_sheet"}
VARIANTS = {"", "large", "booklet", "insert"}


class Printed(NamedTuple):
    """What is known of one edition's pages, and its file. `shares`: how far down each is filled with text.

    A colophon that has the last page for itself is not among them.
    """

    name: str
    made: object
    pages: int
    shares: list
    alone: list
    stray: list
    parted: list
    strayed: list
    lone: list
    early: list
    off: list
    lines: int
    outside: list
    content: bytes


@pytest.fixture(scope="module")
def printed(every_edition):
    return [_print(each) for each in every_edition]


def _print(each):
    made = each.made
    html = layout.print_html(made)
    document = pdf._fitted_pages(html, made.layout, made.variant)
    pdf._check_notes(document, html)
    large = made.variant == "large"
    return Printed(
        name=each.name,
        made=made,
        pages=len(document.pages),
        shares=fitting.filled_shares(document)[: -1 if closing.stands_alone(document) else None],
        alone=stranded_headings(document) + single_lines(document) if made.layout in SET_IN_PAGES else [],
        stray=imprints_alone(document),
        parted=parted_answers(document),
        strayed=strayed_notes(document),
        lone=[] if large else lone_words(document),
        early=early_ends(document),
        off=[] if large else off_the_grid(document),
        lines=0 if large else len(baselines(document)),
        outside=words_outside(document) if large else [],
        content=_written(document, made.variant),
    )


def _written(document, variant):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
        return conformance.write(document, variant)


def faults(printed, found):
    return [f"{each.name}: {fault}" for each in printed for fault in found(each)]


def test_all_variants_are_among_them(printed):
    assert {str(each.made.variant) for each in printed} == VARIANTS
    assert len({each.name for each in printed}) == len(printed) > 100


def test_no_heading_and_no_line_stands_alone(printed):
    assert faults(printed, lambda each: each.alone) == []


def test_every_line_of_running_text_stands_on_the_grid_but_in_large_print(printed):
    assert faults(printed, lambda each: each.off) == []
    assert all(each.lines for each in printed if each.made.variant != "large")


def test_no_word_of_large_print_leaves_its_column(printed):
    assert faults(printed, lambda each: each.outside) == []


def test_no_line_ends_though_words_would_fit_on_it(printed):
    assert faults(printed, lambda each: each.early) == []


def test_no_page_holds_a_line_or_two_and_no_imprint_is_alone(printed):
    """Neither the last page nor, in a package, the last one of a section. The first page is a cover or a title.

    What closes a document is no text: a line or two above a colophon or a code are a line or two.
    """
    assert faults(printed, lambda each: each.stray) == []
    assert faults(printed, lambda each: [s for s in each.shares[1:] if s < fitting.NEARLY_EMPTY]) == []


def test_hardly_a_page_holds_less_than_a_quarter(printed):
    """Those that do are ends of sections for which no size of type does better."""
    pages = [share for each in printed for share in each.shares[1:]]
    assert sum(share < fitting.WANTED for share in pages) <= len(pages) * 0.015


def test_no_page_begins_with_what_is_said_in_answer(printed):
    assert faults(printed, lambda each: each.parted) == []


def test_every_note_stands_on_the_page_that_calls_it(printed):
    assert faults(printed, lambda each: each.strayed) == []


def test_no_text_ends_with_a_line_of_one_short_word(printed):
    assert faults(printed, lambda each: each.lone) == []


def test_each_is_as_long_as_it_should_be(printed):
    pages = {each.name: each.pages for each in printed}
    assert [e.name for e in printed if e.made.layout in ONE_PAGE and not e.made.variant and e.pages != 1] == []
    assert pages["reclaiming-protection en"] == pages["reclaiming-protection fr"] == 14
    assert all(each.pages <= 2 for each in printed if each.made.variant == "insert")


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_every_file_keeps_both_standards(printed, profile):
    def complaints(each):
        return [f.message for f in validator.validate_pdf_bytes(each.content, profile=profile).failures]

    assert faults(printed, complaints) == []


def test_what_is_read_aloud_is_the_text_in_its_order(printed):
    assert faults(printed, _differences) == []


def _differences(each):
    kinds, made = Structure(each.content).kinds, each.made
    text, read = outline.of_text(made.tree), outline.of_pdf(each.content)
    start = read.index(text[0]) if text[0] in read else 0  # after a letter's address and salutation
    if read[start : start + len(text)] != text:
        yield "the structure is not that of the text"
    if kinds["Figure"] != (made.layout != Document.Layout.LETTER):
        yield f"{kinds['Figure']} figures instead of the code that leads to the page"


def test_the_bookmarks_are_the_headings(printed):
    assert faults(printed, _missing_bookmarks) == []


def _missing_bookmarks(each):
    with pikepdf.open(_file(each.content)) as file, file.open_outline() as bookmarks:
        found = "".join(_titles(bookmarks.root))
    for heading in each.made.tree.iter("h2", "h3"):
        words = _letters("".join(heading.xpath(".//text()[not(ancestor::note)]")))
        if words not in found:
            yield f"no bookmark leads to “{words}”"


def _titles(items):
    for item in items:
        yield _letters(item.title)
        yield from _titles(item.children)


def _letters(words):
    return re.sub(r"[\W\d_]+", "", words)


def _file(content):
    return BytesIO(content)


def test_every_file_is_sound_and_has_as_many_sheets_as_its_pages_need(printed):
    def found(each):
        with pikepdf.open(_file(each.content)) as file:
            yield from file.check_pdf_syntax()
            sides = imposing.SIDES.get(str(each.made.variant), range)(each.pages)
            if len(file.pages) != len(sides):
                yield f"{len(file.pages)} pages in the file"

    assert faults(printed, found) == []


def test_every_character_has_a_glyph(standard_editions):
    words = {each.name: "".join(each.made.tree.itertext()) for each in standard_editions}
    assert {name: missing for name, text in words.items() if (missing := press.missing_characters(text))} == {}
