"""A PDF that is both accessible (PDF/UA-1) and made to last (PDF/A-2a).

WeasyPrint writes one variant at a time: it is asked for PDF/A-2a, and what PDF/UA-1 wants on top, a line in
the metadata and its description (PDF/A knows no property that is not described), is added here.
"""

import re
from functools import partial
from io import BytesIO
from xml.sax.saxutils import escape

import pydyf

from resources.rendering import closing, imposing

VARIANT = "pdf/a-2a"

# What a <meta> of the page says, the property that it becomes, and what stands around its words there.
_SAID = (
    ("version", "xmpMM:VersionID", "", ""),
    ("address", "dc:identifier", "", ""),
    ("rights", "dc:rights", '<rdf:Alt><rdf:li xml:lang="x-default">', "</rdf:li></rdf:Alt>"),
    ("rights-address", "xmpRights:WebStatement", "", ""),
)
_RIGHTS = """
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">
  %s
</rdf:Description>
"""
_UNCLEAR_END = re.compile(rb"\r\nendstream")
_UA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""


def write(document, variant=""):
    """The bytes of a laid-out WeasyPrint document; `variant` says whether its pages are imposed (imposing.py)."""
    _declare(document)
    for spare_objects in range(10):
        content = BytesIO()
        document.write_pdf(
            content, finisher=partial(_finish, variant=variant, spare_objects=spare_objects), pdf_variant=VARIANT
        )
        if not _UNCLEAR_END.search(content.getvalue()[-4000:]):
            break
    return content.getvalue()


def _declare(document):
    """Let the metadata of a laid-out WeasyPrint document name PDF/UA-1 beside PDF/A-2a, and its imprint."""
    generate, imprint = document.metadata.generate_rdf_metadata, _imprint(document.metadata.custom)
    document.metadata.generate_rdf_metadata = lambda *args: generate(*args).replace(b"</rdf:RDF>", imprint + _UA)


def _imprint(said):
    """Version, address and licence, as the page's <meta> say them, in the properties that PDF/A knows for them."""
    lines = [
        f"<{name}>{before}{escape(said[key])}{after}</{name}>" for key, name, before, after in _SAID if said.get(key)
    ]
    return (_RIGHTS % "".join(lines)).encode() if lines else b""


def _finish(document, pdf, *, variant, spare_objects):
    """WeasyPrint's finisher: PDF/A-2a wants metadata that is readable without decompressing, and exact lengths.

    The table of objects is written later; when that one ends unclearly, a spare object changes it.
    """
    if variant in imposing.SIDES:
        imposing.impose(pdf, variant, has_back=closing.stands_alone(document))
    pdf.objects[int(pdf.catalog["Metadata"].split()[0])].compress = False
    for _number in range(spare_objects):
        pdf.add_object(pydyf.Dictionary())
    pdf.objects[:] = [each if each.free == "f" else Settled(each) for each in pdf.objects]


class Settled(pydyf.Object):
    """An object whose bytes are made. pydyf asks for them twice, and would compress every stream each time."""

    data = compressible = None  # properties of pydyf's, here plain values

    def __init__(self, settled):
        super().__init__()
        self.number, self.generation, self.compressible = settled.number, settled.generation, settled.compressible
        self.data = _clear_data(settled) if isinstance(settled, pydyf.Stream) else settled.data


def _clear_data(stream):
    """Data that happens to end in a carriage return would melt into the line end after it (1 stream in 256)."""
    while _UNCLEAR_END.search((data := stream.data)[-20:]):
        stream.stream.append(b"")
        if "Length1" in stream.extra:
            stream.extra["Length1"] += 1
    return data
