"""The meeting planner, and the report back.

    agenda      how the minutes of a meeting are shared out
    zones       which clock hangs on the wall where a meeting is
    choices     what a form offers: places, papers, words of the campaign
    forms       the planner’s form, with its rows
    plan        what was typed, as one plain plan
    papers      the plan as an edition, for PDF and Word
    files       the files: PDF with the papers joined in, Word, the entry for calendars
    entry       the entry for calendars (RFC 5545)
    reporting   the report back: its form, its letter of thanks, its verbs, its mail

Nothing of a plan is stored, and nothing of what was typed is logged.
"""
