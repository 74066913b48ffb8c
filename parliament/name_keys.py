"""The key by which names are compared, however their source spells them.

Sources write one riding as "Ville-Marie—Le Sud-Ouest—Île-des-Sœurs" and as "Ville-Marie - Le Sud-Ouest -
Ile-des-Soeurs": with em dash or hyphen, with ligature or without, with a straight or a curly apostrophe.
"""

import unicodedata

from django.db import models

# Letters that Unicode does not take apart.
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def name_key(name):
    """`name` in small letters and digits alone, without accents, spaces, hyphens, dashes or apostrophes."""
    apart = unicodedata.normalize("NFKD", (name or "").casefold().translate(_LIGATURES))
    # "Lm" would let one of the apostrophes of phonetics pass for a letter.
    return "".join(letter for letter in apart if letter.isalnum() and unicodedata.category(letter) != "Lm")


class NameKeyField(models.CharField):
    """The key of other fields of the record, made when it is saved. `QuerySet.update` and `bulk_update` leave it."""

    def __init__(self, *args, of=(), **kwargs):
        self.of = of
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **{**kwargs, "editable": False, "default": ""})

    def pre_save(self, model_instance, add):
        key = self.key_of(model_instance)
        setattr(model_instance, self.attname, key)
        return key

    def clean(self, value, model_instance):
        """The key, so that full_clean() judges constraints by what will be saved."""
        return self.key_of(model_instance)

    def key_of(self, record):
        return name_key(" ".join(getattr(record, name) or "" for name in self.of))[: self.max_length]

    def clone(self):
        # For histories, which copy the fields of their model.
        field = super().clone()
        field.of = self.of
        return field

    def deconstruct(self):
        # Migrations name Django's own field, so that they outlive this module.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
