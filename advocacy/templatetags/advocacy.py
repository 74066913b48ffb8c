"""The ways to help with their addresses, the section a document belongs to, and a letter in a mail program."""

from django import template
from django.utils.translation import get_language

from advocacy.models import CallSheet, Section, Way
from publishing import links, placeholders
from publishing.rich_text import parse
from publishing.templatetags.site import mailto

register = template.Library()


@register.simple_tag
def with_addresses(ways):
    """[(way, address)] of the ways that lead to something public."""
    ways = list(ways)
    found = links.addresses([way.target for way in ways], get_language())
    return [(way, found[way.target]) for way in ways if way.target in found]


@register.simple_tag
def ways_beyond_signing():
    """[(way, address)] for somebody who has just signed."""
    return with_addresses(Way.objects.exclude(target__startswith="page:petition/"))


@register.simple_tag
def call_sheets():
    """The public call sheets with their campaigns, in the order of the campaigns."""
    return CallSheet.objects.public().select_related("campaign")


@register.simple_tag
def section_about(document):
    """The public section of the toolkit whose document this is, or None."""
    return Section.objects.public().filter(document=document).first()


@register.simple_tag
def mailto_letter(section):
    """A link to the section's recipient that opens the visitor's mail program with a letter begun.

    The letter is short, since mail programs cut long links: salutation, the first and the last paragraph of
    the section's document, closing.
    """
    form = section.recipient.form_of_address(get_language())
    paragraphs = _paragraphs(section.document.body) if section.document else []
    subject = section.document.subtitle or section.document.title if section.document else section.title
    return mailto(
        section.recipient.email, subject, form.salutation, *paragraphs[:1], *paragraphs[1:][-1:], form.closing
    )


@register.filter
def hold_dashes(name):
    """A riding's name whose dashes stay with the word before them: no line begins with one."""
    return name.replace("—", "\u2060—")


def _paragraphs(body):
    if not body:
        return []
    values = placeholders.texts(get_language())
    texts = [" ".join(paragraph.text_content().split()) for paragraph in parse(body).iter("p")]
    return [placeholders.fill(text, values) for text in texts if text]
