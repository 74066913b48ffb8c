"""The thirteen provinces and territories, and which of them a postal code lies in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from parliament.postal_codes import fsa_of


class Province(TextChoices):
    """Two-letter codes, in the order in which Elections Canada numbers the ridings: from east to west, then north."""

    NL = "NL", _("Newfoundland and Labrador")
    PE = "PE", _("Prince Edward Island")
    NS = "NS", _("Nova Scotia")
    NB = "NB", _("New Brunswick")
    QC = "QC", _("Quebec")
    ON = "ON", _("Ontario")
    MB = "MB", _("Manitoba")
    SK = "SK", _("Saskatchewan")
    AB = "AB", _("Alberta")
    BC = "BC", _("British Columbia")
    YT = "YT", _("Yukon")
    NT = "NT", _("Northwest Territories")
    NU = "NU", _("Nunavut")


# Canada Post, "Addressing guidelines": the first letter tells the province, but for X, which serves two territories.
_BY_LETTER = {
    "A": Province.NL,
    "B": Province.NS,
    "C": Province.PE,
    "E": Province.NB,
    **dict.fromkeys("GHJ", Province.QC),
    **dict.fromkeys("KLMNP", Province.ON),
    "R": Province.MB,
    "S": Province.SK,
    "T": Province.AB,
    "V": Province.BC,
    "Y": Province.YT,
}
_OF_X = {
    **dict.fromkeys(("X0A", "X0B", "X0C"), Province.NU),
    **dict.fromkeys(("X0E", "X0G", "X1A"), Province.NT),
}


def province_of_postal_code(code):
    """The two letters of the province of a postal code, or of its first three characters; "" when they tell none."""
    fsa = fsa_of(code)
    return str(_OF_X.get(fsa) or _BY_LETTER.get(fsa[:1], ""))


def province_name(code):
    """The name of the province with these two letters, in the active language when it is shown; "" for others."""
    return Province(code).label if code in Province.values else ""
