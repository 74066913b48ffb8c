"""Large print: nothing is cramped, cut or parted that a reader with a glass would have to look for."""

import pytest
from weasyprint.formatting_structure import boxes

from resources.rendering import fitting, layout, pdf
from resources.rendering.edition import Letter
from tests.resources.editions import LETTER, edition
from tests.resources.pages_lines import lines_of, words_outside

SENTENCE = "A sentence that takes some room on the page, and then another one that follows it. "
BARS = ("20,593", "19,419", "2,464")


def laid_out(body, **fields):
    made = edition(body, variant="large", **fields)
    return pdf._fitted_pages(layout.print_html(made), made.layout, "large")


def boxes_of(document, tag, kind=object):
    return [
        box
        for page in document.pages
        for box in page._page_box.descendants()
        if box.element is not None and box.element_tag == tag and isinstance(box, kind)
    ]


def headings_of(document):
    """The box of each h2; another one without a name holds its lines."""
    found = {}
    for box in boxes_of(document, "h2", boxes.BlockBox):
        found.setdefault(box.element, box)
    return list(found.values())


def texts_in(box):
    return [part for part in box.descendants() if isinstance(part, boxes.TextBox) and part.text.strip()]


def lines_in(box):
    return [part for part in box.descendants() if isinstance(part, boxes.LineBox)]


def chart(groups, remark=""):
    """A figure of groups of bars, as charts.figure makes them."""
    shown = "".join(
        f'<bar share="{1 - number * 0.1:.2f}" shown="{value}">Bar</bar>' for number, value in enumerate(BARS)
    )
    bars = "".join(f'<bars name="{name}">{shown}</bars>' for name in groups)
    return (
        f'<figure class="chart" unit="people" key="k"><figcaption>A chart</figcaption>{bars}<table columns="2"><tr>'
        f'<th>Bar</th><td>1</td></tr></table><p class="source">Source: us.</p>{remark}</figure>'
    )


def test_numbers_of_notes_are_not_small():
    sizes = [box.style["font_size"] * 0.75 for box in boxes_of(laid_out("<p>a((b))</p>"), "a", boxes.TextBox)]
    assert min(sizes) >= 16


@pytest.mark.parametrize("groups", [("",), ("2018", "2025")])
def test_the_number_of_the_longest_bar_stands_inside_the_column(groups):
    assert words_outside(laid_out(chart(groups), layout="report")) == []


def test_groups_of_bars_stand_on_one_page_when_only_the_remark_finds_no_room_there():
    figure, without_remark = chart(("2018", "2025"), f'<p class="remark">{SENTENCE * 4}</p>'), 0
    for before in range(1, 10):
        for blocks in lines_of(laid_out("<p>Line.</p>" * before + figure)):
            names = [block.get("class", block.tag) for block in dict.fromkeys(blocks)]
            without_remark += names.count("caption") == 2 and "remark" not in names
    assert without_remark


def test_lines_of_a_heading_stand_close_beside_its_number():
    document = laid_out(f"<h2>{'A heading of so many words ' * 2}</h2><p>{SENTENCE}</p>", layout="report")
    heading = headings_of(document)[-1]
    first, second = [line.position_y for line in lines_in(heading)[-2:]]
    assert second - first == pytest.approx(heading.style["font_size"] * 1.2, abs=1)


def test_a_short_heading_is_as_high_as_its_number():
    document = laid_out(f"<h2>Short</h2><p>{SENTENCE}</p>", layout="report")
    (number,), heading = boxes_of(document, "h2::before"), headings_of(document)[-1]
    assert heading.border_height() >= number.border_height() - 1


def test_a_quotation_has_the_same_space_above_and_below():
    (quotation,) = boxes_of(
        laid_out(f"<p>{SENTENCE}</p><blockquote><p>Lifted out.</p></blockquote>"), "blockquote", boxes.BlockBox
    )
    lines = lines_in(quotation)
    above = lines[0].position_y - quotation.border_box_y()
    below = quotation.border_box_y() + quotation.border_height() - lines[-1].position_y - lines[-1].height
    assert below == pytest.approx(above, abs=1)


def test_cells_stand_clear_of_each_other():
    row = "<tr><th>29 novembre 2007</th><td>Cour fédérale</td><td>La désignation des États-Unis est invalide.</td></tr>"
    document = laid_out(f"<table><tr><th>Date</th><th>Tribunal</th><th>Résultat</th></tr>{row * 3}</table>")
    for table_row in boxes_of(document, "tr"):
        cells = [texts_in(cell) for cell in table_row.children]
        for left, right in zip(cells, cells[1:], strict=False):
            gap = min(box.position_x for box in right) - max(box.position_x + box.width for box in left)
            assert gap >= 0.75 * right[0].style["font_size"]


def test_dates_stand_clear_of_the_marks_of_a_timeline():
    rows = "".join(f"<tr><th>29 November {2000 + row}</th><td>Something happened.</td></tr>" for row in range(8))
    document = laid_out(f"<table><tr><th>Date</th><th>What</th></tr>{rows}</table>")
    dates = [box for box in boxes_of(document, "th", boxes.TextBox) if "November" in box.text]
    marks = boxes_of(document, "td::before")
    assert len(dates) == len(marks) == 8
    gap = min(mark.border_box_x() for mark in marks) - max(date.position_x + date.width for date in dates)
    assert gap >= 8


def test_contents_and_sections_of_a_package_begin_at_the_top_of_their_page():
    body = "".join(f"<h2>Section {number}</h2><p>{SENTENCE * 20}</p>" for number in range(3))
    document = laid_out(f"<p>A preface.</p>{body}", layout="report", gathers=True)
    tops = [page._page_box.content_box_y() for page in document.pages]
    headings = headings_of(document)
    assert len(headings) == 4
    assert {round(box.border_box_y()) for box in headings} == {round(tops[1])}


def test_steps_that_close_a_section_take_no_row_of_a_table_along():
    steps = "".join(f"<li>Step {number}.</li>" for number in range(7))
    begun = []
    for count in range(8, 14):
        rows = f"<tr><th>Row</th><td>{SENTENCE}</td></tr>" * count
        body = f"<p>A preface.</p><h2>One</h2><table>{rows}</table><h3>Next</h3><ol>{steps}</ol>"
        begun += [blocks[0].tag for blocks in lines_of(laid_out(body, layout="report", gathers=True)) if blocks]
    assert "h3" in begun


def test_the_date_of_a_letter_is_one_line_beside_a_long_address():
    writer = ("[Votre nom]", "[Votre ville, votre province et votre code postal]")
    letter = Letter(**{**vars(LETTER), "writer_lines": writer, "day": "[Lieu et date]"})
    document = laid_out(f"<p>{SENTENCE}</p>", layout="letter", letter=letter)
    assert "[Lieu et date]" in [box.text for box in boxes_of(document, "span", boxes.TextBox)]


def test_a_sections_last_lines_take_no_more_along_than_they_need():
    """A whole paragraph would leave the page before half empty."""
    closing = f"<p>{SENTENCE * 2}</p><p>Yours sincerely,</p><p>[Your name]</p>"
    one = f"<h2>One</h2><p>Line.</p>{f'<p>{SENTENCE * 6}</p>' * 2}{closing}"
    body = f"<p>A preface.</p>{one}<h2>Two</h2><p>{SENTENCE * 9}</p>"
    shares = fitting.filled_shares(laid_out(body, layout="report", gathers=True))
    assert shares[3] >= 0.75
    assert shares[4] >= fitting.WANTED
