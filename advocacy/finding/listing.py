"""The list of all ridings: by province from east to west, each in the order of its language's dictionaries."""

from typing import NamedTuple

from advocacy.finding.after import address_for
from parliament.name_keys import name_key
from parliament.provinces import Province
from publishing.collation import sort_key


class InProvince(NamedTuple):
    """`ridings`: [(riding, address)]."""

    code: str
    name: str
    ridings: list


def sought(ridings, words):
    """Those whose English or French name has all the `words`, whatever their accents, hyphens, dashes and case."""
    keys = [key for key in map(name_key, words.split()) if key]
    return [riding for riding in ridings if all(key in riding.name_key_en or key in riding.name_key_fr for key in keys)]


def by_province(ridings, language, then=""):
    """[InProvince] of those that have one of the `ridings`."""
    found = {}
    for riding in sorted(ridings, key=lambda riding: sort_key(riding.name, language)):
        found.setdefault(riding.province, []).append((riding, address_for(riding, then)))
    return [InProvince(code, Province(code).label, found[code]) for code in Province.values if code in found]
