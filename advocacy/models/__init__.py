"""The advocacy package in ten sections, the ways to help on Take Action, and the tools of those who act."""

from advocacy.models.call_count import CallCount
from advocacy.models.call_sheet import CallSheet, Objection
from advocacy.models.letter import Letter, LetterPoint
from advocacy.models.letter_count import LetterCount
from advocacy.models.meeting_plan import MeetingPlan, MeetingStep, Role
from advocacy.models.meeting_report import MeetingReport
from advocacy.models.section import Section
from advocacy.models.way import Way

__all__ = [
    "CallCount",
    "CallSheet",
    "Letter",
    "LetterCount",
    "LetterPoint",
    "MeetingPlan",
    "MeetingReport",
    "MeetingStep",
    "Objection",
    "Role",
    "Section",
    "Way",
]
