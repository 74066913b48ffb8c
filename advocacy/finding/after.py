"""Where somebody goes who has found their riding: to the tool that sent them, or to the riding's own page.

`then` is a word that a form carries: the name of a tool and a campaign's address, "write/waive-travel-loans".
"""

from django.db.models import Q
from django.urls import reverse

from advocacy.acting import TOOLS


def purpose(then):
    """`then` as it is understood, with the campaign's address in the active language; "" for anything else."""
    tool, _slash, slug = (then or "").partition("/")
    if tool not in TOOLS or not slug or "\x00" in slug:
        return ""
    at = Q(campaign__slug_en=slug) | Q(campaign__slug_fr=slug)
    offered = TOOLS[tool].model.objects.public().filter(at).select_related("campaign").first()
    return f"{tool}/{offered.campaign.slug}" if offered else ""


def address_for(riding, purpose=""):
    """The address of a riding's page, or with a `purpose` that of the tool for this riding's member."""
    tool, _slash, slug = purpose.partition("/")
    return reverse(f"{tool}-member", args=[slug, riding.number]) if tool else reverse("your-mp", args=[riding.number])
