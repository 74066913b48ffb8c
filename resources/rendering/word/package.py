"""The package around a Word file: what stands in it before the first word, and how it is closed.

python-docx's own template weighs a megabyte of styles that nobody uses; this one holds what styles.py
designs, and the typefaces, so that the file looks the same where they are not installed (the licence of
both, the OFL, allows it).
"""

import hashlib
import uuid
from datetime import UTC, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from resources.rendering import assets
from resources.rendering.word import numbering, styles

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
# (family, what Word takes when it may not use embedded faces, {style: file})
FACES = (
    (
        styles.TEXT,
        "Verdana",
        {
            "Regular": "AtkinsonHyperlegibleNext-Regular",
            "Bold": "AtkinsonHyperlegibleNext-Bold",
            "Italic": "AtkinsonHyperlegibleNext-Italic",
        },
    ),
    (styles.DISPLAY, "Georgia", {"Regular": "Fraunces-SemiBold"}),
)


def empty(edition):
    """A Word file without words, in the design of `edition`."""
    table, table_rels, faces = _font_table()
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _rels([("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml")]),
        "docProps/app.xml": f'{HEAD}<Properties xmlns="{APP}"><Application>Take Action</Application></Properties>',
        "word/document.xml": (
            f'{HEAD}<w:document {styles.W} xmlns:r="{OFFICE}"><w:body>{_section(edition)}</w:body></w:document>'
        ),
        "word/_rels/document.xml.rels": _rels(
            [(kind, f"{kind}.xml") for kind in ("styles", "settings", "numbering", "fontTable")]
        ),
        "word/styles.xml": styles.style_sheet(edition),
        "word/settings.xml": _settings(edition),
        "word/numbering.xml": numbering.numbering(edition),
        "word/fontTable.xml": table,
        "word/_rels/fontTable.xml.rels": table_rels,
        **faces,
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


def repack(content):
    """The same package with fixed dates and order, so that the same words give the same bytes."""
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return _zip(parts)


def _zip(parts):
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, FIXED_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            package.writestr(entry, parts[name])
    return packed.getvalue()


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
        **{f"/word/{kind}.xml": f"{TYPES}.{kind}+xml" for kind in ("styles", "settings", "numbering", "fontTable")},
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
    top, right, bottom, left = (round(inches * 1440) for inches in styles.MARGINS[edition.layout])
    return (
        '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        'w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
    )


def _settings(edition):
    decimal, separator = (",", ";") if edition.language == "fr" else (".", ",")
    return (
        f'{HEAD}<w:settings {styles.W}><w:embedTrueTypeFonts/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{edition.locale}"/><w:decimalSymbol w:val="{decimal}"/>'
        f'<w:listSeparator w:val="{separator}"/></w:settings>'
    )


def _font_table():
    """(fontTable.xml, its relationships, {part name: obfuscated face})."""
    entries, targets, parts = [], [], {}
    for family, alternative, files in FACES:
        embedded = []
        for face, file in files.items():
            data = (assets.FOLDERS["fonts"] / f"{file}.ttf").read_bytes()
            key = uuid.UUID(bytes=hashlib.sha256(data).digest()[:16])
            targets.append(("font", f"fonts/{file}.odttf"))
            parts[f"word/fonts/{file}.odttf"] = _obfuscate(data, key)
            embedded.append(f'<w:embed{face} r:id="rId{len(targets)}" w:fontKey="{{{str(key).upper()}}}"/>')
        entries.append(
            f'<w:font w:name="{family}"><w:altName w:val="{alternative}"/><w:charset w:val="00"/>'
            f'<w:family w:val="auto"/><w:pitch w:val="variable"/>{"".join(embedded)}</w:font>'
        )
    table = f'{HEAD}<w:fonts {styles.W} xmlns:r="{OFFICE}">{"".join(entries)}</w:fonts>'
    return table, _rels(targets), parts


def _obfuscate(data, key):
    """ECMA-376 part 4, 2.8.1: the first 32 bytes are combined with the key's bytes, last one first."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(data[:32], mask, strict=True)) + data[32:]
