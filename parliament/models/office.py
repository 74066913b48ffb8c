import re

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parliament.forms_of_address import house_of_commons, is_house_of_commons
from parliament.models.member import Member
from parliament.models.sourced import Sourced
from parliament.querysets import OfficeQuerySet
from publishing.fields import LineField, PlainTextField

# The last line of an address: "Mississauga ON  L4Y 1A6", "Airdrie, Alberta  T4B 2R3", "Laval (Québec)  H7N 1A1".
_POSTAL_CODE = re.compile(r"[\s,]*[A-Z]\d[A-Z] ?\d[A-Z]\d\s*$")
_PROVINCE = re.compile(r"\s*(?:\([^()]*\)|,[^,\d]+|\s[A-Z]{2})$")
# Before the number within the house: "ext. 5", "x5", « poste 5 », "#5".
_EXTENSION = re.compile(r"ext|(?<![a-z])x|poste|#", re.IGNORECASE)


def _digits(text):
    return "".join(c for c in text if c.isdecimal())


class Office(Sourced):
    """Where a member can be written to, called and met: on Parliament Hill, and in the riding."""

    class Kind(models.TextChoices):
        HILL = "hill", _("on Parliament Hill")
        CONSTITUENCY = "constituency", _("constituency office")

    member = models.ForeignKey(Member, models.CASCADE, related_name="offices", verbose_name=_("member"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.CONSTITUENCY)
    position = models.PositiveSmallIntegerField(_("place"), default=1)
    name = LineField(_("name"), max_length=120, blank=True, help_text=_("Such as “Main office” or the town."))
    address = PlainTextField(_("address"), blank=True, help_text=_("One line each, as it stands on an envelope."))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    hours = LineField(_("hours"), max_length=160, blank=True, help_text=_("Such as “Monday to Thursday, 9 to 4”."))

    objects = OfficeQuerySet.as_manager()

    class Meta:
        # The Hill's comes first: its kind is the later word.
        ordering = ["member", "-kind", "position", "pk"]
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        constraints = [
            models.CheckConstraint(
                condition=~Q(address="") | ~Q(phone=""),
                name="parliament_office_can_be_reached",
                violation_error_message=_("An office has an address or a telephone."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("hill", "constituency")), name="parliament_office_is_of_a_kind"
            ),
        ]

    def __str__(self):
        """Its name; without one, what tells it from the member's other offices."""
        place = "" if self.is_on_the_hill else "".join(self.address_lines[:1])
        return self.name or ", ".join(filter(None, (self.get_kind_display(), place)))

    @property
    def is_on_the_hill(self):
        return self.kind == self.Kind.HILL

    @property
    def address_lines(self):
        """The House's own address is written as each language writes it; rosters have it in English."""
        lines = [line for line in self.address.splitlines() if line.strip()]
        is_the_house = self.is_on_the_hill and len(lines) == 2 and is_house_of_commons(lines)
        return house_of_commons(get_language()) if is_the_house else lines

    @property
    def town(self):
        """The town in the address, without its province; "" where no line of it ends in a postal code."""
        lines = [line for line in self.address_lines if _POSTAL_CODE.search(line)]
        line = _PROVINCE.sub("", _POSTAL_CODE.sub("", lines[-1])) if lines else ""
        return line.strip(" ,").rpartition(",")[2].strip()

    @property
    def phone_link(self):
        """The telephone as `tel:` takes it: "1 613 992-4848" is "+16139924848"; "" where there is none."""
        number, *extension = _EXTENSION.split(self.phone, maxsplit=1)
        digits = _digits(number)
        if len(digits) == 10:
            digits = f"1{digits}"
        more = _digits("".join(extension))
        return f"+{digits}" + (f";ext={more}" if more else "") if len(digits) == 11 else digits
