"""What a reader should not notice: no heading alone at the foot of a page, no line alone at its foot or head."""

import pytest

from config import seed
from resources import actions
from resources.models import Document
from resources.rendering import layout, pdf
from resources.rendering.gathering import edition_of
from tests.resources.editions import edition
from tests.resources.pages_lines import single_lines, stranded_headings

SENTENCE = "A sentence that takes some room on the page, and then another one that follows it. "
SET_IN_PAGES = {"report", "guide", "church_sheet"}


def laid_out(made):
    return pdf._fewest_pages(layout.print_html(made), made.layout, made.variant)


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


@pytest.mark.slow
@pytest.mark.typeset
@pytest.mark.django_db
@pytest.mark.parametrize("variant", ["", "large", "booklet"])
def test_no_document_of_the_site_has_a_heading_or_a_line_alone(variant):
    seed.load()
    faults = []
    for document in Document.objects.select_related("recipient").order_by("slug_en"):
        if variant not in ("", *document.variants):
            continue
        for language in actions.LANGUAGES:
            made = edition_of(document, language, variant)
            if made.layout in SET_IN_PAGES:
                set_as = laid_out(made)
                found = stranded_headings(set_as) + single_lines(set_as)
                faults += [f"{document.slug_en} ({language}): {fault}" for fault in found]
    assert faults == []
