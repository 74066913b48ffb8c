"""Reads the YAML files of the first content, and makes validated records of what stands in them."""

from pathlib import Path

import yaml
from django.conf import settings


def read(app, name):
    return yaml.safe_load(folder(app).joinpath(name).read_text(encoding="utf-8"))


def folder(app):
    return Path(settings.BASE_DIR) / app / "fixtures"


def create(model, **fields):
    """One saved, validated record; `None` for words means "none"."""
    record = model()
    fill(record, fields)
    record.save()
    return record


def fill(record, fields):
    """Give `record` these values, validated, sanitised and typeset as if typed in the admin. Does not save it."""
    for name, value in fields.items():
        setattr(record, name, "" if value is None and name[-3:] in ("_en", "_fr") else value)
    record.full_clean()


def without(record, *keys):
    return {name: value for name, value in record.items() if name not in keys}
