"""What the public may know of a petition's numbers, for its page and for other programs."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from parliament.provinces import Province, province_name
from petitions.suppression import shown, shown_within


@dataclass(frozen=True)
class Share:
    """One line of a table: `number` is None where it is too small to be shown; `percent` is that of the longest."""

    name: str
    number: int | None
    percent: int


def by_province(petition):
    """{two letters, or "": number or None} in the order of the provinces, those of no province last."""
    return shown(_ordered({row["province"]: row["total"] for row in petition.tally_parts.totals_by("province")}))


def paper_by_province(petition):
    tally = getattr(petition, "tally", None)
    return shown(_ordered(tally.paper_provinces if tally else {}))


def by_riding(petition, provinces):
    """{(province, riding number or ""): number or None}, by what is shown of the `provinces`."""
    ridings = {}
    for row in petition.tally_parts.totals_by("province", "riding"):
        ridings.setdefault(row["province"], {})[(row["province"], row["riding"])] = row["total"]
    in_order = {key: number for code in _ordered(ridings) for key, number in ridings[code].items()}
    return shown_within(in_order, provinces)


def by_language(petition):
    return shown({row["language"]: row["total"] for row in petition.tally_parts.totals_by("language")})


def by_week(petition):
    """{Monday: number or None}"""
    return shown({row["week"]: row["total"] for row in petition.tally_parts.totals_by("week")})


def shares(numbers):
    """The Shares of `numbers` by province, the largest first, those of no province last."""
    most = max((number for number in numbers.values() if number), default=0)
    found = [
        (code, Share(province_name(code) or _("Outside Canada, or not known"), number, _percent(number, most)))
        for code, number in numbers.items()
    ]
    found.sort(key=lambda pair: (pair[0] == "", -(pair[1].number or 0)))
    return [share for _code, share in found]


def _percent(number, most):
    return max(1, round(100 * number / most)) if number else 0


def _ordered(numbers):
    places = {code: place for place, code in enumerate(Province.values)}
    return dict(sorted(numbers.items(), key=lambda pair: places.get(pair[0], len(places))))
