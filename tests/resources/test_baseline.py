"""Lines of running text stand on one grid of half lines, on every page of a document (test_seeded_pages: the site's).

Large print has its own spaces: few lines stand on its pages. Headings, tables, charts, quotations and notes have
lines of their own; what follows them is on the grid again, and a heading stands as far above it as any other.
"""

import dataclasses

import pytest
from weasyprint.formatting_structure import boxes

from resources.rendering import layout, pdf
from tests.resources.editions import EVERYTHING, edition
from tests.resources.pages_lines import baselines, off_the_grid
from tests.resources.word_files import FIGURE

SENTENCE = "A sentence that takes some room on the page, and then another one that follows it. "
BETWEEN = {
    "a heading": "<h3>A part</h3>",
    "a heading of two lines": f"<h3>{SENTENCE * 2}</h3>",
    "a small heading": "<h4>A small part</h4>",
    "a table": "<table><tr><th>a</th><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>",
    "a quotation": "<blockquote><p>A sentence that is lifted out.</p></blockquote>",
    "a list": f"<ul><li>one</li><li>{SENTENCE * 4}<ul><li>deeper</li></ul></li></ul>",
    "a list of short items": "<ol><li>one</li><li>two</li></ol>",
    "other faces": "<p>With <em>emphasis</em>, <strong>strong words</strong> and a note.((Here <em>too</em>.))</p>",
}
SET_AS = [(name, "") for name in ("report", "guide", "brief", "letter", "church_sheet")] + [
    ("report", "booklet"),
    ("guide", "booklet"),
    ("church_sheet", "insert"),
]


def laid_out(made):
    return pdf._fitted_pages(layout.print_html(made), made.layout, made.variant)


@pytest.mark.parametrize(("name", "variant"), SET_AS)
def test_text_goes_on_upon_the_grid_whatever_stood_before_it(name, variant):
    body = "".join(f"<p>{SENTENCE}</p>{block}<p>{SENTENCE * 3}</p>" for block in BETWEEN.values())
    made = edition(f"<h2>Chapter</h2>{body}", layout=name, variant=variant)
    made = dataclasses.replace(made, body=made.body.replace("<h3", f"{FIGURE}<p>After.</p><h3", 1))
    document = laid_out(made)
    assert off_the_grid(document) == []
    assert len(document.pages) > 1


@pytest.mark.parametrize("kind", BETWEEN)
def test_each_of_them_alone_leaves_the_grid_as_it_was(kind):
    made = edition(f"<p>{SENTENCE * 2}</p>{BETWEEN[kind]}<p>{SENTENCE * 2}</p>", layout="guide")
    assert off_the_grid(laid_out(made)) == []


@pytest.mark.parametrize(("name", "variant"), SET_AS)
def test_the_space_below_a_heading_is_always_the_same(name, variant):
    """What is left over stands above it."""
    blocks = [block for block in BETWEEN.values() if "<h" not in block and "class" not in block]
    body = "".join(f"<p>{SENTENCE}</p>{block}<h3>A part</h3><p>Below it.</p>" for block in blocks)
    document = laid_out(edition(f"<h2>A chapter</h2>{body}", layout=name, variant=variant))
    spaces = set()
    for page in document.pages:
        found = {"h3": [], "p": []}
        for box in page._page_box.descendants():
            if isinstance(box, boxes.LineBox) and box.element_tag in found:
                words = "".join(part.text for part in box.descendants() if isinstance(part, boxes.TextBox))
                if box.element_tag == "h3" or words == "Below it.":
                    found[box.element_tag].append(box.position_y)
        spaces |= {round(below - above) for above, below in zip(found["h3"], found["p"], strict=True)}
    assert max(spaces) - min(spaces) <= 1


def test_the_bullet_of_an_item_moves_with_its_words():
    table, items = BETWEEN["a table"], "<ul><li>one</li><li>two</li></ul>"
    (page,) = laid_out(edition(f"<p>Before.</p>{table}{items}", layout="guide")).pages
    found = {}
    for box in page._page_box.descendants(placeholders=True):
        if isinstance(box, boxes.LineBox) and box.element is not None and box.element_tag.startswith("li"):
            found.setdefault(box.element_tag, []).append(box.position_y + box.baseline)
    assert found["li"] == pytest.approx(found["li::marker"], abs=0.1)


def test_large_print_has_spaces_of_its_own():
    made = edition(f"<p>{SENTENCE}</p>{BETWEEN['a table']}<p>{SENTENCE}</p><p>End.</p>", variant="large")
    assert off_the_grid(laid_out(made))


def test_the_first_lines_of_a_reports_pages_meet():
    document = laid_out(edition(EVERYTHING + f"<p>{SENTENCE * 30}</p>" * 3, layout="report"))
    firsts = {number: top for number, top, _words in reversed(baselines(document))}
    assert len(firsts) > 2
    assert off_the_grid(document) == []
