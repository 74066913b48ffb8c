"""English and French: whether both are there, and whether one says less than the other."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from publishing.placeholders import ANY_BRACES
from publishing.prepublish.finding import Finding
from publishing.prepublish.registry import check
from publishing.prepublish.subject import HEADINGS, has_words, near


@check
def missing_language(subject):
    """A field is filled in one language only; or what the page is for is filled in none."""
    for pair in subject.pairs:
        empty = [text for text in (pair.english, pair.french) if not has_words(text)]
        is_essential = text_is_essential(subject, pair)
        if len(empty) == 1:
            yield _missing(empty[0], is_essential)
        elif empty and is_essential:
            yield from (_missing(text, blocks=True) for text in empty)


def text_is_essential(subject, pair):
    return pair.english.record is subject.record and pair.name in subject.essential


def _missing(text, blocks):
    words = {"en": _("The English is missing."), "fr": _("The French is missing.")}[text.language]
    return Finding(_("A language is missing"), words, text.record, text.field, blocks=blocks)


class _Parts(NamedTuple):
    """What a text consists of, as far as a translation keeps it."""

    headings: list
    items: list
    rows: list
    notes: int
    links: int
    charts: list


def _parts_of(text):
    tree = text.tree
    return _Parts(
        headings=list(tree.iter(*HEADINGS)),
        items=list(tree.iter("li")),
        rows=list(tree.iter("tr")),
        notes=tree.text_content().count("(("),
        links=sum(1 for _link in tree.iter("a")),
        charts=sorted(name for name in ANY_BRACES.findall(tree.text_content()) if name.startswith("chart.")),
    )


@check
def uneven_languages(subject):
    """One language has fewer headings, list items, table rows, notes, links or charts than the other."""
    for pair in subject.pairs:
        if pair.english.is_rich and has_words(pair.english) and has_words(pair.french):
            yield from _uneven(pair)


def _uneven(pair):
    english, french = _parts_of(pair.english), _parts_of(pair.french)
    sentences = {
        "headings": _("Headings: %(en)d in English, %(fr)d in French."),
        "items": _("Items of lists: %(en)d in English, %(fr)d in French."),
        "rows": _("Rows of tables: %(en)d in English, %(fr)d in French."),
        "notes": _("Footnotes: %(en)d in English, %(fr)d in French."),
        "links": _("Links: %(en)d in English, %(fr)d in French."),
        "charts": _("Charts: %(en)d in English, %(fr)d in French."),
    }
    for name, sentence in sentences.items():
        counts = {"en": _count(getattr(english, name)), "fr": _count(getattr(french, name))}
        if counts["en"] != counts["fr"]:
            poorer = pair.english if counts["en"] < counts["fr"] else pair.french
            place = _where_they_part(english, french) if name == "headings" else ""
            yield Finding(_("One language says less"), sentence % counts, poorer.record, poorer.field, place)
    if english.charts != french.charts and len(english.charts) == len(french.charts):
        yield Finding(
            _("One language says less"),
            _("English and French show different charts."),
            pair.french.record,
            pair.french.field,
        )


def _count(part):
    return part if isinstance(part, int) else len(part)


def _where_they_part(english, french):
    """The first heading, of the language with more of them, whose level the other has not at that place."""
    longer, shorter = sorted((english.headings, french.headings), key=len, reverse=True)
    for place, heading in enumerate(longer):
        if place >= len(shorter) or shorter[place].tag != heading.tag:
            return near(heading)
    return ""
