"""What closes a document stands at the foot of its last page, and takes its ground and its links along."""

import pytest
from weasyprint.formatting_structure import boxes

from resources.rendering import closing, fitting, imposing, layout, pdf
from tests.resources.editions import edition

SENTENCE = "A sentence that takes some room on the page, and then another one that follows it. "
IN_THE_TEXT = [
    ("report", ""),
    ("report", "large"),
    ("report", "booklet"),
    ("guide", "large"),
    ("church_sheet", "insert"),
]


def laid_out(body, **fields):
    made = edition(body, **fields)
    return pdf._fitted_pages(layout.print_html(made), made.layout, made.variant)


def last_page(document):
    """(its page box, the box that closes the document)."""
    page = document.pages[-1]._page_box
    return page, next(box for box in page.descendants() if isinstance(box, boxes.BlockBox) and closing.closes(box))


@pytest.mark.parametrize(("name", "variant"), IN_THE_TEXT)
def test_it_stands_at_the_foot_of_a_page_that_is_half_full(name, variant):
    page, box = last_page(laid_out(f"<p>{SENTENCE}</p>" * 3, layout=name, variant=variant))
    assert box.position_y + box.margin_height() == pytest.approx(page.content_box_y() + page.height)


def test_it_stands_above_the_notes_of_its_page():
    page, box = last_page(laid_out("<p>Words.((A note.))</p>", layout="report"))
    (notes,) = [child for child in page.children if isinstance(child, boxes.FootnoteAreaBox)]
    assert box.position_y + box.margin_height() == pytest.approx(notes.position_y)


def test_its_ground_and_its_links_go_with_it():
    document = laid_out(f"<p>{SENTENCE}</p>", layout="report")
    _page, box = last_page(document)
    _x, top, _width, height = box.background.layers[-1].painting_area
    assert top == pytest.approx(box.border_box_y())
    linked = [area for kind, _target, area, _box in document.pages[-1].links if kind == "external"]
    assert linked
    assert all(top <= y <= top + height for _x, y, *_size in linked)


def test_text_never_counts_for_more_because_a_colophon_stands_below_it():
    document = laid_out(f"<p>{SENTENCE}</p>", layout="report")
    assert fitting.filled_shares(document)[-1] < fitting.NEARLY_EMPTY < fitting.taken_shares(document)[-1]


def page_with_colophon_alone():
    for count in range(8, 40):
        document = laid_out(f"<p>{SENTENCE * 3}</p>" * count, layout="report", variant="booklet")
        if closing.stands_alone(document):
            return document
    raise AssertionError


def test_a_page_of_its_own_has_no_number_and_no_title():
    document = page_with_colophon_alone()
    page, _box = last_page(document)
    assert not [child for child in page.children if isinstance(child, boxes.MarginBox)]
    assert [child for child in document.pages[-2]._page_box.children if isinstance(child, boxes.MarginBox)]


def test_a_colophon_is_the_back_of_a_booklet_that_would_have_a_white_one():
    document = laid_out(f"<p>{SENTENCE}</p>" * 3, layout="report", variant="booklet")
    assert len(document.pages) == imposing.PAGES_OF_A_SHEET
    assert closing.stands_alone(document)


def test_no_sheet_is_added_for_a_colophon():
    for count in range(8, 60, 4):
        document = laid_out(f"<p>{SENTENCE * 3}</p>" * count, layout="report", variant="booklet")
        if not closing.stands_alone(document):
            assert len(document.pages) % imposing.PAGES_OF_A_SHEET == 0
            return
    raise AssertionError


@pytest.mark.parametrize("count", range(5, 9))
def test_such_a_page_is_the_back_of_a_booklet(count):
    sides = imposing.booklet(count, has_back=True)
    assert sides[0] == (imposing.Half(count - 1), imposing.Half(0))
    printed = sorted(half.page for side in sides for half in side if half)
    assert printed == list(range(count))
