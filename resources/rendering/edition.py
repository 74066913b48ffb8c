"""A document in one language, with all that is printed around its text: plain data.

Nothing else goes into a file, so the hash of an edition (with that of the renderer, see digest.py) is the
hash of what is made from it, and a process without a database can set it.
"""

from dataclasses import asdict, dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import etree

from parliament import forms_of_address
from publishing.models import Organisation
from publishing.templatetags.typeset import long_date
from resources.rendering.problems import NothingToSet, UnknownPlaceholder
from resources.rendering.source import semantic_tree, unknown_placeholders


def bare(address):
    """An address without "https://" and the last slash."""
    return address.split("://", 1)[-1].rstrip("/")


@dataclass(frozen=True)
class Sender:
    """The organisation, as documents name it. Colours are "#rrggbb"."""

    name: str
    short_name: str
    description: str
    website: str
    email: str
    phone: str
    postal_lines: tuple
    brand_colour: str
    action_colour: str

    @property
    def bare_website(self):
        """The website as it is printed."""
        return bare(self.website)


@dataclass(frozen=True)
class Letter:
    """To whom a letter goes, how it begins and ends; what the writer fills in stands in brackets."""

    writer_lines: tuple
    day: str
    recipient_lines: tuple
    salutation: str
    closing: str
    signature: str
    signed: str


@dataclass(frozen=True)
class Edition:
    """`body` is the semantic tree as XML; `address` is the document's page, with the site's own address."""

    language: str
    layout: str
    kind: str
    title: str
    subtitle: str
    summary: str
    audience: str
    issued_on: date
    date_in_words: str
    address: str
    sender: Sender
    letter: Letter | None
    words: dict
    body: str

    @property
    def locale(self):
        """The language tag of files: Canadian English or French."""
        return f"{self.language}-CA"

    @property
    def tree(self):
        """A tree of its own for the caller, who may change it."""
        return etree.fromstring(self.body)

    @property
    def bare_address(self):
        """The address of the document's page as it is printed."""
        return bare(self.address)

    def as_dict(self):
        return asdict(self)


def edition_of(document, language):
    """The Edition of a resources Document.

    Raises NothingToSet when there is no text in `language`, UnknownPlaceholder when the text names
    something that is no longer there.
    """
    text = getattr(document, f"body_{language}") or ""
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
            layout=document.layout,
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
            letter=_letter(document, language) if document.layout == document.Layout.LETTER else None,
            body=etree.tostring(tree, encoding="unicode"),
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


def _letter(document, language):
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
    names = {"name": organisation.name, "date": long_date(document.issued_on, language)}
    return {
        "contents": _("Contents"),
        "note": _("Note"),
        "dated": _("This edition is dated %(date)s.") % names,
        "newest": _("The newest one is always at this address, to read and to download:"),
        "published_by": _("Published by %(name)s.") % names,
        "imprint": _("%(name)s, %(date)s") % names,
        "online": _("Online, with any later changes:"),
        "type": _("Set in Fraunces and in Atkinson Hyperlegible Next, a typeface made to be read with ease."),
    }
