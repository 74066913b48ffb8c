"""Headings and quotations of several lines: the lines are of much the same length, and no more than they would be."""

import pytest

from resources.rendering import layout, pdf
from tests.resources.editions import edition
from tests.resources.pages_lines import texts_of_lines

LONG = "Deuxième obstacle\u00a0: les dossiers non syriens"


def lines_of(body, tag, **fields):
    document = pdf._lay_out(layout.print_html(edition(body, language="fr", **fields)), "report", 1)
    return [words for page in texts_of_lines(document) for block, words in page if block.tag == tag]


def test_the_last_line_of_a_heading_is_no_word_alone():
    assert lines_of(f"<h2>{LONG}</h2><p>Texte.</p>", "h2", layout="report")[-2:] == [
        "Deuxième obstacle\u00a0:",
        "les\u00a0dossiers non syriens",
    ]


@pytest.mark.parametrize("tag", ["h2", "h3", "blockquote"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_lines_are_even_and_no_more_than_in_the_whole_width(tag, times, monkeypatch):
    words = " ".join([LONG] * times)
    body = f"<h2>Titre</h2><p>Texte.</p><{tag}><p>{words}</p></{tag}><p>Texte.</p>".replace("<h2><p>", "<h2>")
    body = body.replace("</p></h2>", "</h2>").replace("<h3><p>", "<h3>").replace("</p></h3>", "</h3>")
    inner = "p" if tag == "blockquote" else tag
    even = [line for line in lines_of(body, inner, layout="report") if line[:5] not in ("Titre", "Texte")]
    monkeypatch.setattr(pdf.balance, "_is_balanced", lambda style: False)
    ragged = [line for line in lines_of(body, inner, layout="report") if line[:5] not in ("Titre", "Texte")]
    assert len(even) == len(ragged)
    assert " ".join(even).split() == " ".join(ragged).split()
    assert max(map(len, even)) - min(map(len, even)) <= max(map(len, ragged)) - min(map(len, ragged))


def test_a_title_ends_with_a_line_of_more_than_one_word():
    made = edition(layout="guide", title="Discussion Guide: A Half Welcome")
    document = pdf._lay_out(layout.print_html(made), "guide", 1)
    first = [words.replace("\u00a0", " ") for block, words in texts_of_lines(document)[0] if block.tag == "h1"]
    assert first == ["Discussion Guide:", "A Half Welcome"]
