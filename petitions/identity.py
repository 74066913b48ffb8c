"""Who is who: when two addresses, and two names, are those of one person."""

import re
import unicodedata

from petitions.models import AddressRule


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
