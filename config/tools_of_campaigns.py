"""The first content of a campaign's tools: its call sheet, its plan for meetings and its letter.

Each is made of one record of its file, whose `campaign` is named by its English address. What else it names (documents,
the decision-maker) must be there, or Model.DoesNotExist is raised.
"""

from collections.abc import Callable
from typing import NamedTuple

from advocacy.models import CallSheet, Letter, LetterPoint, MeetingPlan, MeetingStep, Objection
from campaigns.models import Campaign
from config.records import create, without
from parliament.models import DecisionMaker
from resources.models import Document


class Tool(NamedTuple):
    """`make(record, **state)` gives the record of `model`, with its parts."""

    name: str
    file: str
    model: type
    make: Callable


def _campaign(record):
    return Campaign.objects.get(slug_en=record["campaign"])


def _call_sheet(record, **state):
    sheet = create(CallSheet, **without(record, "campaign", "objections"), **state, campaign=_campaign(record))
    for place, objection in enumerate(record["objections"], 1):
        create(Objection, sheet=sheet, position=place, **objection)
    return sheet


def _meeting_plan(record, **state):
    links = {
        "campaign": _campaign(record),
        "brief": Document.objects.get(slug_en=record["brief"]),
        "leave_behind": Document.objects.get(slug_en=record["leave_behind"]),
    }
    plan = create(MeetingPlan, **without(record, *links, "steps"), **links, **state)
    for position, step in enumerate(record["steps"], 1):
        create(MeetingStep, plan=plan, position=position, **step)
    return plan


def _letter(record, **state):
    links = {
        "campaign": _campaign(record),
        "decision_maker": DecisionMaker.objects.get(key=record["decision_maker"]),
    }
    letter = create(Letter, **without(record, *links, "points"), **links, **state)
    for place, point in enumerate(record["points"], 1):
        create(LetterPoint, letter=letter, position=place, **point)
    return letter


TOOLS = (
    Tool("call sheets", "call_sheets.yaml", CallSheet, _call_sheet),
    Tool("meeting plans", "meeting_plans.yaml", MeetingPlan, _meeting_plan),
    Tool("letters", "letters.yaml", Letter, _letter),
)
