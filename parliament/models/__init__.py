"""Parliament as letters, petitions and pages need it: whom they address, who sits for which riding, and where."""

from parliament.models.decision_maker import DecisionMaker
from parliament.models.member import Member
from parliament.models.office import Office
from parliament.models.postal_area import PostalArea
from parliament.models.riding import Riding
from parliament.models.roster_reading import RosterReading

__all__ = ["DecisionMaker", "Member", "Office", "PostalArea", "Riding", "RosterReading"]
