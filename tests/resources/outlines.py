"""What a text consists of, as the tree, its page, python-docx, LibreOffice and pandoc each see it."""

import copy
import re
import subprocess
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn
from lxml import etree, html

ODF = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}


@dataclass
class Outline:
    """`headings`: (level, words), 1 the highest; `items`: (depth, words) of lists; `tables`: rows of words;
    `notes`: words; `links`: (words, address) of those that lead out of the text."""

    headings: list = field(default_factory=list)
    items: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    links: list = field(default_factory=list)


def plain(text):
    """One kind of space and of hyphen; no space before or after."""
    return re.sub(r"\s+", " ", text.replace("\u2011", "-").replace("\u00ad", "")).strip()


def of_html(root, *, level=1, call="note", tables="//table", notes="//note"):
    """The outline of an HTML or semantic tree whose headings begin at `level`; `call` marks what calls notes."""
    root = copy.deepcopy(root)
    found = Outline(notes=[plain(_without(note, _BACK)) for note in root.xpath(notes)])
    found.links = [
        (plain(link.xpath("string()")), link.get("href"))
        for link in root.xpath("//a[@href]")
        if not link.get("href").startswith("#")
    ]
    for node in root.xpath(f"//{call}" if call == "note" else call):
        _drop(node)
    for node in root.xpath("//section[contains(@class, 'notes')]"):
        _drop(node)
    for heading in root.iter("h1", "h2", "h3", "h4"):
        found.headings.append((int(heading.tag[1]) - level, plain(heading.xpath("string()"))))
    for item in root.iter("li"):
        depth = sum(1 for _list in item.iterancestors("ul", "ol"))
        found.items.append((depth, plain(_without(item, ".//ul | .//ol"))))
    for table in root.xpath(tables):
        found.tables.append(
            [[plain(cell.xpath("string()")) for cell in row.iter("th", "td")] for row in table.iter("tr")]
        )
    return found


_BACK = ".//a[@role='doc-backlink']"


def _without(node, path):
    node = copy.deepcopy(node)
    node.tail = None
    for inner in node.xpath(path):
        if inner.getparent() is not None:
            _drop(inner)
    return node.xpath("string()")


def _drop(node):
    """Take `node` out and leave what follows it."""
    tail, before, parent = node.tail or "", node.getprevious(), node.getparent()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(node)


def of_edition(edition):
    """What a Word file ought to hold: the text, and on a report's last page links to its page and its publisher."""
    found, sender = of_html(edition.tree), edition.sender
    if edition.layout == "report":
        found.links.append((edition.bare_address, edition.address))
        found.links += [(sender.email, f"mailto:{sender.email}")] if sender.email else []
        found.links += [(sender.bare_website, sender.website)] if sender.website else []
        if edition.words["licence_url"]:
            found.links.append((edition.words["licence"], edition.words["licence_url"]))
    return found


def of_page(markup):
    """A page of the site; a chart's bars are a drawing there, not a table."""
    root = html.fragment_fromstring(markup, create_parent="div")
    return of_html(
        root,
        call="//sup[@class='note-call']",
        tables="//table[not(@class='bars')]",
        notes="//section[contains(@class, 'notes')]//li",
    )


def of_word(content):
    """Read with python-docx."""
    document, found = Document(BytesIO(content)), Outline()
    for paragraph in document.element.body.iter(qn("w:p")):
        name = paragraph.style or ""
        words = plain("".join(_shown(paragraph)))
        if match := re.fullmatch(r"Heading(\d)", name):
            found.headings.append((int(match[1]), words))
        if match := re.fullmatch(r"List(?:Bullet|Number)(\d?)(?:Kept)?", name):
            found.items.append((int(match[1] or 1), words))
    found.tables = [[[plain(cell.text) for cell in row.cells] for row in table.rows] for table in document.tables]
    with ZipFile(BytesIO(content)) as package:
        if "word/footnotes.xml" in package.namelist():
            root = etree.fromstring(package.read("word/footnotes.xml"))
            notes = [note for note in root if note.get(qn("w:type")) is None]
            found.notes = [plain("".join(_shown(note))) for note in notes]
            rels = etree.fromstring(package.read("word/_rels/footnotes.xml.rels")) if _has_rels(package) else []
            targets = {rel.get("Id"): rel.get("Target") for rel in rels}
            inner = {note.get(qn("w:id")): list(_links(note, targets)) for note in notes}
        else:
            inner = {}
    targets = {key: rel.target_ref for key, rel in document.part.rels.items() if rel.is_external}
    for node in document.element.body.iter(qn("w:hyperlink"), qn("w:footnoteReference")):
        is_link = node.tag == qn("w:hyperlink")
        found.links += list(_links(node, targets, itself=True)) if is_link else inner[node.get(qn("w:id"))]
    return found


def _has_rels(package):
    return "word/_rels/footnotes.xml.rels" in package.namelist()


def _shown(node):
    marks = {qn("w:noBreakHyphen"): "-", qn("w:br"): " ", qn("w:tab"): " "}
    for part in node.iter(qn("w:t"), *marks):
        yield marks.get(part.tag, part.text)


def _links(node, targets, *, itself=False):
    for link in [node] if itself else node.iter(qn("w:hyperlink")):
        if link.get(qn("r:id")) in targets:
            yield plain("".join(_shown(link))), targets[link.get(qn("r:id"))]


def of_pandoc(path):
    """Read by pandoc."""
    command = ["pandoc", "--from", "docx", "--to", "html5", "--wrap", "none", str(path)]
    made = subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()
    root = html.fragment_fromstring(made, create_parent="div")
    notes = [plain(_without(note, _BACK)) for note in root.xpath("//section[@role='doc-endnotes']/ol/li")]
    links = _in_reading_order(root)
    for section in root.xpath("//section[@role='doc-endnotes']"):
        section.getparent().remove(section)
    found = of_html(root, level=0, call="//a[@role='doc-noteref']", notes="//none")
    found.notes, found.links = notes, links
    return found


def _in_reading_order(root):
    """The links of the text, those of a note where it is called."""
    notes = {f"#{note.get('id')}": note for note in root.xpath("//section[@role='doc-endnotes']/ol/li")}
    links = []
    for link in root.xpath("//a[not(ancestor::section[@role='doc-endnotes'])]"):
        inner = notes[link.get("href")].iter("a") if link.get("href") in notes else [link]
        links += [(plain(a.xpath("string()")), a.get("href")) for a in inner if not a.get("href").startswith("#")]
    return links


def convert(folder, paths, kind):
    """Word files as LibreOffice reads them: one file of `kind` ("fodt": OpenDocument, "pdf") each, made in `folder`."""
    profile = (folder / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, *map(str, paths)], capture_output=True, check=True, timeout=500)


def of_odt(path):
    """Read by LibreOffice and written as OpenDocument."""
    body = etree.parse(path, etree.XMLParser(huge_tree=True)).find(".//office:body/office:text", ODF)
    found = Outline()
    found.notes = [plain(note.xpath("string(text:note-body)", namespaces=ODF)) for note in body.iter(_odf("text:note"))]
    found.links = [
        (plain(_odf_words(link)), link.get(_odf("xlink:href")))
        for link in body.iter(_odf("text:a"))
        if not link.get(_odf("xlink:href")).startswith("#")
    ]
    for note in list(body.iter(_odf("text:note"))):
        _drop(note)
    for heading in body.iter(_odf("text:h")):
        if _odf_words(heading).strip():
            found.headings.append((int(heading.get(_odf("text:outline-level"))), plain(_odf_words(heading))))
    for item in body.iter(_odf("text:list-item")):
        paragraph = item.find("text:p", ODF)
        depth = sum(1 for _list in item.iterancestors(_odf("text:list")))
        if paragraph is not None:
            found.items.append((depth, plain(_odf_words(paragraph))))
    for table in body.iter(_odf("table:table")):
        rows = table.iter(_odf("table:table-row"))
        found.tables.append([[plain(_odf_words(cell)) for cell in row.iter(_odf("table:table-cell"))] for row in rows])
    return found


def _odf(name):
    prefix, local = name.split(":")
    return f"{{{ODF[prefix]}}}{local}"


def _odf_words(node):
    """OpenDocument writes several spaces, tabs and line ends as elements."""
    node = copy.deepcopy(node)
    node.tail = None
    for space in node.iter(_odf("text:s"), _odf("text:tab"), _odf("text:line-break")):
        space.text = " "
    paragraphs = list(node.iter(_odf("text:p"), _odf("text:h")))
    return " ".join("".join(p.itertext()) for p in paragraphs) if paragraphs else "".join(node.itertext())
