"""A document in one language, with all that is printed around its text: plain data.

Nothing else goes into a file, so the hash of an edition (with that of the renderer, see digest.py) is the
hash of what is made from it, and a process without Django or a database can set it. gathering.py makes one.
"""

from dataclasses import asdict, dataclass
from datetime import date

from lxml import etree

# The variant of a letter that is ready to be sent: set for a window envelope, with nothing left to fill in.
WINDOW = "window"
WITH_BLANKS = {"letter", "guide", "brief", "church_sheet"}


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
    """To whom a letter goes, how it begins and ends; what the writer fills in stands in brackets.

    `postage` stands small above the address, for the carrier; `copy` says under the signature who else gets it.
    """

    writer_lines: tuple
    day: str
    recipient_lines: tuple
    salutation: str
    closing: str
    signature: str
    signed: str
    subject: str = ""
    postage: str = ""
    copy: str = ""


@dataclass(frozen=True)
class Text:
    """One of several texts of a sheet: its own words, and its parts as semantic trees in XML."""

    language: str
    words: dict
    parts: dict

    @property
    def locale(self):
        return f"{self.language}-CA"


@dataclass(frozen=True)
class Edition:
    """`body` is the semantic tree as XML; `address` is the document's page, with the site's own address.

    A sheet that prints one request in two places, or in two languages, has its `texts` instead of a body.
    One that `gathers` other texts has them as chapters, each of which begins a page.
    """

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
    texts: tuple = ()
    variant: str = ""
    gathers: bool = False

    @property
    def has_blanks(self):
        """Whether what stands in brackets is for the reader to fill in; a report's brackets are an editor's."""
        return self.gathers or (self.layout in WITH_BLANKS and self.variant != WINDOW)

    @property
    def lists_chapters_only(self):
        """Whether the contents leave out the parts of chapters: those of ten texts would fill pages."""
        return self.gathers and bool(self.variant)

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
