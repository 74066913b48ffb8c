"""How fast one connection may post: a cheap counter in the cache, asked before anything else is done.

It keeps a flood from the database. Whether signatures look honest is judged later, by the worker (petitions.judging).
"""

import math
from functools import lru_cache, wraps
from time import time

from django.core.cache import cache
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from petitions.models import SigningRules
from petitions.visitors import ip_hash_of

MINUTE = 60  # seconds
# For how long a process goes by the rules that it has read; a change by staff is felt by all after this.
RULES_KEPT = 10  # seconds
RULES_KEY = "petitions.signing_rules"


def signing_rules():
    """The SigningRules in force, at most ten seconds old: they are asked at every post."""
    return cache.get_or_set(RULES_KEY, SigningRules.load, RULES_KEPT)


def forget_rules():
    """Have this process read the rules anew; others follow within ten seconds."""
    cache.delete(RULES_KEY)


def is_too_fast(request, *, allowed, what=""):
    """Whether the visitor's connection has posted more than `allowed` times in this minute, this post included.

    `what` names a count of its own, such as an event's. Each web process counts for itself, unless CACHE_URL names
    a cache that all share.
    """
    connection = ip_hash_of(request)
    if not connection:
        return False
    key = f"petitions.pace.{what}.{connection}.{int(time()) // MINUTE}"
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


def at_a_human_pace(view):
    """For views that take posts: a connection that posts more often than staff allow is answered with 429."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and is_too_fast(request, allowed=signing_rules().posts_per_minute):
            return too_fast()
        return view(request, *args, **kwargs)

    return guarded
