"""Plain text: lines that fit, headings underlined, notes numbered at the end, addresses written out."""

import dataclasses

import pytest

from resources.rendering.plain_text import set_text
from tests.resources.editions import edition
from tests.resources.word_files import FIGURE, LAYOUTS


def lines(made):
    return set_text(made).decode().splitlines()


def text(body, **fields):
    """The text of `body` between the imprint and the words about the edition."""
    whole = set_text(edition(body, **fields)).decode()
    after_imprint = whole.split("2 November 2026\n\n", 1)[1]
    return after_imprint.split("\n\nThis is version", 1)[0].strip("\n")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everything_of_the_text_is_there_in_lines_that_fit(layout):
    made = edition(layout=layout)
    found = lines(made)
    for words in (
        "An opening with a note.[1]",
        "deeper",
        "In force.",
        "A sentence that",
        "An end.[4]",
        "[4] The last note.",
    ):
        assert any(words in line for line in found)
    assert max(len(line) for line in found if "https://" not in line) <= 72
    assert not any(line.endswith(" ") for line in found)


def test_the_title_is_framed_and_headings_are_underlined():
    found = lines(edition())
    assert found[:3] == ["=======", "A title", "======="]
    assert found[found.index("First chapter") + 1] == "============="
    assert found[found.index("A part") + 1] == "------"
    assert found[found.index("A small one") + 1] == "..........."


def test_a_report_lists_its_numbered_chapters():
    found = lines(edition(layout="report"))
    place = found.index("Contents")
    assert found[place + 3 : place + 5] == ["  1. First chapter", "  2. Second chapter"]
    assert "2. Second chapter" in found


def test_a_link_is_written_out_unless_its_words_are_the_address():
    assert text('<p><a href="https://example.org/a">Words</a>.</p>') == "Words <https://example.org/a>."
    assert text('<p><a href="https://example.org/">example.org</a></p>') == "example.org"
    assert text('<p><a href="mailto:a@example.org">a@example.org</a></p>') == "a@example.org"
    assert text('<p>See <a href="#text-below">below</a>.</p><h2>Below</h2>').startswith("See below.\n")


def test_an_address_is_never_broken():
    address = "https://example.org/" + "very-long/" * 12
    assert f"<{address}>" in text(f'<p>Some words before <a href="{address}">the page</a>.</p>')


def test_lists_are_set_in_and_keep_their_numbers():
    body = '<ol start="9"><li>nine</li><li>ten<ul><li>below</li></ul></li></ol>'
    assert text(body).splitlines() == [" 9. nine", "10. ten", "    - below"]


def test_a_quotation_is_set_in():
    assert text("<blockquote><p>Lifted out.</p></blockquote><p>After.</p>") == "    Lifted out.\n\nAfter."


class TestTables:
    def test_stand_in_columns_where_they_fit(self):
        body = "<table><tr><th>Year</th><th>People</th></tr><tr><th>2017</th><td>20,593</td></tr></table>"
        assert text(body).splitlines() == ["Year    People", "------  ------", "2017    20,593"]

    def test_break_long_cells_and_leave_room_between_rows(self):
        row = "<tr><td>29 November 2007</td><td>" + "A sentence to read. " * 6 + "</td></tr>"
        found = text(f"<table>{row * 2}</table>").splitlines()
        assert found[0].startswith("29\u00a0November 2007  A sentence")
        assert found[1].startswith(" " * 18 + "read.")
        assert "" in found

    def test_are_read_row_by_row_where_they_do_not_fit(self):
        head = "".join(f"<th>Head {n}</th>" for n in range(6))
        cells = "".join(f"<td>A cell with a long sentence, number {n}.</td>" for n in range(6))
        found = text(f"<table><tr>{head}</tr><tr>{cells}</tr></table>").splitlines()
        assert found[:2] == [f"Head {n}: A cell with a long sentence, number {n}." for n in range(2)]

    def test_keep_merged_cells_in_their_place(self):
        body = "<table><tr><td rowspan='2'>tall</td><td>a</td></tr><tr><td>b</td></tr></table>"
        assert text(body).splitlines() == ["tall    a", "        b"]


def test_a_chart_is_its_title_its_numbers_and_its_source():
    made = edition("<p>before</p>")
    made = dataclasses.replace(made, body=made.body.replace("<p>before</p>", FIGURE))
    found = lines(made)
    place = found.index("A survey")
    assert [line.split() for line in found[place + 4 : place + 6]] == [["Waits", "97%"], ["Limits", "50%"]]
    assert "Source: us <https://example.org/>." in found


def test_a_letter_has_addresses_and_gaps_and_nothing_about_an_edition():
    found = lines(edition("<p>I am [your name].</p>", layout="letter"))
    assert found[0] == "[Your name]"
    assert "Dear [name of your MP]:" in found
    assert found[-1] == "[Your name]"
    assert not any("edition" in line for line in found)


def test_a_hyphen_that_holds_a_line_together_is_a_plain_one():
    words = text("<p>Le projet C\u201112</p>", language="fr")
    assert "C-12" in words


def test_the_end_says_where_it_comes_from_and_how_it_may_be_shared():
    found = lines(edition())
    assert found[-3:] == [
        "https://act.example.org/en/resources/a-title/",
        "",
        "© 2026 Citizens for Public Justice. All rights reserved.",
    ]
