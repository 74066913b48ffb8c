"""How fast one connection may post: a cheap counter in the cache, asked before anything else is done."""

import math
from functools import lru_cache
from time import time

from django.core.cache import cache
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from publishing.networks import ip_hash_of

MINUTE = 60  # seconds


def is_too_fast(request, *, allowed, what=""):
    """Whether the visitor's connection has posted more than `allowed` times in this minute, this post included.

    `what` names a count of its own, such as an event's. Each web process counts for itself, unless CACHE_URL names
    a cache that all share.
    """
    connection = ip_hash_of(request)
    if not connection:
        return False
    key = f"publishing.pace.{what}.{connection}.{int(time()) // MINUTE}"
    # Kept for longer than the minute, so that it never expires between the two steps.
    cache.add(key, 0, 2 * MINUTE)
    try:
        return cache.incr(key) > allowed
    except ValueError:  # a full cache has dropped it since: nobody is turned away for that
        return False


def too_fast():
    """429, which asks to wait for the next minute: the same page for everyone, and nothing of the post is kept."""
    wait = math.ceil(MINUTE - time() % MINUTE)
    return HttpResponse(
        _page_to_wait_at(get_language()),
        status=429,
        headers={"Retry-After": str(wait), "Cache-Control": "no-store"},
    )


@lru_cache
def _page_to_wait_at(language):
    """Made once for each language: during a flood it is the page that is asked for most."""
    return render_to_string("429.html")
