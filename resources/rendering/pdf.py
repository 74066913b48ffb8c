"""The HTML of a layout → a tagged PDF.

Knows no Django: it runs in the press's child process. WeasyPrint is imported with this module, which costs
about a second; nothing that the site imports at its start imports this module.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

import weasyprint.pdf
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from resources.rendering import (
    assets,
    balance,
    baseline,
    closing,
    conformance,
    filling,
    fitting,
    imposing,
    remedies,
    tagging,
)

# 11 points down to 8.3: the whole text of a petition to the House and three lines to sign on share the first page.
SIZES_OF_FILLED = {"house_sheet": (1, 0.95, 0.9, 0.85, 0.8, 0.755)}
# Layouts that are made of others.
STYLES = {
    "group_sheets": ("petition_sheet", "house_guide", "group_sheets"),
    "plan": ("guide", "plan"),
}


_NOTE = re.compile(r'class="note" id="(note-\d+)"')

# The only places where WeasyPrint is changed; each module says why.
weasyprint.pdf.add_tags = tagging.add_tags
remedies.install()
baseline.install()
balance.install()


class Refused(FatalURLFetchingError):
    """The text led the typesetter to something that is no asset of documents; nothing is set then."""


class NotesLost(RuntimeError):
    """Notes of the text stand on no page. `args[0]`: their ids."""


class AssetFetcher(URLFetcher):
    """Reads the project's own fonts and styles; raises on every other address."""

    def fetch(self, url, headers=None):
        try:
            path = assets.asset_path(url)
        except assets.AssetRefused as refused:
            raise Refused(str(refused)) from None
        return URLFetcherResponse(url, path.read_bytes())


class SetPdf(NamedTuple):
    content: bytes
    pages: int


@lru_cache(maxsize=1)
def _fetcher():
    return AssetFetcher()


@lru_cache(maxsize=1)
def _font_configuration():
    """One per process, with the typefaces loaded: loading them again for each document costs 0.2 s."""
    configuration = FontConfiguration()
    CSS(string=assets.style("fonts"), font_config=configuration, url_fetcher=_fetcher())
    return configuration


@lru_cache(maxsize=16)
def _style_sheet(name):
    return CSS(string=assets.style(name), font_config=_font_configuration(), url_fetcher=_fetcher())


@lru_cache(maxsize=8)
def _size_sheet(size):
    return CSS(string=f":root{{--size:{size:g}}}", url_fetcher=_fetcher())


@lru_cache(maxsize=1)
def _known_characters():
    known = set()
    for path in assets.fonts():
        with TTFont(path, lazy=True) as font:
            known.update(font.getBestCmap())
    return known


def missing_characters(text):
    """The printing characters of `text` that none of the typefaces has, in order."""
    known = _known_characters()
    return sorted({c for c in text if ord(c) not in known and ord(c) > 32})


def set_pdf(html, layout, variant=""):
    """Set `html` in `layout`, as one of the variants of fitting.py if one is named; returns a SetPdf.

    Raises assets.AssetRefused when the text asks for any other file, NotesLost when a note is not printed.
    """
    try:
        document = _filled_pages(html, layout) if layout in SIZES_OF_FILLED else _fitted_pages(html, layout, variant)
        _check_notes(document, html)
        sides = imposing.SIDES[variant](len(document.pages)) if variant in imposing.SIDES else document.pages
        return SetPdf(conformance.write(document, variant), len(sides))
    except Refused as refused:
        raise assets.AssetRefused(str(refused)) from None


def _check_notes(document, html):
    """A note that is called and printed nowhere would go unseen; better no file than such a file."""
    printed = {name for page in document.pages for name in page.anchors}
    lost = sorted(set(_NOTE.findall(html)) - printed)
    if lost:
        raise NotesLost(", ".join(lost))


def _fitted_pages(html, layout, variant=""):
    ways = WeakKeyDictionary()  # documents are large: those that are not chosen go at once

    def lay_out(size, more_style=""):
        document = _lay_out(html, layout, size, more_style, variant)
        ways[document] = size, more_style
        return document

    document = fitting.fitted(lay_out, layout, variant)
    if variant == "booklet" and closing.leaves_back_white(document):
        size, more_style = ways[document]
        document = lay_out(size, more_style + closing.ON_A_PAGE_OF_ITS_OWN)
    closing.move_to_foot(document)
    return document


def _filled_pages(html, layout):
    """The largest type size at which the text leaves room for the lines that its first page needs."""
    for size in SIZES_OF_FILLED[layout]:
        tables = filling.filled_tables(_lay_out(html, layout, size))
        if tables[0].page == 0 and all(table.has_room for table in tables):
            break
    return _lay_out(html, layout, size, filling.hiding(tables))


def _lay_out(html, layout, size, more_style="", variant=""):
    names = ("fonts", "base", *STYLES.get(layout, (layout,)), *filter(None, [variant]))
    sheets = [_style_sheet(name) for name in names]
    if size != 1:
        sheets.append(_size_sheet(size))
    if more_style:
        sheets.append(CSS(string=more_style, url_fetcher=_fetcher()))
    return HTML(string=html, url_fetcher=_fetcher()).render(font_config=_font_configuration(), stylesheets=sheets)
