"""Fields for words that staff write: typeset on their way in, like rich text."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.rich_text import RichTextField
from publishing.typography import language_of_field, typeset

__all__ = ["LineField", "PlainTextField", "RichTextField", "validate_one_line"]


def validate_one_line(value):
    """No control characters, line breaks or direction marks: they have no place in a name or a title."""
    if any(
        ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
        for c in value
    ):
        raise ValidationError(_("Take out the line breaks or invisible characters in this text."))


class _Typeset:
    def clean(self, value, instance):
        cleaned = super().clean(value, instance)
        return typeset(cleaned, language_of_field(self.name)) if isinstance(cleaned, str) else cleaned

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
