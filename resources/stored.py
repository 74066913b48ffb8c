"""Files in the storage under the hash of what went into them: stored once, for all records that name them."""

from functools import partial

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import FileField


def store(name, content):
    """The name under which `content` is in the storage.

    What no record names is written anew: it may be half a file, by a worker that was stopped, and it is as old as the
    files that are swept.
    """
    if default_storage.exists(name):
        if is_named(name) and default_storage.size(name) == len(content):
            return name
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(content))


def is_named(name):
    """Whether any record of the library names this file."""
    return any(model._base_manager.filter(**{field: name}).exists() for model, field in _file_fields())


def all_names():
    """The names of all files that records of the library name."""
    return {
        name
        for model, field in _file_fields()
        for name in model._base_manager.exclude(**{field: ""}).values_list(field, flat=True)
    }


def _file_fields():
    for model in apps.get_app_config("resources").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField):
                yield model, field.name


def delete_unnamed_later(*names):
    """Once the transaction has ended well, delete those of the files that no record names any more."""
    for name in filter(None, names):
        transaction.on_commit(partial(_delete_unnamed, name))


def _delete_unnamed(name):
    if not is_named(name):
        default_storage.delete(name)
