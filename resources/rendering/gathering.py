"""A document of the library → the Edition that its files are made from."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import etree

from parliament import forms_of_address
from publishing.models import Organisation
from publishing.qr import qr_words
from publishing.templatetags.typeset import long_date
from resources.models import Document
from resources.rendering.edition import Edition, Letter, Sender, bare
from resources.rendering.problems import NothingToSet, UnknownPlaceholder
from resources.rendering.source import semantic_tree, unknown_placeholders

LAYOUTS = {Document.Layout.PACKAGE: "report"}  # what is set like another layout


def edition_of(document, language, variant=""):
    """The Edition of a resources Document, to be set as one of Rendition.Variant.

    Raises NothingToSet when there is no text in `language`, UnknownPlaceholder when the text names
    something that is no longer there.
    """
    text = document.text_in(language)
    if not text.strip():
        raise NothingToSet
    tree = semantic_tree(text, language, in_file=True)
    unknown = unknown_placeholders(tree)
    if unknown:
        raise UnknownPlaceholder(unknown[0])
    with override(language):
        organisation = Organisation.load()
        return Edition(
            language=language,
            layout=LAYOUTS.get(document.layout, str(document.layout)),
            kind=str(document.get_kind_display()),
            title=document.title or "",
            subtitle=document.subtitle or "",
            summary=document.summary or "",
            audience=document.audience or "",
            issued_on=document.issued_on,
            date_in_words=long_date(document.issued_on, language),
            address=settings.SITE_URL + document.get_absolute_url(),
            sender=sender_of(organisation),
            words=_words(document, organisation, language),
            letter=letter_of(document, language) if document.layout == document.Layout.LETTER else None,
            body=etree.tostring(tree, encoding="unicode"),
            variant=str(variant),
            gathers=document.gathers,
        )


def sender_of(organisation):
    return Sender(
        name=organisation.name or "",
        short_name=organisation.short_name or "",
        description=" ".join((organisation.description or "").split()),
        website=organisation.website,
        email=organisation.email,
        phone=organisation.phone,
        postal_lines=tuple(organisation.postal_lines),
        brand_colour=organisation.brand_colour,
        action_colour=organisation.action_colour,
    )


def letter_of(document, language):
    """To the recipient, or to the reader's own member when there is none."""
    if document.recipient:
        form = document.recipient.form_of_address(language)
        place = document.recipient.address_lines
    else:
        form = forms_of_address.own_member(language)
        place = forms_of_address.house_of_commons(language)
    return Letter(
        writer_lines=(
            _("[Your name]"),
            _("[Your street address]"),
            _("[Your town, province and postal code]"),
            _("[Your email or telephone]"),
        ),
        day=_("[Place and date]"),
        recipient_lines=tuple(line for line in (form.name_line, form.title, *place) if line),
        salutation=form.salutation,
        closing=form.closing,
        signature=_("[Your signature]"),
        signed=_("[Your name]"),
    )


def _words(document, organisation, language):
    """What is printed around the text, in the active language."""
    address = settings.SITE_URL + document.get_absolute_url()
    names = {
        "name": organisation.name,
        "date": long_date(document.issued_on, language),
        "version": document.version,
    }
    return {
        "contents": _("Contents"),
        "note": _("Note"),
        "notes": _("Notes"),
        "back": _("Back to note %(n)s in the text"),
        "fill": _("Click each shaded place and type: your words take its place. Then delete this note."),
        "how": _("How to use this letter"),
        "cover": _("Cover"),
        "start": _("Start of the text"),
        "about": _("About this edition"),
        "readable": _(
            "Headings, lists, tables and notes are marked as such. Each chart’s numbers stand in words and in a table."
        ),
        "version": _("Version %(version)d, %(date)s") % names,
        "imprint": _("%(name)s, version %(version)d, %(date)s") % names,
        "online": _("Online, with any later changes:"),
        "dated": _("This is version %(version)d, %(date)s.") % names,
        "newest": _("The newest one is always at this address, to read and to download:"),
        "published_by": _("Published by %(name)s.") % names,
        "licence": organisation.licence_line(document.issued_on.year),
        "licence_url": organisation.licence_url or "",
        "type": _("Set in Fraunces and in Atkinson Hyperlegible Next, a typeface made to be read with ease."),
        # A letter that is to be sent carries no code.
        "qr": None if document.layout == document.Layout.LETTER else _code(address),
    }


def _code(address):
    return qr_words(address, _("QR code: this document’s page, %(address)s") % {"address": bare(address)})
