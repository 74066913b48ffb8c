"""Petitions that this process has read a moment ago: each post asks for one, and a hot hour asks for the same one.

Reading it with all that its pages show costs more than storing a signature. What is at hand is never older than
five seconds, and only good news is taken from it: before a visitor is told that a petition has closed, or that its
text is another one, the petition is read anew. Its hours are compared with the clock each time. It is switched off
together with the page cache.
"""

from time import monotonic

from django.conf import settings
from django.utils.translation import get_language

KEPT = 5  # seconds
MANY = 100
_petitions = {}


def at_hand(slug, read):
    """The petition of `slug` in the active language; `read(slug)` when none is at hand. Not to be changed."""
    if not settings.PAGE_CACHE_SECONDS:
        return read(slug)
    key, now = (get_language(), slug), monotonic()
    read_at, petition = _petitions.get(key, (0, None))
    if petition is None or now - read_at > KEPT:
        petition = read(slug)
        if petition is None:  # made-up addresses would push out those that are asked for
            return None
        if len(_petitions) >= MANY:
            _petitions.clear()
        _petitions[key] = now, petition
    return petition


def forget():
    """Have this process read all of them anew; others follow within five seconds."""
    _petitions.clear()
