"""The package around a Word file: what stands in it before the first word, and how it is closed.

python-docx's own template weighs a megabyte of styles that nobody uses; this one holds what styles.py
designs, and the typefaces, so that the file looks the same where they are not installed (the licence of
both, the OFL, allows it).
"""

from datetime import UTC, datetime, time
from io import BytesIO
from zipfile import ZipFile

from resources.rendering.archive import archive
from resources.rendering.word import faces, numbering, styles, theme
from resources.rendering.word.measures import POINTS, measures_of, twips
from resources.rendering.word.styling import W

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
EDGE = 28  # points from the edge of the page to its header and footer: notes stand clear of two lines of imprint
# Word 2013 and later lay the file out by their own rules, without "compatibility mode".
COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
# The parts beside word/document.xml, by the kind of their relation.
PARTS = {kind: f"{kind}.xml" for kind in ("styles", "settings", "numbering", "fontTable")} | {
    "theme": "theme/theme1.xml"
}


def empty(edition):
    """A Word file without words, in the design of `edition`."""
    entries, typefaces = faces.font_table()
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _rels([("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml")]),
        "docProps/app.xml": f'{HEAD}<Properties xmlns="{APP}"><Application>Take Action</Application></Properties>',
        "word/document.xml": (
            f'{HEAD}<w:document {W} xmlns:r="{OFFICE}"><w:body>{_section(edition)}</w:body></w:document>'
        ),
        "word/_rels/document.xml.rels": _rels(PARTS.items()),
        "word/styles.xml": styles.style_sheet(edition),
        "word/settings.xml": _settings(edition),
        "word/numbering.xml": numbering.numbering(edition),
        "word/theme/theme1.xml": theme.theme(edition),
        "word/fontTable.xml": f'{HEAD}<w:fonts {W} xmlns:r="{OFFICE}">{entries}</w:fonts>',
        "word/_rels/fontTable.xml.rels": _rels([("font", f"fonts/{name}") for name in typefaces]),
        **{f"word/fonts/{name}": data for name, data in typefaces.items()},
    }
    return _zip(parts)


def describe(document, edition):
    """Set the file's properties; its dates are those of the edition, whenever it was made."""
    properties = document.core_properties
    moment = datetime.combine(edition.issued_on, time(), UTC).replace(tzinfo=None)
    properties.title = edition.title
    properties.subject = edition.subtitle
    properties.author = properties.last_modified_by = edition.sender.name
    properties.language = edition.locale
    properties.comments = edition.summary[:255]
    properties.category = edition.kind
    properties.created = properties.modified = moment
    properties.revision = 1
    properties.version = edition.words.get("version", "")  # a pack's letter has a date alone


def repack(content):
    """The same package with fixed dates and order, so that the same words give the same bytes."""
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return _zip(parts)


def _zip(parts):
    return archive(parts, first="[Content_Types].xml")


def _content_types():
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
        "png": "image/png",
    }
    overrides = {
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/word/document.xml": f"{TYPES}.document.main+xml",
        **{f"/word/{name}": f"{TYPES}.{kind}+xml" for kind, name in PARTS.items() if kind != "theme"},
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    }
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        + "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in defaults.items())
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        + "</Types>"
    )


def _rels(targets):
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets, 1)
        )
        + "</Relationships>"
    )


def _section(edition):
    top, right, bottom, left = (twips(inches * POINTS) for inches in measures_of(edition).margins)
    edge = twips(EDGE)
    return (
        '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{edge}" w:footer="{edge}" w:gutter="0"/></w:sectPr>'
    )


def _settings(edition):
    decimal, separator = (",", ";") if edition.language == "fr" else (".", ",")
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in COMPATIBILITY.items()
    )
    return (
        f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:embedTrueTypeFonts/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compatible}</w:compat>'
        f'<w:themeFontLang w:val="{edition.locale}"/><w:decimalSymbol w:val="{decimal}"/>'
        f'<w:listSeparator w:val="{separator}"/></w:settings>'
    )
