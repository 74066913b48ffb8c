"""What pages of other apps show of a petition."""

from django import template

from petitions.models import Petition

register = template.Library()


@register.simple_tag
def open_petition_of(campaign):
    """The campaign's petition that can be signed now and closes first, or None."""
    return Petition.objects.open().filter(campaign=campaign).with_page_content().order_by("closes_at").first()


@register.simple_tag
def petition_about(document):
    """The open petition of a campaign that offers `document` for download, or None."""
    found = Petition.objects.open().filter(campaign__downloads__document=document)
    return found.with_page_content().order_by("closes_at").first()
