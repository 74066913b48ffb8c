"""What an EPUB says of itself: its metadata, its files and their order, and its contents.

EPUB 3.3 and EPUB Accessibility 1.1 of the W3C.
"""

import uuid
from xml.sax.saxutils import escape, quoteattr

from resources.rendering.epub import markup

CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
FEATURES = ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "unlocked", "ARIA")


def package(edition, pages, fonts):
    """book/package.opf. The book's identity is its address, in any edition; its dates are those of the edition."""
    listed = [page for page in pages if page.name not in ("cover.xhtml", "title.xhtml")]
    order = ["cover.xhtml", "title.xhtml", "contents.xhtml", *(page.name for page in listed)]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="identity" xml:lang="{edition.locale}"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{_metadata(edition, pages)}</metadata>'
        f"<manifest>{''.join(_items(pages, fonts))}</manifest><spine>"
        + "".join(f'<itemref idref="{_id(name)}"/>' for name in order)
        + "</spine></package>\n"
    )


def _metadata(edition, pages):
    charts = any(page.holds_drawing for page in pages)
    plain = [
        ("dc:publisher", edition.sender.name),
        ("dc:date", edition.issued_on.isoformat()),
        ("dc:description", edition.summary),
        ("dc:type", edition.kind),
        ("dc:source", edition.address),
        ("dc:rights", edition.words["licence"]),
        ("dc:language", edition.locale),
    ]
    modes = ["textual", "visual"] if charts else ["textual"]
    described = [
        ("dcterms:modified", f"{edition.issued_on.isoformat()}T00:00:00Z"),
        *(("schema:accessMode", mode) for mode in modes),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", feature) for feature in FEATURES),
        ("schema:accessibilityFeature", "alternativeText"),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", edition.words["readable"]),
    ]
    return (
        f'<dc:identifier id="identity">{uuid.uuid5(uuid.NAMESPACE_URL, edition.address).urn}</dc:identifier>'
        + _title("title", "main", edition.title)
        + (_title("subtitle", "subtitle", edition.subtitle) if edition.subtitle else "")
        + f'<dc:creator id="creator">{escape(edition.sender.name)}</dc:creator>'
        + "".join(f"<{name}>{escape(value)}</{name}>" for name, value in plain if value)
        + "".join(f'<meta property="{name}">{escape(value)}</meta>' for name, value in described)
    )


def _title(identity, kind, words):
    refined = f'<meta refines="#{identity}" property="title-type">{kind}</meta>'
    return f'<dc:title id="{identity}">{escape(words)}</dc:title>{refined}'


def _items(pages, fonts):
    yield _item("contents.xhtml", "application/xhtml+xml", "nav")
    yield _item("style.css", "text/css")
    yield _item("cover.png", "image/png", "cover-image")
    for page in pages:
        yield _item(page.name, "application/xhtml+xml", "svg" if page.holds_drawing else "")
    for font in fonts:
        yield _item(font, "font/ttf")


def _item(name, kind, properties=""):
    given = f' properties="{properties}"' if properties else ""
    return f'<item id="{_id(name)}" href="{name}" media-type="{kind}"{given}/>'


def _id(name):
    return name.replace("/", "-").replace(".", "-")


def contents(edition, pages):
    """book/contents.xhtml: the contents, which a reader can turn to, and the book's parts for programs."""
    words = edition.words
    listed = _list([(page.name, page.entry) for page in pages if page.entry])
    first = next(page.name for page in pages if page.name.startswith("chapter"))
    landmarks = (("cover", "cover.xhtml", words["cover"]), ("toc", "contents.xhtml", words["contents"]))
    places = "".join(
        f'<li><a epub:type="{kind}" href="{name}">{escape(label)}</a></li>'
        for kind, name, label in (*landmarks, ("bodymatter", first, words["start"]))
    )
    body = (
        f'<nav epub:type="toc" role="doc-toc" aria-labelledby="contents"><h1 id="contents">{escape(words["contents"])}'
        f"</h1>{listed}</nav>"
        f'<nav epub:type="landmarks" aria-label={quoteattr(words["start"])} hidden="hidden"><ol>{places}</ol></nav>'
    )
    return markup.frame(edition, words["contents"], body, kind="frontmatter")


def _list(entries):
    rows = []
    for name, entry in entries:
        place = f"{name}#{entry.anchor}" if entry.anchor else name
        below = _list([(name, child) for child in entry.children]) if entry.children else ""
        rows.append(f"<li><a href={quoteattr(place)}>{escape(entry.text)}</a>{below}</li>")
    return f"<ol>{''.join(rows)}</ol>"
