"""The advocacy package in ten sections, and the ways to help on Take Action."""

from advocacy.models.section import Section
from advocacy.models.way import Way

__all__ = ["Section", "Way"]
