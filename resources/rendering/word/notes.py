"""Real footnotes: python-docx has none, so their part is made here."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from resources.rendering.word.inline import Inline

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# The lines above notes, which Word wants by these numbers.
_LINE = (
    '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:pPr><w:spacing w:before="0" w:after="80" w:line="240" '
    'w:lineRule="auto"/></w:pPr><w:r><w:{0}/></w:r></w:p></w:footnote>'
)
_EMPTY = (
    f"<w:footnotes {nsdecls('w', 'r')}>{_LINE.format('separator', -1)}{_LINE.format('continuationSeparator', 0)}"
    "</w:footnotes>"
)


class Notes:
    """The footnotes of one document; Word numbers them, in the order in which they are called.

    The part is made with the first note: a file without notes has none. `inline`: see Inline.
    """

    def __init__(self, document, locale, **inline):
        self.document, self.locale, self._options = document, locale, inline
        self.root = self.inline = None
        self.count = 0

    def add(self, note):
        """Take over a note of the tree; returns the run that calls it."""
        if self.root is None:
            self._begin()
        self.count += 1
        made = OxmlElement("w:footnote")
        made.set(qn("w:id"), str(self.count))
        paragraph = OxmlElement("w:p")
        paragraph.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), "FootnoteText")
        paragraph.append(_reference("FootnoteNumber", "w:footnoteRef"))
        paragraph.append(self.inline.run("\t"))
        self.inline.write(paragraph, note)
        made.append(paragraph)
        self.root.append(made)
        return _reference("FootnoteReference", "w:footnoteReference", self.count)

    def _begin(self):
        self.root = parse_xml(_EMPTY)
        part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE, self.root, self.document.part.package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        self.inline = Inline(part, self.locale, **self._options)
        settings = self.document.settings.element
        lines = parse_xml(f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
        settings.find(qn("w:compat")).addprevious(lines)


def _reference(style, tag, number=None):
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    chosen = OxmlElement("w:rStyle")
    chosen.set(qn("w:val"), style)
    properties.append(chosen)
    run.append(properties)
    mark = OxmlElement(tag)
    if number is not None:
        mark.set(qn("w:id"), str(number))
    run.append(mark)
    return run
