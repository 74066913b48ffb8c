"""Who is who: when two addresses, and two names, are those of one person."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import NamedTuple

from django.core.cache import cache

from petitions.models import AddressRule

# For how long a process goes by the rules that it has read: they are asked at every post.
RULES_KEPT = 10  # seconds
RULES_KEY = "petitions.address_rules"
# How much of two names is alike (0 to 1) when one is the other with a slip. "Jhon" and "John" have .75, "Mary" and
# "Marie" .67, "Anna" and "Peter" .22.
ALIKE = 0.6


class Rule(NamedTuple):
    """An AddressRule as it is kept: a cache in memory makes a copy each time it is asked."""

    ignores_dots: bool
    ignores_tags: bool
    same_as: str


def address_rules():
    """{domain: Rule} as staff have set them, at most ten seconds old."""
    return cache.get_or_set(RULES_KEY, read_address_rules, RULES_KEPT)


def read_address_rules():
    """{domain: Rule} as they are stored now."""
    return {domain: Rule(*rule) for domain, *rule in AddressRule.objects.values_list("domain", *Rule._fields)}


def forget_address_rules():
    """For the process in which staff change them."""
    cache.delete(RULES_KEY)


def canonical_email(address, rules=None):
    """The form in which two addresses are compared: case aside, dots and tags by the rules of the domain.

    `rules` as from `address_rules()`, which is asked when there are none.
    """
    local, _at, domain = address.strip().casefold().rpartition("@")
    rule = (address_rules() if rules is None else rules).get(domain)
    if rule is None:
        return f"{local}@{domain}"
    if rule.ignores_tags:
        local = local.partition("+")[0] or local
    if rule.ignores_dots:
        local = local.replace(".", "") or local
    return f"{local}@{rule.same_as or domain}"


def name_key(first_name, last_name):
    """The form in which two names are compared: without case, accents, hyphens, apostrophes and spaces."""
    bare = unicodedata.normalize("NFKD", f"{first_name} {last_name}".casefold())
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "", letters)[:170] or bare[:170]


def is_same_person(former, corrected):
    """Whether a corrected name can be that of the same person; each is (first name, last name).

    It is when one of the two parts is as it was, or nearly: people take another last name when they marry and
    another first name for other good reasons, but who changes both at once is somebody else. Parts that were
    mixed up or typed into one field are compared as a whole.
    """
    first, last = (name_key(part, "") for part in former)
    new_first, new_last = (name_key(part, "") for part in corrected)
    pairs = [(first, new_first), (last, new_last), (first, new_last), (last, new_first)]
    pairs.append((name_key(*former), name_key(*corrected)))
    return any(_are_alike(*pair) for pair in pairs)


def _are_alike(one, other):
    return bool(one and other) and (one == other or SequenceMatcher(None, one, other).ratio() >= ALIKE)
