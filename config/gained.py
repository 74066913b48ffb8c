"""What the first content has gained since a site was loaded: put beside what is there, and never over it.

Tools of campaigns that have none come in as drafts, for staff to read and publish. The ways to help take over words and
targets as long as nobody has changed them, once their targets are public.
"""

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from advocacy.models import Way
from campaigns.models import Campaign
from config.records import fill, read
from config.tools_of_campaigns import TOOLS
from publishing import links

# What the history of a way says of a change by `take_over`; by it, a later one knows that it is nobody's.
REASON = "Taken over from the first content"


@transaction.atomic
def take_over():
    """Bring in what is new. Returns [sentence], of what was done and of what waits.

    Effects, all or none: drafts of tools are created, with their history; ways that nobody has changed are changed,
    with theirs. Running it again goes on where something has waited.
    """
    return [*_add_tools(), *_renew_ways()]


def _add_tools():
    for tool in TOOLS:
        for record in read("advocacy", tool.file):
            campaign = Campaign.objects.filter(slug_en=record["campaign"]).first()
            if campaign is None or tool.model.objects.filter(campaign=campaign).exists():
                continue
            try:
                with transaction.atomic():
                    tool.make(record, state="draft")
            except ObjectDoesNotExist as missing:
                yield f"{tool.name}: none for “{campaign}”, whose document or decision-maker is not there. {missing}"
            else:
                yield f"{tool.name}: a draft for “{campaign}”. Read it, and publish it in the admin."


def _renew_ways():
    for words in read("advocacy", "ways.yaml"):
        way = Way.objects.filter(title_en=words["title_en"]).first()
        if way is None or not _is_untouched(way):
            continue
        before = {name: getattr(way, name) for name in words}
        fill(way, words)
        if {name: getattr(way, name) for name in words} == before:
            continue
        if way.target not in links.addresses([way.target], "en"):
            yield f"ways: “{way.title_en}” waits until {way.target} is public. Then call this again."
            continue
        way._change_reason = REASON
        way.save()
        yield f"ways: “{way.title_en}” leads to {way.target}."


def _is_untouched(way):
    """Whether it stands as the first content had it: made by nobody who was logged in, and changed by none but us."""
    changes = way.history.exclude(history_type="+", history_user=None).exclude(history_change_reason=REASON)
    return way.history.exists() and not changes.exists()
