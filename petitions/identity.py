"""Who is who: when two addresses, and two names, are those of one person."""

import re
import unicodedata
from difflib import SequenceMatcher

from petitions.models import AddressRule

# How much of two names is alike (0 to 1) when one is the other with a slip. "Jhon" and "John" have .75, "Mary" and
# "Marie" .67, "Anna" and "Peter" .22.
ALIKE = 0.6


def address_rules():
    """{domain: AddressRule} as staff have set them."""
    return {rule.domain: rule for rule in AddressRule.objects.all()}


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
