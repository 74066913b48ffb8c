"""What somebody can do for a campaign, as pages offer it: call, write, meet."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from advocacy.models import CallSheet, Letter, MeetingPlan


class Tool(NamedTuple):
    """One way to reach a member. `name` is that of its pages: `call`, and `call-member` with a riding."""

    name: str
    model: type
    icon: str
    minutes_label: str
    title: str
    text: str
    needs_a_member: bool = True


class Deed(NamedTuple):
    """A tool for one campaign, with the address of its page. It is shown as a way to help is."""

    tool: Tool
    campaign: object
    address: str

    @property
    def minutes_label(self):
        return self.tool.minutes_label

    @property
    def title(self):
        return self.tool.title

    @property
    def text(self):
        return self.tool.text


# The quickest first.
TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "call",
            CallSheet,
            "phone",
            _("5 minutes"),
            _("Call your MP"),
            _("The number, a short script, and answers to what you may hear."),
        ),
        Tool(
            "write",
            Letter,
            "pen",
            _("10 minutes"),
            _("Write a letter"),
            _("Choose your points, add words of your own, and take it with you."),
            needs_a_member=False,
        ),
        Tool(
            "meet",
            MeetingPlan,
            "calendar",
            _("1 hour"),
            _("Meet your MP"),
            _("Who says what, and when, with the papers to bring, in one file."),
        ),
    )
}


def deeds(campaigns, riding=None):
    """{campaign's primary key: [Deed]} of what is public; three queries, however many campaigns there are.

    With a `riding`, the pages of its member; for a vacant seat only what can be done without one.
    """
    without = not_for(riding)
    by_key = {campaign.pk: campaign for campaign in campaigns}
    found = {key: [] for key in by_key}
    for tool in TOOLS.values():
        if tool.name in without:
            continue
        for key in tool.model.objects.public().filter(campaign__in=by_key).values_list("campaign", flat=True):
            found[key].append(Deed(tool, by_key[key], address_of(tool.name, by_key[key], riding)))
    return found


def not_for(riding):
    """The names of the tools that need a member, where the seat of `riding` is vacant; else none."""
    is_vacant = bool(riding) and hasattr(riding, "member") and riding.member.is_vacant
    return {tool.name for tool in TOOLS.values() if tool.needs_a_member} if is_vacant else set()


def deeds_about(campaign, riding=None):
    """[Deed] of one campaign; [] of none."""
    return deeds([campaign], riding)[campaign.pk] if campaign else []


def deeds_with(name, riding=None):
    """[Deed] of one tool, for each campaign that has it; [] for another name. One query."""
    if name not in TOOLS:
        return []
    records = TOOLS[name].model.objects.public().select_related("campaign")
    return [Deed(TOOLS[name], each.campaign, address_of(name, each.campaign, riding)) for each in records]


def address_of(tool, campaign, riding=None):
    """The address of a tool's page in the active language."""
    if not riding:  # templates give "" for what they do not know
        return reverse(tool, args=[campaign.slug])
    return reverse(f"{tool}-member", args=[campaign.slug, riding.number])
