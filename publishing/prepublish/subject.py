"""A record with its parts, as checks read it."""

import re
from functools import cached_property
from time import monotonic
from typing import NamedTuple

from django.db.models import Model, URLField
from lxml import etree
from modeltranslation.translator import NotRegistered, translator

from publishing.fields import LineField, PlainTextField, RichTextField
from publishing.rich_text import parse

HEADINGS = ("h2", "h3", "h4")
LANGUAGES = ("en", "fr")
_BLOCKS = (*HEADINGS, "p", "li", "td", "th", "blockquote")
_LONGEST_PLACE = 70  # characters


class Text(NamedTuple):
    """What one field of a record says in one language (`language` is None where there is one for both)."""

    record: Model
    field: str
    language: str | None
    stored: str
    is_rich: bool

    @property
    def tree(self):
        """An lxml <div> with the blocks of the text."""
        return parse(self.stored or "<p></p>")

    @property
    def words(self):
        """The text without markup, a block a line."""
        return "".join(_lines(self.tree)) if self.is_rich else self.stored


def _lines(tree):
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in (*_BLOCKS, "br"):
            yield "\n"
        yield (element.text if event == "start" else element.tail) or ""


class Pair(NamedTuple):
    """A translated field of a record, as an English and a French Text."""

    name: str
    english: Text
    french: Text


class Subject:
    """`record`, and under `parts` itself and what staff edit in its form."""

    def __init__(self, record, relations=(), essential=()):
        self.record = record
        self.essential = essential
        self.wait_until = 0  # on the clock of time.monotonic
        self.parts = [record]
        # {id of a part: (relation, its place there)}, as the form numbers its parts.
        self.places = {}
        for name in relations if record.pk else ():
            for place, part in enumerate(getattr(record, name).all()):
                self.parts.append(part)
                self.places[id(part)] = (name, place)

    @property
    def seconds_left(self):
        """How long a check may still wait for another process."""
        return max(0, self.wait_until - monotonic())

    @cached_property
    def pairs(self):
        return [pair for part in self.parts for pair in _pairs_of(part)]

    @cached_property
    def texts(self):
        """Every text that is not empty, in the order of the form."""
        found = [text for pair in self.pairs for text in (pair.english, pair.french)]
        found += [text for part in self.parts for text in _texts_in_one_language(part)]
        return [text for text in found if has_words(text)]

    @property
    def rich_texts(self):
        return [text for text in self.texts if text.is_rich]

    @cached_property
    def addresses(self):
        """[(address, record, field)] of the fields that hold nothing but an address."""
        return [
            (getattr(part, field.name), part, field.name)
            for part in self.parts
            for field in part._meta.fields
            if isinstance(field, URLField) and getattr(part, field.name)
        ]


def has_words(text):
    return bool(re.sub(r"<[^>]*>|&nbsp;|\s", "", text.stored))


def _pairs_of(record):
    try:
        names = translator.get_options_for_model(type(record)).fields
    except NotRegistered:
        return
    # modeltranslation keeps them without order; the model has that of the form.
    for name in (field.name for field in record._meta.fields if field.name in names):
        yield Pair(name, *(_text(record, f"{name}_{language}", language) for language in LANGUAGES))


def _text(record, field, language):
    is_rich = isinstance(record._meta.get_field(field), RichTextField)
    return Text(record, field, language, getattr(record, field) or "", is_rich)


def _texts_in_one_language(record):
    """Of those fields for words that are not translated."""
    translated = {pair.name for pair in _pairs_of(record)}
    for field in record._meta.fields:
        is_words = isinstance(field, LineField | PlainTextField | RichTextField)
        if is_words and field.name not in translated and field.name[-3:] not in ("_en", "_fr"):
            yield _text(record, field.name, None)


def near(element):
    """Where `element` of a text's tree stands, for staff: its own heading, or how its block begins."""
    block = next((e for e in [element, *element.iterancestors()] if e.tag in _BLOCKS), element)
    return shortened(block.text_content())


def shortened(words):
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_PLACE else line[:_LONGEST_PLACE].rsplit(" ", 1)[0] + " …"


def around(text, start):
    """How the line goes on in which the character `start` of a plain `text` stands."""
    begins = max(text.rfind(mark, 0, start) for mark in "\n.!?") + 1
    return shortened(text[begins : start + _LONGEST_PLACE])
