"""What a reader fills in, as content controls: fields with a name, whose words give way to what is typed.

Word shows the words of a control that has been emptied again from a part of their own, the glossary.
"""

import hashlib
import uuid
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from resources.rendering.palette import palette
from resources.rendering.word.styling import character, run, style

STYLE = "ToFillIn"
LONGEST_NAME = 64  # characters: what Word takes for the name of a control
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class Gaps:
    """The content controls of one document. `run` is handed over by whoever writes: it knows the language."""

    def __init__(self, document, edition):
        self.document, self.edition = document, edition
        self._parts = {}  # what is asked for: the name of its entry in the glossary
        self._count = 0

    def control(self, words, written):
        """A w:sdt around `written`, the run that says `words`."""
        entry = self._parts.setdefault(words, f"Gap{len(self._parts) + 1}")
        return self._new(
            name_of(words),
            entry,
            f'<w:placeholder><w:docPart w:val="{entry}"/></w:placeholder><w:showingPlcHdr/>',
            written,
        )

    def note(self, name, paragraph):
        """A w:sdt around a whole paragraph that tells what to do; whoever has read it deletes it in one go."""
        return self._new(name, "Instructions", "", paragraph)

    def _new(self, name, tag, properties, content):
        self._count += 1
        made = parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val={quoteattr(name)}/><w:tag w:val="{tag}"/>'
            f'<w:id w:val="{self._count}"/>{properties}</w:sdtPr><w:sdtContent/></w:sdt>'
        )
        made[-1].append(content)
        return made

    def write_glossary(self):
        """Add the glossary, if there is any control."""
        if not self._parts:
            return
        entries = "".join(_entry(name, words) for words, name in self._parts.items())
        root = parse_xml(f"<w:glossaryDocument {nsdecls('w')}><w:docParts>{entries}</w:docParts></w:glossaryDocument>")
        package = self.document.part.package
        glossary = XmlPart(PackURI("/word/glossary/document.xml"), f"{_TYPES}.document.glossary+xml", root, package)
        styles = parse_xml(f"<w:styles {nsdecls('w')}>{''.join(_styles(self.edition))}</w:styles>")
        sheet = XmlPart(PackURI("/word/glossary/styles.xml"), f"{_TYPES}.styles+xml", styles, package)
        glossary.relate_to(sheet, RELATIONSHIP_TYPE.STYLES)
        self.document.part.relate_to(glossary, RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT)


def placeholder_style(colours):
    return character("To Fill In", run(fill=colours["sunpale"]))


def name_of(words):
    """What a control is called: "[your riding]" is "Your riding"."""
    bare = words.strip("[] ")
    name = bare[:1].upper() + bare[1:]
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"


def _styles(edition):
    return (
        style("Normal", "", default=True),
        style("Default Paragraph Font", "", kind="character", default=True, quick=False),
        placeholder_style(palette(edition.sender)),
    )


def _entry(name, words):
    """The same words have the same number in every file."""
    number = uuid.UUID(bytes=hashlib.sha256(words.encode()).digest()[:16])
    return (
        f'<w:docPart><w:docPartPr><w:name w:val="{name}"/><w:category><w:name w:val="General"/>'
        '<w:gallery w:val="placeholder"/></w:category><w:types><w:type w:val="bbPlcHdr"/></w:types><w:behaviors>'
        f'<w:behavior w:val="content"/></w:behaviors><w:guid w:val="{{{str(number).upper()}}}"/></w:docPartPr>'
        f'<w:docPartBody><w:p><w:r><w:rPr><w:rStyle w:val="{STYLE}"/></w:rPr><w:t>{escape(words)}</w:t></w:r></w:p>'
        "</w:docPartBody></w:docPart>"
    )
