"""Pages of a book: the frame of each, and those that hold what is printed around the text."""

from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"


class Entry(NamedTuple):
    """A heading for the contents: its words, where it stands in its page (empty: the page itself), those below it."""

    text: str
    anchor: str
    children: list


class Page(NamedTuple):
    """A file of the book. `entry` is None when the contents do not list it; `holds_drawing` when it has an SVG."""

    name: str
    html: str
    entry: Entry | None = None
    holds_drawing: bool = False


def frame(edition, title, body, *, kind="bodymatter"):
    """A whole page; `kind` is the part of the book that it belongs to."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="{XHTML}" xmlns:epub="{OPS}" '
        f'lang="{edition.locale}" xml:lang="{edition.locale}"><head><title>{escape(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="style.css"/></head><body epub:type="{kind}">{body}'
        "</body></html>\n"
    )


def cover(edition):
    alternative = ". ".join(filter(None, (edition.title, edition.subtitle, edition.sender.name)))
    body = (
        f'<section epub:type="cover" aria-label={quoteattr(edition.words["cover"])}>'
        f'<img class="cover" src="cover.png" alt={quoteattr(alternative)} role="doc-cover"/></section>'
    )
    return Page("cover.xhtml", frame(edition, edition.words["cover"], body, kind="frontmatter"))


def title(edition):
    lines = [
        _line("kicker", edition.kind),
        f'<h1 epub:type="title">{escape(edition.title)}</h1>',
        _line("subtitle", edition.subtitle),
        _line("audience", edition.audience),
        _line("imprint", edition.words["imprint"]),
    ]
    body = f'<section epub:type="titlepage" class="titlepage">{"".join(lines)}</section>'
    return Page("title.xhtml", frame(edition, edition.title, body, kind="frontmatter"))


def colophon(edition):
    words, about = edition.words, edition.words["about"]
    address = f"<a href={quoteattr(edition.address)}>{escape(edition.bare_address)}</a>"
    body = (
        f'<section epub:type="colophon" role="doc-colophon" class="colophon"><h1>{escape(about)}</h1>'
        f"<p>{escape(words['dated'])} {escape(words['newest'])} {address}</p>"
        f"<p>{escape(words['published_by'])} {escape(edition.sender.description)}</p>"
        f"<p>{_licence(words)}</p><p>{escape(words['type'])}</p></section>"
    )
    return Page("colophon.xhtml", frame(edition, about, body, kind="backmatter"), Entry(about, "", []))


def _licence(words):
    line = escape(words["licence"])
    return f"<a href={quoteattr(words['licence_url'])}>{line}</a>" if words["licence_url"] else line


def lines(class_, texts):
    """A paragraph whose lines end where each text ends, such as an address."""
    return f'<p class="{class_}">{"<br/>".join(escape(text) for text in texts)}</p>'


def _line(class_, text):
    return lines(class_, [text]) if text else ""
