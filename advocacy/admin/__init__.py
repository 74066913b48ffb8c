"""The admin's pages, a module for each model."""

from advocacy.admin import call_count, call_sheet, letter, meeting_plan, meeting_report, section, way

__all__ = [
    "call_count",
    "call_sheet",
    "letter",
    "meeting_plan",
    "meeting_report",
    "section",
    "way",
]
