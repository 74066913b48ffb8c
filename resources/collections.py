"""Documents whose text goes on with what another app keeps, such as the sections of the toolkit.

The library does not know the apps that stand above it: they say here what documents of a layout gather.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Model


class Part(NamedTuple):
    """One record of a collection, and whether it is gathered now."""

    record: Model
    is_in: bool


class Collection(NamedTuple):
    """`text(language)`: all that is public, as stored rich text, each part under a heading of the second level.
    `parts()`: a list of Part, in order."""

    text: Callable
    parts: Callable


_collections = {}


def register(layout, collection):
    _collections[layout] = collection


def gathers(layout):
    """Whether documents of `layout` go on with other texts."""
    return layout in _collections


def text_of(layout, language):
    """What is gathered in `language`; "" when nothing of it is public."""
    return _collections[layout].text(language) if layout in _collections else ""


def parts_of(layout):
    return _collections[layout].parts() if layout in _collections else []
