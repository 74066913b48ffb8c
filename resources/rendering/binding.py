"""What must not be parted at the end of a line: a number from what it numbers, a note from its word.

publishing.typography binds what each language's rules name. Here is what only a text that is being set
needs: "2 November", "section 7", « article 15 », "Bill C-12", "2020 FC 770", "Matthew 25:35", « Luc 9, 58 »; and the
last short words of a quotation, which is set large: one of them alone would be its second line.
"""

import re

from resources.rendering.trees import text_nodes

NBSP = "\u00a0"
ONE_LINE = 15  # characters: a title that every layout sets in one line
_MONTHS = {
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
}
_NUMBERED = {
    "en": r"[Ss]ections?|[Cc]hapters?|[Pp]ages?|[Ss]teps?|[Mm]eeting|[Tt]reaty|s\.|c\.|p\.|No\.|Bill",
    "fr": r"[Aa]rticles?|[Cc]hapitres?|[Pp]ages?|[Éé]tapes?|[Rr]éunion|[Tt]raité|art\.|ch\.|p\.|no|loi",
}
_UNITS = {"en": "days?|weeks?|months?|years?|minutes?|people", "fr": "jours?|semaines?|mois|ans?|minutes?|personnes?"}
_SHORT_WORD = re.compile(r"(?<!\S)(\w{1,2}|(?<=: )\w{3}) (?=\S)")
# A book of the Bible and its chapter, before the verses.
_VERSES = {"en": r"\b([A-Z][a-z]+) (?=\d{1,3}:\d)", "fr": rf"\b([A-ZÉ][a-zé]+) (?=\d{{1,3}},[ {NBSP}]\d)"}
_SHORT_END = re.compile(r" (\S{1,9}) (\S{1,9})$")


def _patterns(language):
    return (
        re.compile(rf"(?<!\d)(\d{{1,2}}) (?={_MONTHS[language]})"),
        re.compile(rf"(?<!\w)({_NUMBERED[language]}) (?=C-\d|E?\d)"),
        re.compile(rf"(?<!\d)(\d{{1,2}}) (?=(?:{_UNITS[language]})\b)"),
        re.compile(r"(?<!\d)(\d{4}) (?=[A-Z]{2,4} \d)"),
        re.compile(rf"(\d{{4}}{NBSP}[A-Z]{{2,4}}) (?=\d)"),
        re.compile(r"(?<!\d)(\d{1,3},) (?=\d{1,3}[-–]\d)"),
        re.compile(_VERSES[language]),
    )


_BY_LANGUAGE = {language: _patterns(language) for language in _MONTHS}


def bind_title(text):
    """`text` with no line that ends in "A" or "à", nor in "une" after a colon: in large type one sees that first."""
    return _SHORT_WORD.sub(rf"\1{NBSP}", text) if len(text) > ONE_LINE else text


def bind_headings(root):
    """The same in the headings of `root`."""
    for heading in root.iter("h2", "h3", "h4"):
        for holder, attribute in text_nodes(heading):
            setattr(holder, attribute, bind_title(getattr(holder, attribute)))


def bind(root, language):
    """Put no-break spaces into the texts of `root` where a line must not end."""
    for holder, attribute in text_nodes(root):
        setattr(holder, attribute, bind_text(getattr(holder, attribute), language))
    for quote in root.iter("blockquote"):
        _bind_end(quote[-1] if len(quote) and quote[-1].tag == "p" else quote)


def bind_text(text, language):
    """The same in plain text."""
    for pattern in _BY_LANGUAGE.get(language, ()):
        text = pattern.sub(rf"\1{NBSP}", text)
    return text


def _bind_end(paragraph):
    holder, attribute = (paragraph[-1], "tail") if len(paragraph) else (paragraph, "text")
    words = (getattr(holder, attribute) or "").rstrip()
    setattr(holder, attribute, _SHORT_END.sub(rf"{NBSP}\1{NBSP}\2", words))
