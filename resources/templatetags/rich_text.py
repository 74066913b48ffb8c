"""Rich text and charts on pages.

{% load rich_text %}
{{ campaign.body|rich }}
{{ section.body|rich:"step" }}            ids begin with "step-": for a second text on one page
{% rich_contents document.body as headings %}{% for heading in headings %}…{{ heading.id }}, {{ heading.text }}
{% chart "sah-survey" %}
"""

from django import template
from django.utils.translation import get_language

from campaigns.models import Chart
from resources.rendering import page

register = template.Library()


@register.filter
def rich(text, prefix="text"):
    """Stored rich text as HTML in the active language; headings start at h2."""
    return page.rich_html(text or "", get_language(), prefix)


@register.simple_tag
def rich_contents(text, prefix="text"):
    """The headings of a text: a list of (id, text, children), h2 with the h3 below each."""
    return page.contents(text or "", get_language(), prefix)


@register.simple_tag
def chart(key):
    """The chart of this key as a figure; nothing when there is none."""
    found = Chart.objects.filter(key=key).prefetch_related("bars").first()
    return page.chart_html(found, get_language()) if found else ""
