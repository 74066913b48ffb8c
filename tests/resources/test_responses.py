"""A line and its answer are not parted (in Word: test_word_pages); a direction is not printed like an answer."""

import pytest
from weasyprint.formatting_structure import boxes

from resources.rendering import layout, pdf
from tests.resources.editions import edition
from tests.resources.pages_lines import lines_of

CALL, ANSWER = "Leader: God, hear all who wait for an answer.", "<strong>People: Hear us, O God.</strong>"
PRAYER = f"<p>{CALL}</p><p>{ANSWER}</p>"


@pytest.mark.parametrize("variant", ["", "large", "insert"])
@pytest.mark.parametrize("before", range(1, 7))
def test_no_page_begins_with_an_answer(variant, before):
    body = "<p>Before.</p>" * before + PRAYER * 24
    made = edition(body, layout="church_sheet", variant=variant)
    document = pdf._fitted_pages(layout.print_html(made), made.layout, made.variant)
    firsts = ["".join(blocks[0].itertext()) for blocks in lines_of(document)[1:] if blocks]
    assert firsts
    assert not any(words.startswith("People") for words in firsts)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{CALL}</p><p>Words. {ANSWER}</p>",
        f"<p>{CALL}</p><p>{ANSWER} words</p>",
        f"<h2>A part</h2><p>{ANSWER}</p>",
        f"<p>{CALL}</p><ul><li>{ANSWER}</li></ul>",
    ],
)
def test_a_paragraph_that_is_partly_bold_answers_nothing(body):
    assert 'class="answered"' not in layout.print_html(edition(body))


def test_a_direction_in_large_print_is_not_bold_like_an_answer():
    made = edition(f"{PRAYER}<p><em>Silence.</em></p>", layout="church_sheet", variant="large")
    (page,) = pdf._fitted_pages(layout.print_html(made), made.layout, made.variant).pages
    weights = {
        box.text.strip(): box.style["font_weight"]
        for box in page._page_box.descendants()
        if isinstance(box, boxes.TextBox)
    }
    assert weights["Silence."] == 400
    assert weights["People: Hear us, O God."] == 700
