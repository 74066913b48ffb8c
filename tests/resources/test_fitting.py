"""The size of type that is chosen, and how many layouts that takes: each is nearly all that a file costs."""

import pytest

from resources.rendering import fitting, layout, pdf
from tests.resources.editions import edition

SENTENCE = "A sentence that takes some room on the page, and then another one that follows it. "


def fitted(paragraphs, name="guide", variant=""):
    """(the document, the sizes in which it was laid out)."""
    made = edition(f"<p>{SENTENCE * 4}</p>" * paragraphs, layout=name, variant=variant)
    html, tried = layout.print_html(made), []

    def lay_out(size, more_style=""):
        tried.append(size)
        return pdf._lay_out(html, name, size, more_style, variant)

    return fitting.fitted(lay_out, name, variant), tried


def test_a_text_of_one_page_is_laid_out_once():
    document, tried = fitted(2)
    assert len(document.pages) == 1
    assert tried == [1]


def test_a_text_that_fills_half_of_its_last_page_is_laid_out_once():
    document, tried = fitted(14)
    assert len(document.pages) == 2
    assert fitting.filled_shares(document)[-1] > 0.3
    assert tried == [1]


@pytest.mark.parametrize("count", [4, 6, 9])
def test_large_print_is_never_smaller(count):
    _document, tried = fitted(count, variant="large")
    assert min(tried) == 1
