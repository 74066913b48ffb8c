"""What those need who read by ear: levels in order, words for pictures, captions for tables."""

import re

from django.db.models import ImageField
from django.utils.translation import gettext as _

from publishing.prepublish.finding import Finding
from publishing.prepublish.registry import check
from publishing.prepublish.subject import HEADINGS, LANGUAGES, near

_CAPTION = re.compile(r"\s*(table|tableau)\s*:", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.(jpe?g|png|webp|gif|avif|tiff?)", re.IGNORECASE)


@check
def heading_jump(subject):
    """A heading is more than one level below the one before it; a text begins with the second level."""
    for text in subject.rich_texts:
        level = 1
        for heading in text.tree.iter(*HEADINGS):
            found = int(heading.tag[1])
            if found > level + 1:
                words = _("A heading of level %(found)d where level %(due)d is next.")
                yield Finding(
                    _("A heading level is skipped"),
                    words % {"found": found, "due": level + 1},
                    text.record,
                    text.field,
                    near(heading),
                )
            level = found


@check
def missing_alternative_text(subject):
    """A picture without words for those who do not see it, or with the name of its file for them."""
    for part in subject.parts:
        names = {field.name for field in part._meta.fields}
        pictures = [field.name for field in part._meta.fields if isinstance(field, ImageField)]
        for picture in pictures:
            columns = [f"{picture}_alt_{language}" for language in LANGUAGES]
            if getattr(part, picture) and names.issuperset(columns):
                yield from (_about_alternative(part, column) for column in columns if not _says_something(part, column))


def _says_something(part, column):
    words = (getattr(part, column) or "").strip()
    return bool(words) and not _FILE_NAME.fullmatch(words)


def _about_alternative(part, column):
    words = _("Say what the picture shows, for those who do not see it.")
    return Finding(_("A picture without alternative text"), words, part, column)


@check
def table_without_caption(subject):
    """A table that does not say what it lists: a screen reader announces it by its caption."""
    for text in subject.rich_texts:
        for table in text.tree.iter("table"):
            before = table.getprevious()
            if before is None or before.tag != "p" or not _CAPTION.match(before.text_content()):
                words = _("Write a paragraph “Table: …” (French “Tableau : …”) right above the table.")
                yield Finding(_("A table without a caption"), words, text.record, text.field, near(table))
