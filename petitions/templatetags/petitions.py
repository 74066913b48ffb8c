"""What pages of other apps show of a petition."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from petitions.clocks import in_words
from petitions.models import Petition, PrivacyClocks

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


@register.simple_tag
def embed_code(petition):
    """The HTML with which another site shows the petition's card; for a page that shows it as text."""
    address = f"{settings.SITE_URL}{reverse('petition-embed', args=[petition.slug])}"
    title = _("Petition: %(title)s") % {"title": petition.title}
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="360" height="340" loading="lazy" '
        'style="border: 0; max-width: 100%"></iframe>'
    )


@register.simple_tag
def kept_for(clock, clocks=None):
    """The days of one of PrivacyClocks' fields in words: `{% kept_for "pending_days" as days %}` is "30 days"."""
    return in_words(getattr(clocks or PrivacyClocks.load(), clock))
