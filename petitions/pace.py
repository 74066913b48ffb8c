"""How fast one connection may sign and the like: staff's rules for the counter of publishing.pace.

It keeps a flood from the database. Whether signatures look honest is judged later, by the worker (petitions.judging).
"""

from functools import wraps

from django.core.cache import cache

from petitions.models import SigningRules
from publishing.pace import is_too_fast, too_fast

# For how long a process goes by the rules that it has read; a change by staff is felt by all after this.
RULES_KEPT = 10  # seconds
RULES_KEY = "petitions.signing_rules"


def signing_rules():
    """The SigningRules in force, at most ten seconds old: they are asked at every post."""
    return cache.get_or_set(RULES_KEY, SigningRules.load, RULES_KEPT)


def forget_rules():
    """Have this process read the rules anew; others follow within ten seconds."""
    cache.delete(RULES_KEY)


def at_a_human_pace(view):
    """For views that take posts: a connection that posts more often than staff allow is answered with 429."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and is_too_fast(request, allowed=signing_rules().posts_per_minute):
            return too_fast()
        return view(request, *args, **kwargs)

    return guarded
