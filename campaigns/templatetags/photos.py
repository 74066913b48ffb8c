"""A photograph in the sizes and formats that have been made of it."""

from typing import NamedTuple

from django import template
from django.core.cache import cache

register = template.Library()

A_DAY = 24 * 3600  # seconds


class Source(NamedTuple):
    """A format's media type and its `srcset`."""

    type: str
    srcset: str


@register.inclusion_tag("_components/photo.html")
def photo(file, alt, sizes, ratio=None, eager=False):
    """<picture> of a PictureField's file. `sizes`: how wide it is shown, as in HTML's attribute of that name.

    A browser does not fall back when a <source> is missing, so the small sizes are named only once the
    worker has made all of them; until then the picture is shown as it was uploaded.
    """
    formats = file.aspect_ratios[ratio]
    return {
        "file": file,
        "alt": alt,
        "sizes": sizes,
        "eager": eager,
        "sources": [_source(name, pictures) for name, pictures in formats.items()] if _are_made(formats) else [],
    }


def _source(name, pictures):
    srcset = ", ".join(f"{picture.url} {width}w" for width, picture in sorted(pictures.items()))
    return Source(f"image/{name.lower()}", srcset)


def _are_made(formats):
    pictures = [picture for sizes in formats.values() for picture in sizes.values()]
    if not pictures:
        return False
    # All of a photograph's sizes lie beside each other; one name stands for them.
    key = f"campaigns.photo:{pictures[0].name}"
    if cache.get(key):
        return True
    made = all(picture.storage.exists(picture.name) for picture in pictures)
    if made:
        cache.set(key, True, A_DAY)
    return made
