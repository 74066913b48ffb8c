"""A text does not end with a line of one short word: in print it takes the word before it along."""

import pytest

from resources.rendering import endings, layout, pdf
from resources.rendering.source import semantic_tree
from tests.resources.editions import WORDS, edition
from tests.resources.pages_lines import lone_words

NBSP, JOINER = "\u00a0", "\u2060"


def ended(html, language="en"):
    tree = semantic_tree(html, language)
    endings.bind_endings(tree)
    return ["".join(block.xpath(".//text()[not(ancestor::note)]")) for block in tree.iter("p", "li", "td")]


@pytest.mark.parametrize(
    ("html", "end"),
    [
        ("<p>The meeting went over all of what was agreed.</p>", f"was{NBSP}agreed."),
        ("<ul><li>Everybody is to follow their own rules.</li></ul>", f"own{NBSP}rules."),
        (
            '<p>Read it aloud and then sign the <a href="#x">petition</a> <em>now</em>.</p>',
            f"petition{NBSP}now.",
        ),
        (
            "<p>A report put the rate of then at <strong>91%</strong>.((A note of some length.))</p>",
            f"at{NBSP}91%.",
        ),
        ("<p>It goes from the first email to the last thank-you.</p>", f" thank-{JOINER}you."),
        ("<p>Read once more Matthew 25:35–40, then go.</p>", f"25:35–{JOINER}40, then{NBSP}go."),
    ],
)
def test_a_short_last_word_is_bound_to_the_one_before_it(html, end):
    assert ended(html)[0].endswith(end)


@pytest.mark.parametrize(
    "html",
    [
        "<p>It has a line only.</p>",
        "<p>They told us what the neighbours said yesterday.</p>",
        "<p>A law that is called administrative-intergovernmental law.</p>",
        "<table><tr><td><p>The words of a cell in which there is no room.</p></td></tr></table>",
    ],
)
def test_other_words_are_left_as_they_are(html):
    assert NBSP not in "".join(ended(html))


def test_the_words_that_close_a_report_end_so_too():
    made = edition(layout="report", words=WORDS | {"type": "A typeface made to be read with ease."})
    assert f"read with{NBSP}ease." in layout.print_html(made)


def test_a_date_in_what_stands_around_the_text_is_not_parted():
    assert f"version 1, 2{NBSP}November{NBSP}2026" in layout.print_html(edition(layout="guide"))


def test_no_line_of_a_document_is_a_short_word_alone():
    words = "To and fro we go with all our things and our songs, "
    body = "".join(f"<p>{(words * 4)[: 150 + number]} day.</p>" for number in range(0, 120, 2))
    made = edition(body, layout="guide")
    html = layout.print_html(made)
    assert lone_words(pdf._lay_out(html, "guide", 1)) == []
    assert lone_words(pdf._lay_out(html.replace(f"{NBSP}day.", " day."), "guide", 1))
