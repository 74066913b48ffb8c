"""What pages show of the library: a document's files, a campaign's downloads, whom a letter goes to."""

from typing import NamedTuple

from django import template
from django.utils.translation import get_language

from parliament import forms_of_address
from resources.models import Document, Rendition

register = template.Library()


class FileRow(NamedTuple):
    """A format that staff chose, with its file in the active language, or None when it could not be made."""

    label: str
    rendition: Rendition | None


# What most people look for stands in lists; the others are offered on the document's own page.
FIRST = (Rendition.Format.PDF, Rendition.Format.DOCX)


@register.simple_tag
def files_of(document):
    """A FileRow for PDF and Word, if `document` has them; its renditions are prefetched."""
    made = {rendition.format: rendition for rendition in document.files if _is_first(rendition)}
    return [FileRow(format.label, made.get(format)) for format in document.formats if format in FIRST]


@register.simple_tag
def other_files_of(document):
    """A FileRow for each other file of `document` that has been made: variants of its PDF, then other formats."""
    order = list(Rendition.Format), list(Rendition.Variant)
    others = [rendition for rendition in document.files if not _is_first(rendition)]
    others.sort(key=lambda made: (order[0].index(made.format), order[1].index(made.variant)))
    return [FileRow(rendition.label, rendition) for rendition in others]


def _is_first(rendition):
    return rendition.format in FIRST and rendition.variant == Rendition.Variant.STANDARD


@register.simple_tag
def cover_of(document):
    """The Cover of `document` in the active language, or None; its covers are prefetched."""
    language = get_language()
    return next((cover for cover in document.covers.all() if cover.language == language), None)


@register.simple_tag
def downloads_of(campaign):
    """The public documents offered on a campaign's page, in its order, with their files."""
    offered = Document.objects.public().filter(offered_by__campaign=campaign)
    return offered.order_by("offered_by__position").with_files()


@register.simple_tag
def address_of(letter):
    """The FormOfAddress and address lines of a letter's recipient, or of the reader's own member."""
    language = get_language()
    if letter.recipient:
        return {"form": letter.recipient.form_of_address(language), "lines": letter.recipient.address_lines}
    return {
        "form": forms_of_address.own_member(language),
        "lines": forms_of_address.house_of_commons(language),
    }
