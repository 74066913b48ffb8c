"""The ways to help with their addresses, the section a document belongs to, and a letter in a mail program."""

from django import template
from django.utils.translation import get_language

from advocacy import acting
from advocacy.models import Section, Way
from campaigns.models import Campaign
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
def ways_beyond_signing(campaign=None, riding=None, done=""):
    """[(way, address)] for somebody who has just done something, whose tool is `done`, for a `campaign`.

    Calling, writing and meeting lead to the pages of that campaign, and of the riding where it is known; where
    its seat is vacant, nobody is called or met.
    """
    of_campaign = {deed.tool.name: deed.address for deed in acting.deeds_about(campaign, riding)}
    passed_over = {done, *acting.not_for(riding)}
    ways = with_addresses(Way.objects.exclude(target__startswith="page:petition/"))
    named = [(way.target.removeprefix("page:").partition("/")[0], way, address) for way, address in ways]
    return [(way, of_campaign.get(name, address)) for name, way, address in named if name not in passed_over]


@register.simple_tag
def with_deeds(campaigns, riding=None):
    """[(campaign, what can be done for it)], in three queries; see acting.deeds."""
    campaigns = list(campaigns)
    found = acting.deeds(campaigns, riding)
    return [(campaign, found[campaign.pk]) for campaign in campaigns]


@register.simple_tag
def public_campaigns():
    return Campaign.objects.public()


@register.simple_tag
def deeds_about(campaign, riding=None):
    """What can be done for one campaign."""
    return acting.deeds_about(campaign, riding)


@register.simple_tag
def deeds_with(tool, riding=None):
    """What can be done with one tool, for each of the campaigns."""
    return acting.deeds_with(tool, riding)


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
