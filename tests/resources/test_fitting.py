"""The size of type that is chosen, and how many layouts that takes: each is nearly all that a file costs."""

import pytest

from resources.rendering import closing, fitting, layout, pdf
from tests.resources.editions import edition

SENTENCE = "A sentence that takes some room on the page, and then another one that follows it. "


def fitted(paragraphs, name="guide", variant="", **fields):
    """(the document, the sizes in which it was laid out). `paragraphs`: how many, or the text."""
    body = paragraphs if isinstance(paragraphs, str) else f"<p>{SENTENCE * 4}</p>" * paragraphs
    made = edition(body, layout=name, variant=variant, **fields)
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


def section(number, paragraphs, end=1):
    """A section of so many paragraphs, and one of `end` sentences."""
    return f"<h2>Section {number}</h2>{f'<p>{SENTENCE * 4}</p>' * paragraphs}<p>{SENTENCE * end}</p>"


@pytest.mark.parametrize("variant", ["", "large"])
@pytest.mark.parametrize("count", [6, 8, 10, 13])
def test_the_last_page_holds_more_than_a_line_or_two_above_its_code(count, variant):
    document, _tried = fitted(count, variant=variant)
    assert all(share >= fitting.NEARLY_EMPTY for share in fitting.filled_shares(document)[1:])


@pytest.mark.parametrize("count", [9, 11, 14, 17])
def test_a_report_leaves_no_line_or_two_above_its_colophon(count):
    document, _tried = fitted(count, "report")
    shares = fitting.filled_shares(document)[2:]
    assert all(shares[: -1 if closing.stands_alone(document) else None])
    assert all(share >= fitting.NEARLY_EMPTY for share in shares if share)


@pytest.mark.parametrize("variant", ["", "booklet", "large"])
def test_a_section_that_begins_a_page_does_not_end_on_a_nearly_empty_one(variant):
    body = "".join(section(number, count) for number, count in enumerate(range(9, 14), 1))
    document, tried = fitted(body, "report", variant, gathers=True)
    shares = fitting.filled_shares(document)[2:]
    assert all(share >= fitting.NEARLY_EMPTY for share in shares[: -1 if closing.stands_alone(document) else None])
    assert len(tried) <= 1 + fitting.MOST_ATTEMPTS


def test_the_page_before_is_not_left_half_empty_for_the_last_one():
    rows = "".join(f"<tr><th>Row {number}</th><td>{SENTENCE * 2}</td></tr>" for number in range(9))
    document, _tried = fitted(f"<h2>One section</h2>{f'<p>{SENTENCE * 4}</p>' * 3}<table>{rows}</table><p>End.</p>")
    assert fitting.filled_shares(document)[0] >= fitting.WANTED_WITHIN
