"""The structure tree of a PDF as nodes, and how they are written into WeasyPrint's pydyf objects."""

import pydyf


class Node:
    """An element of the structure. `kids` are nodes, (page, mcid) pairs and annotations, in reading order."""

    def __init__(self, kind, parent=None, **attributes):
        self.kind, self.parent, self.attributes = kind, parent, attributes
        self.kids, self.notes = [], []
        if parent is not None:
            parent.kids.append(self)

    def holds_words(self):
        """Whether anything is read out here; empty cells stay, to keep the rows whole."""
        return self.kind in ("TD", "TH") or any(not isinstance(kid, Node) or kid.holds_words() for kid in self.kids)

    def ancestor(self, kinds):
        node = self
        while node is not None and node.kind not in kinds:
            node = node.parent
        return node


def mark_artifacts(stream, mcids):
    """Rewrite `/Span <</MCID 5>> BDC` to `/Artifact BMC` for the given numbers."""
    operators = stream.stream
    for place, operator in enumerate(operators):
        if operator == b"BDC" and operators[place - 1]["MCID"] in mcids:
            operators[place - 2 : place + 1] = [b"", "/Artifact", b"BMC"]


def drop_nested_links(pdf, nested):
    """An emphasised word in a link has the link's annotation; one of its own would be a second stop."""
    for page, annotation in nested:
        annotations = _page(pdf, page)["Annots"]
        annotations.remove(annotation.reference)


def _page(pdf, number):
    return pdf.objects[int(pdf.page_references[number].split()[0])]


def write_tree(pdf, document, page_count):
    """Write the tree below the node `document`, and what leads from pages and annotations back to it."""
    parents = pydyf.Dictionary({"Nums": pydyf.Array()})
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    for made in (parents, root):
        pdf.add_object(made)
    root["ParentTree"] = parents.reference
    contents, annotations = [{} for _page in range(page_count)], []
    top = _write_node(pdf, document, root.reference, contents, annotations)
    root["K"] = pydyf.Array([top.reference])
    for number, owners in enumerate(contents):
        count = max(owners, default=-1) + 1
        parents["Nums"].extend([number, pydyf.Array([owners.get(mcid, "null") for mcid in range(count)])])
    for number, (annotation, owner) in enumerate(annotations, len(contents)):
        annotation["StructParent"] = number
        parents["Nums"].extend([number, owner])
    root["ParentTreeNextKey"] = len(contents) + len(annotations)
    pdf.catalog["StructTreeRoot"] = root.reference


def _write_node(pdf, node, parent, contents, annotations):
    written = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
    pdf.add_object(written)
    if "A" in node.attributes:
        written["A"] = pydyf.Dictionary(node.attributes["A"])
    for name in ("ID", "Alt", "Lang"):
        if name in node.attributes:
            written[name] = pydyf.String(node.attributes[name])
    own_page = next((kid[0] for kid in node.kids if isinstance(kid, tuple)), None)
    if own_page is not None:
        written["Pg"] = pdf.page_references[own_page]
    written["K"] = kids = pydyf.Array()
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(_write_node(pdf, kid, written.reference, contents, annotations).reference)
        elif isinstance(kid, tuple):
            page, mcid = kid
            contents[page][mcid] = written.reference
            kids.append(mcid if page == own_page else _on_other_page(pdf, page, mcid))
        else:
            kid["Contents"] = pydyf.String(node.attributes.get("words", ""))
            annotations.append((kid, written.reference))
            kids.append(pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.reference}))
    return written


def _on_other_page(pdf, page, mcid):
    return pydyf.Dictionary({"Type": "/MCR", "Pg": pdf.page_references[page], "MCID": mcid})
