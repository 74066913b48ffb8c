from typing import NamedTuple

from django.db import models

from parliament.name_keys import name_key
from parliament.postal_codes import fsa_of

# The order by which members are elected since the election of 28 April 2025 (SI/2023-57).
ORDER_IN_FORCE = 2023


class DecisionMakerQuerySet(models.QuerySet):
    def with_email(self):
        """Those to whom a visitor can write from their own mail program."""
        return self.exclude(email="")


class RidingQuerySet(models.QuerySet):
    def in_force(self):
        """Those of the representation order in force; letters and petitions may still name one of an older order."""
        return self.filter(representation_order=ORDER_IN_FORCE)

    def with_members(self):
        """With who sits for them and their offices: what a page of a riding shows."""
        return self.select_related("member").prefetch_related("member__offices")

    def by_name_key(self):
        """{key: riding} under their English and their French names; see `name_key`. For ridings of one order."""
        ridings = list(self)
        return {r.name_key_fr: r for r in ridings} | {r.name_key_en: r for r in ridings}

    def named(self, name):
        """Those so called in either language, however `name` is spelled."""
        key = name_key(name)
        return self.filter(models.Q(name_key_en=key) | models.Q(name_key_fr=key))

    def with_names(self, names):
        """A list of those so called, in the order of `names`; what nobody is called is left out."""
        keys = [name_key(name) for name in names]
        found = self.filter(models.Q(name_key_en__in=keys) | models.Q(name_key_fr__in=keys)).by_name_key()
        return list(dict.fromkeys(found[key] for key in keys if key in found))


class MemberQuerySet(models.QuerySet):
    def sitting(self):
        """Those who hold a seat; without the vacant ones."""
        return self.filter(is_vacant=False)

    def in_force(self):
        """The seats of the representation order in force."""
        return self.filter(riding__representation_order=ORDER_IN_FORCE)

    def of_riding(self, number):
        """Who sits for the riding with this number; None when the seat is vacant or its member not known."""
        return self.sitting().in_force().filter(riding__number=number).first()


class OfficeQuerySet(models.QuerySet):
    def on_the_hill(self):
        return self.filter(kind=self.model.Kind.HILL)

    def in_the_riding(self):
        return self.filter(kind=self.model.Kind.CONSTITUENCY)


class Area(NamedTuple):
    """What is known of one postal area: two letters, words ("" if none), and the numbers of its candidate ridings."""

    province: str
    place: str
    riding_numbers: tuple

    @property
    def riding_number(self):
        """The riding's number where there is one candidate alone, else ""."""
        return self.riding_numbers[0] if len(self.riding_numbers) == 1 else ""


UNKNOWN_AREA = Area("", "", ())


class PostalAreaQuerySet(models.QuerySet):
    """Postal codes come in any spelling; "" and codes of no known area are answered with ""."""

    def of(self, postal_code):
        """The area that the code lies in: one or none."""
        return self.filter(fsa=fsa_of(postal_code))

    def riding_number_for(self, postal_code):
        """The number of the riding, where the area has one candidate alone; else ""."""
        numbers = list(self.of(postal_code).filter(ridings__isnull=False).values_list("ridings__number", flat=True)[:2])
        return numbers[0] if len(numbers) == 1 else ""

    def place_of(self, postal_code):
        """The name of the place, or ""."""
        return self.of(postal_code).values_list("place", flat=True).first() or ""

    def by_fsa(self):
        """{fsa: Area} of all, in two queries, for those who look up many codes: `areas.look_up(code)`."""
        numbers = {}
        candidates = self.filter(ridings__isnull=False).order_by("fsa", "ridings__number")
        for fsa, number in candidates.values_list("fsa", "ridings__number"):
            numbers.setdefault(fsa, []).append(number)
        rows = self.order_by().values_list("fsa", "province", "place")
        return Areas({fsa: Area(province, place, tuple(numbers.get(fsa, ()))) for fsa, province, place in rows})


class Areas(dict):
    """{fsa: Area}, and the way from a whole postal code to its area."""

    def look_up(self, postal_code):
        """The Area of a postal code; an empty one where nothing is known."""
        return self.get(fsa_of(postal_code), UNKNOWN_AREA)
