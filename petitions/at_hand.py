"""Petitions that this process has read a moment ago: each post asks for one, and a hot hour asks for the same one.

Reading it with all that its pages show costs more than storing a signature. What is at hand is never older than
five seconds, and only good news is taken from it: before a visitor is told that a petition has closed, or that its
text is another one, the petition is read anew. Its hours are compared with the clock each time.
"""

from django.utils.translation import get_language

from publishing.recently_read import RecentlyRead

_petitions = RecentlyRead(seconds=5, most=100)


def at_hand(slug, read):
    """The petition of `slug` in the active language; `read(slug)` when none is at hand. Not to be changed."""
    key = (get_language(), slug)
    petition = _petitions.get(key)
    if petition is None:
        petition = read(slug)
        if petition is not None:  # made-up addresses would push out those that are asked for
            _petitions.keep(key, petition)
    return petition


def forget():
    """Have this process read all of them anew; others follow within five seconds."""
    _petitions.forget()
