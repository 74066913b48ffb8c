"""Real footnotes: python-docx has none, so their part is made here."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from resources.rendering.word.inline import Inline

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_LINE = """<w:footnote w:type="%s" w:id="%d"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:%s/></w:r></w:p>
</w:footnote>"""
# The two lines above notes, which Word wants by these numbers.
_EMPTY = f"""<w:footnotes {nsdecls("w", "r")}>{_LINE % ("separator", -1, "separator")}
{_LINE % ("continuationSeparator", 0, "continuationSeparator")}</w:footnotes>"""


class Notes:
    """The footnotes of one document; Word numbers them, in the order in which they are called."""

    def __init__(self, document, locale):
        self.root = parse_xml(_EMPTY)
        self.part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE, self.root, document.part.package)
        document.part.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)
        self.inline = Inline(self.part, locale)
        self.count = 0

    def add(self, note):
        """Take over a note of the tree; returns the run that calls it."""
        self.count += 1
        made = OxmlElement("w:footnote")
        made.set(qn("w:id"), str(self.count))
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        style = OxmlElement("w:pStyle")
        style.set(qn("w:val"), "FootnoteText")
        properties.append(style)
        paragraph.append(properties)
        paragraph.append(_reference("w:footnoteRef"))
        paragraph.append(self.inline.run("\u2002"))
        self.inline.write(paragraph, note)
        made.append(paragraph)
        self.root.append(made)
        return _reference("w:footnoteReference", self.count)


def _reference(tag, number=None):
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    style = OxmlElement("w:rStyle")
    style.set(qn("w:val"), "FootnoteReference")
    properties.append(style)
    run.append(properties)
    mark = OxmlElement(tag)
    if number is not None:
        mark.set(qn("w:id"), str(number))
    run.append(mark)
    return run
