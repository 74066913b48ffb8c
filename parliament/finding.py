"""From a postal code to the riding that it lies in."""

from typing import NamedTuple

from parliament.models import PostalArea, Riding
from parliament.models.riding import ORDER_IN_FORCE


class Proposal(NamedTuple):
    """Ridings that a postal code may lie in, the likeliest first; `is_certain`: it lies in the one that is named."""

    ridings: tuple
    is_certain: bool = False


def ridings_of(code):
    """The Proposal for a whole postal code such as "K1A0A6"."""
    return Proposal(_of_area(code))


def _of_area(code):
    areas = PostalArea.objects.of(code)
    return tuple(Riding.objects.of_order(ORDER_IN_FORCE).filter(postal_areas__in=areas).distinct())
