"""What a reader should not notice: no heading alone at the foot of a page, no line alone at its foot or head."""

import dataclasses
from itertools import pairwise

import pytest
from weasyprint.formatting_structure import boxes

from resources.rendering import fitting, layout, pdf
from tests.resources.editions import edition
from tests.resources.pages_lines import half_line, lines_of, single_lines, stranded_headings
from tests.resources.word_files import FIGURE

SENTENCE = "A sentence that takes some room on the page, and then another one that follows it. "
POINTS = 0.75  # of a CSS pixel
SET_IN_PAGES = {"report", "guide", "church_sheet"}


def laid_out(made):
    return pdf._fitted_pages(layout.print_html(made), made.layout, made.variant)


@pytest.mark.parametrize("name", sorted(SET_IN_PAGES))
@pytest.mark.parametrize("variant", ["", "large", "booklet"])
@pytest.mark.parametrize("before", range(8, 20, 3))
def test_headings_and_lines_keep_company_wherever_a_page_ends(name, variant, before):
    parts = [f"<p>{SENTENCE * (3 + number % 4)}</p><h3>Heading {number}</h3>" for number in range(before)]
    items = "".join(f"<li>{SENTENCE * 3}</li>" for _number in range(6))
    document = laid_out(edition("".join(parts) + f"<p>Last.</p><ul>{items}</ul>", layout=name, variant=variant))
    assert len(document.pages) > 1
    assert stranded_headings(document) == []
    assert single_lines(document) == []


@pytest.mark.parametrize("before", range(9, 24))
def test_a_heading_stays_with_a_table_that_is_taller_than_a_page(before):
    rows = "".join(f"<tr><th>Row {number}</th><td>{SENTENCE * 4}</td></tr>" for number in range(5))
    body = "".join(f"<p>Line {n}.</p>" for n in range(before)) + f"<h3>Above</h3><table>{rows}</table><p>End.</p>"
    assert stranded_headings(laid_out(edition(body, variant="large"))) == []


@pytest.mark.parametrize("before", range(10, 22, 3))
def test_sources_that_close_a_report_stand_on_one_page(before):
    items = "".join(f"<li>Source {number}. {SENTENCE}</li>" for number in range(8))
    body = f"<p>{SENTENCE * 3}</p>" * before + f"<h2>Sources</h2><p>In English.</p><ul>{items}</ul>"
    pages = [{block.tag for block in blocks} for blocks in lines_of(laid_out(edition(body, layout="report")))[2:]]
    with_items = [tags for tags in pages if "li" in tags]
    assert len(with_items) == 1
    assert "h2" in with_items[0]


@pytest.mark.parametrize("variant", ["", "booklet", "large"])
def test_where_a_chart_comes_from_can_be_read(variant):
    document = laid_out(edition(f"<p>Words.</p>{FIGURE}", layout="report", variant=variant))
    sizes = {
        box.style["font_size"] * 0.75
        for page in document.pages
        for box in page._page_box.descendants()
        if box.element is not None and box.element.get("class") == "source"
    }
    assert sizes
    assert min(sizes) >= (18 if variant == "large" else 8)


@pytest.mark.parametrize("variant", ["", "booklet"])
@pytest.mark.parametrize("before", range(8, 40, 7))
def test_no_page_end_parts_one_item_from_a_list_of_short_ones(variant, before):
    items = "".join(f"<li>Item {number}.((A note.))</li>" for number in range(4))
    body = "".join(f"<p>Line {n}.</p>" for n in range(before)) + f"<h3>A list</h3><ul>{items}</ul>"
    pages = [[b for b in blocks if b.tag == "li"] for blocks in lines_of(laid_out(edition(body * 2, variant=variant)))]
    assert any(pages)
    assert [len(on_page) for on_page in pages if len(on_page) % 4 not in (0, 2)] == []


def test_a_note_makes_an_item_no_longer():
    items = f"<li>One.(({SENTENCE * 4}))</li><li>Two.</li>"
    assert '<ul class="tight">' in layout.print_html(edition(f"<ul>{items}</ul>"))


@pytest.mark.parametrize("before", range(2, 22, 6))
@pytest.mark.parametrize("variant", ["", "booklet"])
def test_no_row_stands_alone_on_its_page(before, variant):
    rows = "".join(f"<tr><th>Row {number}</th><td>{SENTENCE}</td></tr>" for number in range(14))
    body = "".join(f"<p>Line {n}.</p>" for n in range(before)) + f"<table>{rows}</table><p>End.</p>"
    for blocks in lines_of(laid_out(edition(body, variant=variant))):
        assert len({block for block in blocks if block.tag == "td"}) != 1


@pytest.mark.parametrize(("name", "is_tight"), [("guide", True), ("church_sheet", False)])
def test_a_list_is_close_whose_items_have_two_lines_in_the_width_of_their_layout(name, is_tight):
    items = f"<li>{(SENTENCE * 2)[:155]}</li><li>Two.</li>"
    assert ('<ul class="tight">' in layout.print_html(edition(f"<ul>{items}</ul>", layout=name))) is is_tight


@pytest.mark.parametrize("before", range(10, 25, 2))
def test_a_table_of_some_length_leaves_no_large_gap_before_it_in_a_booklet(before):
    rows = "".join(f"<tr><th>Row {number}</th><td>{SENTENCE * 3}</td></tr>" for number in range(5))
    body = (
        "".join(f"<p>Line {n}.</p>" for n in range(before)) + f"<table>{rows}</table>" + f"<p>{SENTENCE * 5}</p>" * 16
    )
    document = laid_out(edition(body, layout="report", variant="booklet"))
    assert min(fitting.taken_shares(document)[2:-2]) > 0.7


@pytest.mark.parametrize("before", range(3, 30, 3))
def test_a_small_table_is_never_parted_in_a_booklet(before):
    rows = "".join(f"<tr><th>Row {number}</th><td>{number}</td></tr>" for number in range(5))
    body = "".join(f"<p>Line {n}.</p>" for n in range(before)) + f"<table>{rows}</table><p>End.</p>"
    pages = lines_of(laid_out(edition(body, layout="report", variant="booklet")))
    assert {sum(block.tag == "td" for block in blocks) for blocks in pages} == {0, 5}


def test_below_a_heading_of_a_booklet_the_next_one_is_not_nearer_than_its_text():
    (page,) = laid_out(edition(f"<h2>One</h2><h3>Two</h3><p>{SENTENCE}</p>", variant="booklet")).pages
    in_text = _in_text(page)
    one, two, text = (next(box for box in in_text if box.element_tag == tag) for tag in ("h2", "h3", "p"))
    assert _below(one, two) >= _below(two, text)


def _in_text(page):
    (text,) = [box for box in page._page_box.descendants() if box.element_tag == "main"]
    return list(text.descendants())


def _below(upper, lower):
    return lower.border_box_y() - upper.border_box_y() - upper.border_height()


def test_a_heading_of_two_lines_in_a_booklet_is_as_near_to_its_text_as_one_of_one_line():
    body = f"<h2>One</h2><p>{SENTENCE}</p><h2>{SENTENCE[:55]}</h2><p>{SENTENCE}</p>"
    document = laid_out(edition(body, layout="report", variant="booklet"))
    lines = [
        box for box in _in_text(document.pages[2]) if isinstance(box, boxes.LineBox) and box.element_tag in ("h2", "p")
    ]
    stands = [(line.element_tag, line.position_y + line.baseline) for line in lines]
    assert [tag for tag, _baseline in stands] == ["h2", "p", "p", "h2", "h2", "p", "p"]
    below = [lower - upper for (over, upper), (tag, lower) in pairwise(stands) if (over, tag) == ("h2", "p")]
    assert abs(below[0] - below[1]) * POINTS <= half_line(document)


def test_four_large_numbers_take_two_fifths_of_the_page_of_a_booklet():
    bar = '<bar share="0.5" shown="50%">Limits</bar>'
    four = FIGURE.replace(bar, bar * 3).replace("A survey", "What all of those who sponsor refugees are worried about")
    made = edition("<h2>Chapter</h2><p>CHART</p><p>After.</p>", layout="report", variant="booklet")
    document = laid_out(dataclasses.replace(made, body=made.body.replace("<p>CHART</p>", four)))
    page = document.pages[2]
    (figure,) = [box for box in _in_text(page) if box.element_tag == "figure"]
    assert figure.margin_height() < page._page_box.height * 0.42
