"""The structure tree of a PDF: what a screen reader reads.

WeasyPrint 70 builds its own tree box by box, so that a paragraph or a table which runs over a page's end is
there twice, notes hang loose, header cells have no scope, running heads are neither content nor artifact,
and a link is described by its bare address. This module takes the place of its `add_tags` and builds the
tree element by element: whatever comes from one HTML element is one element of the structure, on however
many pages it stands.

    ol.toc → TOC, its li → TOCI, its links → Reference
    li → LI with Lbl and LBody        th → TH with Scope        span.note → Note, after its paragraph's words
    svg with a title → Figure         lang → Lang
    span with a lang → Span           the page in a contents entry → Lbl
    aria-hidden, margin boxes, numbers in arches, table heads repeated on later pages, and drawings without words
    → artifacts

It relies on WeasyPrint's boxes, which is why requirements pin the version; tests/resources/test_pdf.py
counts headings, paragraphs, tables, lists and notes of every layout against their source.
"""

from collections import Counter

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from resources.rendering.tag_tree import Node, drop_nested_links, mark_artifacts, write_tree

STRUCTURE = {
    "main": "Part", "section": "Sect", "header": "Sect", "footer": "Sect", "nav": "Sect", "figure": "Div",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "p": "P", "figcaption": "P", "blockquote": "BlockQuote",
    "ul": "L", "ol": "L", "li": "LI", "a": "Link",
    "table": "Table", "caption": "Caption", "thead": "THead", "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD",
}  # fmt: skip
# What holds a line of words itself; a note that is called in one follows its words.
WORDS = {"P", "LBody", "TD", "TH", "Caption", "BlockQuote", "Div"}
HEADINGS = {"H1", "H2", "H3", "H4"}
# The number in the arch beside a chapter's heading is no part of its words.
DRAWN_NUMBERS = {"h2::before"}
POINTS = 0.75  # of a CSS pixel


class Builder:
    """Walks the boxes of all pages and collects nodes, one for each HTML element."""

    def __init__(self, page_streams):
        self.document = Node("Document")
        self.nodes = {}  # (element, part of it) → node
        self.first_pages = {}  # table head → the page on which it stands first
        self.tags = [stream._tags for stream in page_streams]
        self.artifacts = [set() for _stream in page_streams]
        self.calling = {}  # address of a note → the block in which it is called
        self.note_names = Counter()
        self.nested_links = []
        self.heights = {}  # page → its height in CSS pixels
        self.page = 0

    def walk_page(self, number, box):
        self.page, self.heights[number] = number, box.margin_height()
        for child in box.children:
            self.walk(child, self.document)
        # What no box led to is still content.
        for mcid in sorted(tag["mcid"] for tag in self.tags[number].values()):
            self.document.kids.append((number, mcid))
        self.tags[number].clear()

    def walk(self, box, parent, hidden=False):
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.ReplacedBox):
            words = "" if hidden else _words_of_drawing(box)
            node = self._figure(box, words, parent) if words else parent
            self._take_content(box, node, hidden or not words)
            return
        if isinstance(box, boxes.TextBox):
            self._take_content(box, parent, hidden)
            return
        hidden = hidden or self._is_artifact(box)
        node = parent if hidden else self._node(box, parent)
        if box.link_annotation and not hidden:
            self._take_link(box, node)
        for child in getattr(box, "children", ()):
            self.walk(child, node, hidden)

    def _take_content(self, box, parent, hidden):
        tag = self.tags[self.page].pop(box, None)
        if tag is None:
            return
        if hidden:
            self.artifacts[self.page].add(tag["mcid"])
        else:
            parent.kids.append((self.page, tag["mcid"]))

    def _figure(self, box, words, parent):
        """A drawing with words of its own, and where on its page it stands (which readers want of a Figure)."""
        left, top = box.content_box_x(), box.content_box_y()
        height = self.heights[self.page]
        edges = (left, height - top - box.height, left + box.width, height - top)
        place = pydyf.Array(round(edge * POINTS, 2) for edge in edges)
        return Node("Figure", parent, Alt=words, A={"O": "/Layout", "BBox": place})

    def _is_artifact(self, box):
        if isinstance(box, boxes.MarginBox):
            return True
        if box.element is None:
            return False
        if box.element.get("aria-hidden") == "true" or box.element_tag in DRAWN_NUMBERS:
            return True
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
            return self.first_pages.setdefault(box.element, self.page) != self.page
        return False

    def _node(self, box, parent):
        """The node that the contents of `box` belong to."""
        element = box.element
        if element is None or box.element_tag in ("html", "body", None):
            return parent
        name, _colons, pseudo = box.element_tag.partition("::")
        if pseudo:
            return self._pseudo_node(element, pseudo, parent)
        if name == "span" and element.get("class") == "note":
            return self._note(element, parent)
        if (element, "body") in self.nodes:
            return self.nodes[element, "body"]
        if (element, "") not in self.nodes:
            kind = _kind(element, name)
            if kind is None:
                return parent
            self.nodes[element, ""] = self._new_node(element, kind, parent)
        return self.nodes.get((element, "body"), self.nodes[element, ""])

    def _new_node(self, element, kind, parent):
        if kind == "LI":
            item = Node("LI", parent)
            self.nodes[element, "body"] = Node("LBody", item)
            return item
        is_call = element.get("class") == "call"
        if is_call:
            self.calling[element.get("href")] = _block_of(parent)
        if kind == "Link" and (is_call or parent.ancestor({"TOCI"})):
            parent = Node("Reference", parent)
        return Node(kind, parent, **_attributes(element, kind), **_language(element))

    def _note(self, element, parent):
        """A note belongs to the block that calls it, not to the foot of the page."""
        if (element, "") not in self.nodes:
            note = Node("Note", None, ID=self._note_id(element.get("id")))
            self.calling.get(f"#{element.get('id')}", _block_of(parent)).notes.append(note)
            self.nodes[element, ""] = note
        return self.nodes[element, ""]

    def _note_id(self, name):
        """A name of its own: a text that is printed several times in one file has each of its notes as often."""
        self.note_names[name] += 1
        times = self.note_names[name]
        return name if times == 1 else f"{name}-{times}"

    def _pseudo_node(self, element, pseudo, parent):
        key = (element, pseudo)
        if key in self.nodes:
            return self.nodes[key]
        if pseudo == "marker":
            item = parent.ancestor({"LI"})
            if item is None:
                return parent
            label = Node("Lbl", item)
            item.kids.insert(0, item.kids.pop())
            self.nodes[key] = label
        elif pseudo == "footnote-marker":
            self.nodes[key] = Node("Lbl", parent)
        elif parent.ancestor({"TOCI"}):
            self.nodes[key] = self._page_number(parent.ancestor({"TOCI"}))
        else:
            return parent
        return self.nodes[key]

    @staticmethod
    def _page_number(entry):
        """The page that an entry of the contents leads to, before the words of the entry."""
        label = Node("Lbl", entry)
        entry.kids.insert(0, entry.kids.pop())
        return label

    def _take_link(self, box, node):
        link = node.ancestor({"Link"})
        if link is None and node.kind == "Lbl":  # of an entry of the contents, whose link covers its number too
            self.nested_links.append((self.page, box.link_annotation))
            return
        if link is None or link.attributes.get("target", box.link) != box.link:
            return
        if any(kid is box.link_annotation for kid in link.kids):
            return
        if box.element_tag != "a":
            self.nested_links.append((self.page, box.link_annotation))
            return
        link.kids.append(box.link_annotation)


def _kind(element, name):
    if name == "span" and element.get("lang"):
        return "Span"
    if name in ("ol", "li") and "toc" in _list_classes(element, name):
        return {"ol": "TOC", "li": "TOCI"}[name]
    return STRUCTURE.get(name)


def _list_classes(element, name):
    return (element.get("class", "") if name == "ol" else element.get("data-in", "")).split()


def _attributes(element, kind):
    if kind in ("TH", "TD"):
        table = {"O": "/Table"}
        if kind == "TH":
            table["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
        for name, attribute in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
            if element.get(name, "1") != "1":
                table[attribute] = int(element.get(name))
        return {"A": table}
    if kind == "L":
        return {"A": {"O": "/List", "ListNumbering": "/Decimal" if element.tag == "ol" else "/Disc"}}
    if kind == "Link":
        words = element.get("data-label") or " ".join("".join(element.itertext()).split())
        return {"words": words or element.get("href", "")}
    return {}


def _language(element):
    """Words in the other language than the file's are read out in theirs."""
    return {"Lang": element.get("lang")} if element.get("lang") else {}


def _words_of_drawing(box):
    """What an inline SVG says of itself in its title; "" for one that only decorates."""
    if box.element is None or box.element_tag.rpartition("}")[2] != "svg":
        return ""
    title = next((child for child in box.element if child.tag.rpartition("}")[2] == "title"), None)
    return "" if title is None else " ".join("".join(title.itertext()).split())


def _block_of(node):
    """What calls a note that is called in `node`: the block of its words."""
    return node.ancestor(WORDS | HEADINGS) or node


def _number(note):
    return int(note.attributes["ID"].split("-")[1])


def _finish(node):
    """Put notes behind the heading or at the end of the block that calls them; drop what nothing is read from."""
    node.notes.sort(key=_number)  # one that had no room on its page is met after the next page's own
    if node.kind not in HEADINGS:
        node.kids += node.notes
    for heading in [kid for kid in node.kids if isinstance(kid, Node) and kid.kind in HEADINGS and kid.notes]:
        place = node.kids.index(heading) + 1
        node.kids[place:place] = heading.notes
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or kid.holds_words()]
    for kid in node.kids:
        if isinstance(kid, Node):
            _finish(kid)


def _shift_headings(node, levels):
    """Headings begin at level 1, whatever the text began with: a letter has no title of its own."""
    if levels and node.kind in HEADINGS:
        node.kind = f"H{int(node.kind[1]) - levels}"
    for kid in node.kids:
        if isinstance(kid, Node):
            _shift_headings(kid, levels)


def _heading_levels(node):
    own = [int(node.kind[1])] if node.kind in HEADINGS else []
    return own + [level for kid in node.kids if isinstance(kid, Node) for level in _heading_levels(kid)]


def add_tags(pdf, document, pdf_version, page_streams):
    """What WeasyPrint calls once all pages are painted: writes the tree, marks artifacts, links annotations."""
    builder = Builder(page_streams)
    for number, page in enumerate(document.pages):
        builder.walk_page(number, page._page_box)
    _finish(builder.document)
    _shift_headings(builder.document, min(_heading_levels(builder.document), default=1) - 1)
    for stream, artifacts in zip(page_streams, builder.artifacts, strict=True):
        mark_artifacts(stream, artifacts)
    drop_nested_links(pdf, builder.nested_links)
    write_tree(pdf, builder.document, len(page_streams))
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
