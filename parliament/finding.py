"""From a postal code to the riding that it lies in: a service proposes, the site's own lists say what is there."""

from enum import StrEnum
from typing import NamedTuple

from django.conf import settings

from parliament.look_ups import NotNow, look_ups
from parliament.models import PostalArea, Riding
from parliament.represent_ridings import Told


class Problem(StrEnum):
    """Why the service named no riding."""

    UNKNOWN = "unknown"  # it does not know the code
    UNAVAILABLE = "unavailable"


class Proposal(NamedTuple):
    """Ridings that a postal code may lie in, the likeliest first; `is_certain`: it lies in the one that is named.

    `area`: the PostalArea that they were taken from, where it was not the service that told them.
    """

    ridings: tuple
    is_certain: bool = False
    problem: str = ""
    area: PostalArea | None = None


def ridings_of(code):
    """The Proposal for a visitor's postal code such as "K1A0A6", after three seconds at most."""
    if not settings.REPRESENT_URL:
        return _by_area(code)
    try:
        told = look_ups.ridings_told(code)
    except NotNow:
        return _by_area(code, Problem.UNAVAILABLE)
    proposal = proposal_of(told)
    return proposal if proposal.ridings else _by_area(code, Problem.UNKNOWN)


def proposal_of(told: Told):
    """The Proposal by what the service tells: those of its ridings that the site knows by their names."""
    ridings = Riding.objects.in_force().with_names(told.names)
    is_certain = told.is_in_force and len(told.names) == len(ridings) == 1
    return Proposal(tuple(ridings), is_certain)


def _by_area(code, problem=""):
    """The candidates of the area; half of all areas have several, and even one alone is an estimate."""
    area = PostalArea.objects.of(code).first()
    ridings = area.ridings.in_force() if area else ()
    return Proposal(tuple(ridings), problem=problem, area=area)
