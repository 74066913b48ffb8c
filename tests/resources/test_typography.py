"""What a reader should not notice: no heading alone at the foot of a page, no line alone at its foot or head."""

import pytest

from resources.rendering import layout, pdf
from tests.resources.editions import edition
from tests.resources.pages_lines import lines_of, single_lines, stranded_headings
from tests.resources.word_files import FIGURE

SENTENCE = "A sentence that takes some room on the page, and then another one that follows it. "
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
