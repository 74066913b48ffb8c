"""Where somebody goes who has found their riding: to the tool that sent them, or to the riding's own page.

`then` is a word that a form carries: the name of a tool and a campaign's address, "write/waive-travel-loans".
"""

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from campaigns.models import Campaign

# Each tool, and its page for the member of one riding.
TOOLS = {"write": "write-to-member", "call": "call-member", "meet": "meet-member"}


def purpose(then):
    """`then` as it is understood, with the campaign's address in the active language; "" for anything else."""
    tool, _slash, slug = (then or "").partition("/")
    if tool not in TOOLS or not slug or "\x00" in slug:
        return ""
    campaign = Campaign.objects.public().filter(Q(slug_en=slug) | Q(slug_fr=slug)).first()
    if campaign is None or not _has_page(tool, campaign.slug):
        return ""
    return f"{tool}/{campaign.slug}"


def address_for(riding, purpose=""):
    """The address of a riding's page, or with a `purpose` that of the tool for this riding's member."""
    tool, _slash, slug = purpose.partition("/")
    return reverse(TOOLS[tool], args=[slug, riding.number]) if tool else reverse("your-mp", args=[riding.number])


def _has_page(tool, slug):
    try:
        reverse(TOOLS[tool], args=[slug, "00000"])
    except NoReverseMatch:  # the site does not offer it
        return False
    return True
