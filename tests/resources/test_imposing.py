"""Booklets and inserts: pages in the right halves of the right sheets, read aloud in the order of the text."""

import re
from io import BytesIO

import page as validator
import pikepdf
import pytest

from resources.rendering import imposing, layout, press
from resources.rendering.imposing import Half
from tests.resources.editions import EVERYTHING, edition
from tests.resources.printed_words import printed_words
from tests.resources.read_aloud import read_aloud
from tests.resources.structure import Structure

LONG = EVERYTHING + "<h2>More</h2>" + "<p>A sentence that takes some room on the page.</p>" * 120
LETTER_TURNED = (11 * 72, 8.5 * 72)
POINTS = 0.75  # of a CSS pixel
OF_A_NOTES_NUMBER = 16.2


def pages(sides):
    """Numbers from 1, 0 for a white half."""
    return [tuple(half.page + 1 if half else 0 for half in side) for side in sides]


def set_pdf(variant, body=LONG, name="report"):
    made = edition(body, layout=name, variant=variant)
    return press.set_pdf(layout.print_html(made), made.layout, made.variant)


@pytest.fixture(scope="module")
def imposed():
    return {variant: set_pdf(variant) for variant in ("booklet", "insert")}


class TestOrder:
    def test_eight_pages_make_two_sheets(self):
        assert pages(imposing.booklet(8)) == [(8, 1), (2, 7), (6, 3), (4, 5)]

    def test_pages_that_do_not_fill_a_sheet_leave_its_end_white(self):
        assert pages(imposing.booklet(5)) == [(0, 1), (2, 0), (0, 3), (4, 5)]
        assert pages(imposing.booklet(1)) == [(0, 1), (0, 0)]

    @pytest.mark.parametrize("count", range(1, 30))
    def test_every_page_is_printed_once(self, count):
        printed = [page for side in pages(imposing.booklet(count)) for page in side if page]
        assert sorted(printed) == list(range(1, count + 1))

    def test_an_insert_has_each_page_beside_its_copy(self):
        assert imposing.twice(2) == [(Half(0), Half(0, True)), (Half(1), Half(1, True))]


class TestSheets:
    @pytest.mark.parametrize("variant", ["booklet", "insert"])
    @pytest.mark.parametrize("profile", ["ua1", "2a"])
    def test_an_imposed_file_is_accessible_and_made_to_last(self, imposed, variant, profile):
        report = validator.validate_pdf_bytes(imposed[variant][0], profile=profile)
        assert [failure.message for failure in report.failures] == []

    @pytest.mark.parametrize("variant", ["booklet", "insert"])
    def test_it_is_sound_and_on_sheets_of_letter_paper_laid_sideways(self, imposed, variant):
        content, sides = imposed[variant]
        with pikepdf.open(BytesIO(content)) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert len(pdf.pages) == sides
            assert {tuple(float(edge) for edge in page.MediaBox[2:]) for page in pdf.pages} == {LETTER_TURNED}

    def test_a_booklet_is_read_in_the_order_of_the_text_whatever_the_order_of_its_sheets(self, imposed):
        plain = _without_page_numbers(set_pdf("")[0])
        for variant in ("booklet", "insert"):
            assert _without_page_numbers(imposed[variant][0]) == plain

    def test_the_copy_of_an_insert_is_printed_and_not_read(self):
        content, _sides = set_pdf("insert", "<p>Only once.</p>", "church_sheet")
        assert [e.words for e in read_aloud(content) if e.kind == "P"].count("Only once.") == 1
        with pikepdf.open(BytesIO(content)) as pdf:
            left, right = (pdf.pages[0].Resources.XObject[name] for name in ("/P0", "/P1"))
            assert b"MCID" in left.read_bytes()
            assert b"MCID" not in right.read_bytes()
            assert b"/Artifact BMC q 1 0 0 1 396 0 cm /P1 Do Q EMC" in pdf.pages[0].Contents.read_bytes()

    def test_links_and_the_places_they_lead_to_move_with_their_page(self, imposed):
        structure = Structure(imposed["booklet"][0])
        rects = [a.Rect for page in structure.pdf.pages for a in page.get("/Annots", [])]
        assert any(rect[0] < 396 for rect in rects)
        assert any(rect[0] >= 396 for rect in rects)
        sides = {page.objgen for page in structure.pdf.pages}
        names = structure.pdf.Root.Names.Dests.Names
        places = [names[number] for number in range(1, len(names), 2)]
        assert {place[0].objgen for place in places} <= sides
        assert {float(place[2]) >= 396 for place in places} == {True, False}
        with structure.pdf.open_outline() as outline:
            assert {item.destination[0].objgen for item in outline.root} <= sides

    def test_the_printer_is_told_to_turn_a_booklet_over_its_short_edge(self, imposed):
        structure = Structure(imposed["booklet"][0])
        assert structure.pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"

    def test_the_same_booklet_is_the_same_bytes(self, imposed):
        assert set_pdf("booklet")[0] == imposed["booklet"][0]

    def test_the_words_of_the_first_page_stand_on_the_first_side(self, imposed):
        assert len(printed_words(imposed["booklet"][0])) == imposed["booklet"][1]


class TestLargePrint:
    def test_nothing_is_smaller_than_eighteen_points_but_the_numbers_of_notes(self):
        content, _pages = set_pdf("large")
        assert {size for size in _sizes(content) if size < 18} == {OF_A_NOTES_NUMBER}

    def test_there_is_no_italic(self):
        content, _pages = set_pdf("large")
        with pikepdf.open(BytesIO(content)) as pdf:
            names = {str(o.FontName) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontFile2" in o}
        assert not any("Italic" in name or "Oblique" in name for name in names)


def _without_page_numbers(content):
    """(kind, letters) of all that is read; page numbers in the contents differ, and where lines end."""
    return [(element.kind, re.sub(r"[\d\s]", "", element.words)) for element in read_aloud(content)]


def _sizes(content):
    """Sizes of type, in points, of everything that is set."""
    found = set()
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    size = float(operands[1])
                elif str(operator) == "Tm":
                    scale = abs(float(operands[3])) * POINTS
                elif str(operator) in ("Tj", "TJ"):
                    found.add(round(size * scale, 1))
    return found
