"""The ridings that Represent names for a postal code.

An answer may have boundaries of several representation orders, and representatives who sat for an older one. Numbers
mean other ridings in another order, so that only names are read. Each list may be missing, empty or hold several.
"""

from typing import NamedTuple

from parliament.querysets import ORDER_IN_FORCE

# The set of the boundaries by which members are elected now; that of 2013 has no year in its name.
SET_IN_FORCE = f"federal-electoral-districts-{ORDER_IN_FORCE}-representation-order"
HOUSE = "/representative-sets/house-of-commons/"


class Told(NamedTuple):
    """Names of ridings, the likeliest first; `is_in_force`: by boundaries of the order in force."""

    names: tuple = ()
    is_in_force: bool = False


def ridings_told(answer):
    """What an answer about a postal code tells: by boundaries of the order in force, else by its members' districts."""
    boundaries = [record for record in _both(answer, "boundaries") if _is_in_force(record.get("url"), record)]
    if names := _names(boundaries, "name"):
        return Told(names, is_in_force=True)
    members = [record for record in _both(answer, "representatives") if _sits_in_the_house(record)]
    in_force = [record for record in members if _is_in_force(_related(record, "boundary_url"), record)]
    names = _names(in_force or members, "district_name")
    return Told(names, is_in_force=bool(names and in_force))


def _both(answer, kind):
    """By the middle of the code's area first, then by tables of codes, which may name several."""
    for key in (f"{kind}_centroid", f"{kind}_concordance"):
        records = answer.get(key)
        yield from (record for record in records if isinstance(record, dict)) if isinstance(records, list) else ()


def _related(record, key):
    related = record.get("related")
    return related.get(key) if isinstance(related, dict) else None


def _is_in_force(url, record):
    told = (url, _related(record, "boundary_set_url"))
    return any(isinstance(address, str) and f"/{SET_IN_FORCE}/" in address for address in told)


def _sits_in_the_house(record):
    return _related(record, "representative_set_url") == HOUSE or record.get("representative_set_name") == (
        "House of Commons"
    )


def _names(records, key):
    """Each once, in their order."""
    told = (record.get(key) for record in records)
    return tuple(dict.fromkeys(" ".join(name.split()) for name in told if isinstance(name, str) and name.strip()))
