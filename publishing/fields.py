"""Fields for words that staff write: typeset on their way in, like rich text."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.rich_text import RichTextField
from publishing.typography import language_of_field, typeset

__all__ = ["LineField", "PlainTextField", "RichTextField", "validate_one_line", "validate_paragraph"]

# Control and format characters, line separators, private use. Persian and Hindi words need the two joiners.
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"
# XML, and with it Word and Atom, cannot hold these at all.
_IMPOSSIBLE = {"Cc", "Cs"}
_NONCHARACTERS = "\ufffe\uffff"


def validate_one_line(value):
    """No control characters, line breaks or direction marks: they have no place in a name or a title."""
    if any((unicodedata.category(c) in _INVISIBLE and c not in _JOINERS) or c in _NONCHARACTERS for c in value):
        raise ValidationError(_("Take out the line breaks or invisible characters in this text."))


def validate_paragraph(value):
    """Line breaks, but no other control characters."""
    if any((unicodedata.category(c) in _IMPOSSIBLE and c not in "\n\r\t") or c in _NONCHARACTERS for c in value):
        raise ValidationError(_("Take out the invisible characters in this text."))


class _Typeset:
    """Typeset before it is checked: a no-break space more may be one character too many for the column."""

    django_name = ""

    def clean(self, value, instance):
        is_text = isinstance(value, str)
        return super().clean(typeset(value, language_of_field(self.name)) if is_text else value, instance)

    def deconstruct(self):
        # Migrations name Django's own field, so that they outlive this module.
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, f"django.db.models.{self.django_name}", args, kwargs


class LineField(_Typeset, models.CharField):
    """One line of plain text."""

    django_name = "CharField"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 200)
        kwargs["validators"] = [*kwargs.get("validators", []), validate_one_line]
        super().__init__(*args, **kwargs)


class PlainTextField(_Typeset, models.TextField):
    """A short paragraph of plain text."""

    django_name = "TextField"

    def __init__(self, *args, **kwargs):
        kwargs["validators"] = [*kwargs.get("validators", []), validate_paragraph]
        super().__init__(*args, **kwargs)
