"""What visitors type is text, whatever they paste."""

import pytest

from publishing.typed import TypedLine, TypedText, one_line, paragraphs


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("  Amina  O’Neil ", "Amina O’Neil"),
        ("Rue\nPrincipale", "Rue Principale"),
        ("abc\u202edef", "abcdef"),  # turns the line around
        ("a\u2066b\u2069\u200fc", "abc"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("nul\x00 bell\x07 escape\x1b", "nul bell escape"),
        ("half\ud800 private\ue000 none\uffff", "half private none"),
        ("« Bonjour\u00a0» : oui", "« Bonjour\u00a0» : oui"),
        ("e\u0301tat", "état"),
        ("Z" + "\u0301" * 40, "Ź\u0301\u0301\u0301\u0301"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian needs the joiner
        ("<b>{{x}}</b> ((note))", "<b>{{x}}</b> ((note))"),  # text, which every page escapes
    ],
)
def test_a_line(pasted, kept):
    assert one_line(pasted) == kept


def test_a_text_keeps_its_lines_and_no_more_than_one_empty_one():
    assert paragraphs(" One \r\n\r\n\r\n\u2028 two\x0b\x00three  \n") == "One\n\ntwo\nthree"


def test_fields_clean_before_they_measure():
    assert TypedLine(max_length=3).clean("a\u200bb\u200bc") == "abc"
    assert TypedText(max_length=3, required=False).clean("\u200b\n") == ""
