"""Form fields for what visitors type: nothing but text gets in, and nobody is sent back for a sign that is not seen.

What is pasted brings marks along that change the direction of lines, join words invisibly, or cannot be written into
XML at all. They are left out; letters stay as they are typed, in any script.
"""

import re
import unicodedata

from django import forms

# Controls, format characters (direction marks among them), private use, halves of pairs.
_NOT_TEXT = {"Cc", "Cf", "Co", "Cs", "Cn"}
# Persian and Hindi words need the two joiners.
_JOINERS = "\u200c\u200d"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# A no-break space stays: French has one before a colon.
_SPACES = re.compile(r"[ \t\n]+")
_MANY_EMPTY_LINES = re.compile(r"\n{3,}")
# Vietnamese and Hebrew put up to three marks on a letter; a tower of them covers the lines above.
_MOST_MARKS = 4


def plain(text):
    """`text` in NFC without what is no text; line ends are "\\n"."""
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    kept, marks = [], 0
    for character in text:
        if character not in "\n\t" and character not in _JOINERS and unicodedata.category(character) in _NOT_TEXT:
            continue
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def one_line(text):
    """`text` as `plain` gives it, in one line, its spaces folded."""
    return _SPACES.sub(" ", plain(text)).strip()


def paragraphs(text):
    """`text` as `plain` gives it, each line without spaces at its ends, and never more than one empty line."""
    lines = [_SPACES.sub(" ", line).strip() for line in plain(text).split("\n")]
    return _MANY_EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


class TypedLine(forms.CharField):
    """One line of a visitor's own words."""

    def to_python(self, value):
        return one_line(super().to_python(value))


class TypedText(forms.CharField):
    """Some lines of a visitor's own words."""

    widget = forms.Textarea

    def to_python(self, value):
        return paragraphs(super().to_python(value))
