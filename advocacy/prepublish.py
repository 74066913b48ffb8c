"""What is looked at in a section of the toolkit before it is published."""

import re

from django.utils.translation import gettext as _

from advocacy.models import CallSheet, Objection, Section, Way
from advocacy.models.of_campaign import OfCampaign
from publishing.prepublish.finding import Finding
from publishing.prepublish.registry import always, check, register
from publishing.prepublish.subject import LANGUAGES

GAP = re.compile(r"\[[^\[\]]{2,80}\]")

# Its text may be a worksheet, with [gaps] that the reader fills in on paper.
register(Section, essential=("title", "teaser"), has_gaps=always)
register(Way, essential=("title", "text"))
# A script is spoken with [gaps] that the caller fills in.
register(
    CallSheet,
    relations=("objections",),
    essential=("lead", "short_script", "long_script", "voicemail_script"),
    has_gaps=always,
    cites=always,
)


@check
def section_without_words(subject):
    """A section that offers nothing: no introduction, no document and nothing to do."""
    section = subject.record
    if not isinstance(section, Section) or section.tool != Section.Tool.NONE or section.document:
        return
    if not section.introduction_en and not section.introduction_fr:
        words = _("Write an introduction, or choose a document or something to do.")
        yield Finding(_("An empty page"), words, section, "introduction_en", blocks=True)


@check
def document_not_public(subject):
    """A section whose document no reader can open yet."""
    section = subject.record
    if isinstance(section, Section) and section.document and not section.document.is_public:
        words = _("The document “%(title)s” is not public yet; until it is, the section stands without it.")
        yield Finding(_("A document that is not public"), words % {"title": section.document}, section, "document")


@check
def figure_without_source_in_answer(subject):
    """An answer with a figure that does not say of when it is, or where it is from: nobody could stand by it."""
    for objection in (part for part in subject.parts if isinstance(part, Objection)):
        for language in LANGUAGES:
            if not getattr(objection, f"figure_{language}"):
                continue
            for name, words in (
                ("source_name", _("“%(objection)s” has a figure that does not say where it is taken from.")),
                ("as_of", _("“%(objection)s” has a figure that does not say of which year or day it is.")),
            ):
                if not getattr(objection, f"{name}_{language}"):
                    title = _("A figure without a source") if name == "source_name" else _("A figure without a date")
                    yield Finding(title, words % {"objection": objection}, objection, f"{name}_{language}", blocks=True)


@check
def gap_outside_a_script(subject):
    """[words in brackets] in what is read, and not spoken: nobody fills them in."""
    if not isinstance(subject.record, CallSheet):
        return
    for text in subject.texts:
        gap = None if text.is_rich else GAP.search(text.stored)
        if gap:
            words = _("“%(left)s” looks like a gap that is still to be filled in.") % {"left": gap[0]}
            yield Finding(_("A placeholder is left over"), words, text.record, text.field)


@check
def campaign_not_public(subject):
    """A call sheet, a letter and a plan for meetings stand at the address of their campaign, and wait for it."""
    record = subject.record
    if isinstance(record, OfCampaign) and not record.campaign.is_public:
        words = _("The campaign “%(title)s” is not public yet; until it is, nobody sees this page.")
        yield Finding(_("A campaign that is not public"), words % {"title": record.campaign}, record, "campaign")
