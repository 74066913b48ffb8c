"""The counts of a pack by province and riding, as they are printed and as a table."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from parliament.models import Riding
from parliament.provinces import Province, province_name
from petitions.suppression import shown, shown_within


class Group(NamedTuple):
    """`number` is None where it is too small to be told."""

    province: str
    riding: str
    number: int | None


class Groups(NamedTuple):
    """Lists of Group; those of provinces have no riding."""

    provinces: list
    ridings: list


def groups_of(delivery):
    """In the active language.

    A pack without names hides groups under five, as the public pages do: it is passed on as easily as they are. In a
    pack with names the official reads each of them anyway.
    """
    by_riding = {(province, riding): number for province, riding, number in delivery.facts["groups"]}
    by_province = {}
    for (province, _riding), number in by_riding.items():
        by_province[province] = by_province.get(province, 0) + number
    by_province = dict(sorted(by_province.items(), key=lambda pair: _place(pair[0])))
    if delivery.detail == delivery.Detail.COUNTS:
        by_province = shown(by_province)
        by_riding = shown_within(by_riding, by_province)
    names = {riding.number: riding.name for riding in Riding.objects.in_force()}
    in_order = sorted(by_riding, key=lambda key: (_place(key[0]), key[1] == "", key[1]))
    return Groups(
        [Group(_province(province), "", number) for province, number in by_province.items()],
        [
            Group(_province(province), names.get(riding, riding) or _("riding not known"), by_riding[province, riding])
            for province, riding in in_order
            if province
        ],
    )


def _place(province):
    return Province.values.index(province) if province in Province.values else len(Province.values)


def _province(code):
    return str(province_name(code)) or _("Outside Canada, or not known")
