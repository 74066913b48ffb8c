"""What is printed in colour can be read from a grey printer: words and drawings differ by light, not by hue."""

import dataclasses
import re

import pytest
from weasyprint.formatting_structure import boxes

from publishing.contrast import contrast
from resources.rendering import layout, pdf
from resources.rendering.palette import READABLE, WHITE, palette
from resources.rendering.word.titles import title_of
from tests.resources.editions import EVERYTHING, SENDER, edition
from tests.resources.word_files import FIGURE

# The site's own colours, and the lightest that an organisation may choose (contrast with white 4.5).
SENDERS = {
    "the site's own": SENDER,
    "as light as may be": dataclasses.replace(SENDER, brand_colour="#767676", action_colour="#767676"),
    "light and warm": dataclasses.replace(SENDER, brand_colour="#c8500a", action_colour="#0a7d4f"),
}
SET_AS = [
    *((name, variant) for name in ("report", "guide", "church_sheet") for variant in ("", "large", "booklet")),
    ("church_sheet", "insert"),
    ("brief", ""),
    ("letter", ""),
]
DISTINCT = 1.5  # between two surfaces, and of a rule from its ground
DATES = "".join(f"<tr><th>{day} May 2002</th><td>It happened.</td></tr>" for day in range(1, 10))


def made(name, variant="", sender=SENDER):
    one = edition(f"{EVERYTHING}<p>[Fill this in]</p><table>{DATES}</table>", layout=name, variant=variant)
    return dataclasses.replace(one, sender=sender, body=one.body.replace("<h2", f"{FIGURE}<h2", 1))


def words_and_grounds(document):
    """{(colour of words, colour behind them, an example)} of a laid-out document."""
    found = {}

    def walk(box, ground):
        if (background := box.style["background_color"]).alpha:
            ground = _hexadecimal(background)
        if isinstance(box, boxes.TextBox) and box.text.strip():
            found.setdefault((_hexadecimal(box.style["color"]), ground), box.text)
        for child in getattr(box, "children", ()):
            walk(child, ground)

    for page in document.pages:
        walk(page._page_box, WHITE)
    return {(*pair, example) for pair, example in found.items()}


def _hexadecimal(colour):
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in colour.to("srgb").coordinates)


@pytest.mark.parametrize("sender", ["the site's own", "as light as may be"])
@pytest.mark.parametrize(("name", "variant"), SET_AS)
def test_words_can_be_told_from_what_is_behind_them_by_light_alone(name, variant, sender):
    one = made(name, variant, SENDERS[sender])
    pairs = words_and_grounds(pdf._lay_out(layout.print_html(one), name, 1, variant=variant))
    assert len(pairs) > 2
    assert [pair for pair in pairs if contrast(*pair[:2]) < READABLE] == []


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize("name", ["report", "guide", "brief", "church_sheet"])
def test_words_of_a_title_can_in_word_too(name, sender):
    one = made(name, sender=SENDERS[sender])
    colours, title = palette(one.sender), title_of(one)
    ground = colours["brand"] if title.on_brand else WHITE
    for line in title.lines:
        assert contrast(colours.get(line.colour, line.colour), ground) >= READABLE, line


@pytest.mark.parametrize("sender", SENDERS)
def test_what_is_drawn_can_be_told_from_what_is_beside_it(sender):
    colours = palette(SENDERS[sender])
    beside = {
        "a bar of a chart and its paper": (colours["brand"], WHITE),
        "a mark of a timeline and its line": (colours["sun"], colours["brand"]),
        "the rule beside a quotation": (colours["sun"], WHITE),
        "the rules of a table": (colours["line"], WHITE),
        "the door and its leaf": (colours["sun"], colours["paper"]),
        "the door and the wall": (colours["sun"], colours["branddeep"]),
        "the leaf and the wall": (colours["paper"], colours["branddeep"]),
        "the leaf and its handle": (colours["paper"], colours["action"]),
    }
    assert [what for what, pair in beside.items() if contrast(*pair) < DISTINCT] == []


def test_the_bars_of_a_chart_have_one_colour_and_each_its_name_and_number():
    """So that no bar is known by its colour alone, in colour or in grey."""
    drawn = layout.print_html(made("guide"))
    rows = re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", drawn)
    bars = [row for row in rows if 'class="length"' in row]
    assert len(bars) == 2
    assert all(re.search(r"<th scope=\"row\">\w+</th>.*class=\"value\">\d+%", bar) for bar in bars)
    assert not [bar for bar in bars if "color" in bar or "background" in bar]


def test_what_is_to_be_filled_in_is_in_brackets_too():
    """Its pale ground does not survive a grey printer."""
    (blank,) = re.findall(r'<span class="blank">(.*?)</span>', layout.print_html(made("guide")))
    assert blank == "[Fill this in]"
