"""The advocacy package in ten sections, the ways to help on Take Action, and the tools of those who act."""

from advocacy.models.call_count import CallCount
from advocacy.models.call_sheet import CallSheet, Objection
from advocacy.models.section import Section
from advocacy.models.way import Way

__all__ = ["CallCount", "CallSheet", "Objection", "Section", "Way"]
