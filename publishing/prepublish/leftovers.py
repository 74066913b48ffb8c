"""What a writer meant to come back to: gaps, notes to oneself, filler text."""

import re

from django.utils.translation import gettext as _

from publishing import placeholders
from publishing.fields import LineField
from publishing.prepublish.finding import Finding
from publishing.prepublish.registry import check
from publishing.prepublish.subject import around

# As whole words and in capitals where small letters mean something else.
_NOTES_TO_ONESELF = re.compile(
    r"\b(?:TO-?DO|FIX-?ME|TBD|TBC|TK|X{3,}|À FAIRE|À COMPLÉTER|À VÉRIFIER|À TRADUIRE|À VENIR)\b"
    r"|\b(?i:lorem ipsum|insert text here)\b"
    r"|\?\?\?+"
)
_BRACKETS = re.compile(r"\[([^\[\]]{2,80})\]")
# Words in the other language, marked for the renderer: [[en: A Half Welcome]].
_LANGUAGE_MARK = re.compile(r"\[\[(?:en|fr):[^\[\]]+\]\]")
# What editors put in brackets inside quotations, and a reader is to read.
_EDITORS = re.compile(
    r"\s*(?:…|\.\.\.|\W+|sic|emphasis (?:added|ours)|our translation|translation|"
    r"(?:notre )?traduction|traduction libre|nous soulignons|souligné par nous|en anglais(?: seulement)?|"
    r"in French(?: only)?)\s*",
    re.IGNORECASE,
)


@check
def placeholder_left(subject):
    """[name] where no reader fills in gaps, {{…}} that nothing stands for, notes to oneself, filler text."""
    for text in subject.texts:
        words = text.words
        yield from _notes_to_oneself(text, words)
        if not subject.has_gaps:
            yield from _gaps(text, words)
        yield from _braces(text, words)


def _notes_to_oneself(text, words):
    for match in _NOTES_TO_ONESELF.finditer(words):
        yield _finding(text, words, match, _("“%(left)s” is still in the text."))


def _gaps(text, words):
    for match in _BRACKETS.finditer(words):
        is_mark = _LANGUAGE_MARK.fullmatch(words[max(match.start() - 1, 0) : match.end() + 1])
        if not is_mark and not _EDITORS.fullmatch(match[1]):
            yield _finding(text, words, match, _("“%(left)s” looks like a gap that is still to be filled in."))


def _braces(text, words):
    """In texts and paragraphs a known name is replaced; in a single line braces are printed as they stand."""
    unknown = placeholders.unknown_names(words)
    is_line = isinstance(text.record._meta.get_field(text.field), LineField)
    for match in placeholders.ANY_BRACES.finditer(words):
        if is_line:
            yield _finding(text, words, match, _("“%(left)s” is not replaced here: write the words themselves."))
        elif match[1] in unknown:
            yield _finding(text, words, match, _("Nothing stands for “%(left)s”."), blocks=True)


def _finding(text, words, match, sentence, blocks=False):
    return Finding(
        _("A placeholder is left over"),
        sentence % {"left": " ".join(match[0].split())},
        text.record,
        text.field,
        around(words, match.start()),
        blocks,
    )
