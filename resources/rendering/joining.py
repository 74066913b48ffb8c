"""Several PDFs as one: their pages one after the other, one structure tree, one outline, one set of metadata.

Each was made by this package and is tagged; a plain merge of pages would keep the words and lose all that a screen
reader goes by. Knows no Django: it runs in the press's child process.
"""

from io import BytesIO
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

# What an element's place among the content of pages is called; all else below an element is an element.
_LEAVES = {"/MCR", "/OBJR"}


class Joined(NamedTuple):
    """A file to be joined in: what it is called in the outline, its language tag, and its bytes."""

    title: str
    language: str
    content: bytes


class NotTagged(ValueError):
    """A file without a structure tree: joined in, it would be pages that nobody hears."""


def join(content, parts):
    """(bytes, pages) of the PDF `content` with the pages of `parts`, each a Joined, after its own.

    The first file's title, language and metadata are those of the whole. Raises NotTagged.
    """
    with pikepdf.open(BytesIO(content)) as whole:
        for number, part in enumerate(parts, 1):
            with pikepdf.open(BytesIO(part.content)) as source:
                if "/StructTreeRoot" not in source.Root or len(source.Root.StructTreeRoot.K) != 1:
                    raise NotTagged(part.title)
                _Joint(whole, source, part, number).join()
        made = BytesIO()
        # Every stream is taken over as it is: one that is compressed anew may end in a carriage return, which melts
        # into the end of the line after it (see conformance.py).
        disabled = pikepdf.ObjectStreamMode.disable
        whole.save(made, deterministic_id=True, object_stream_mode=disabled, compress_streams=False)
        return made.getvalue(), len(whole.pages)


class _Joint:
    def __init__(self, whole, source, part, number):
        self.whole, self.source, self.part, self.number = whole, source, part, number
        self.first = len(whole.pages)
        self.places = {page.objgen: place for place, page in enumerate(source.pages)}

    def join(self):
        outline = self._outline()
        self._settle_links()
        tree = self.whole.Root.StructTreeRoot
        shift = int(tree.ParentTreeNextKey)
        # Pages first: what leads to them in the tree leads to their copies then.
        self.whole.pages.extend(self.source.pages)
        copied = self.whole.copy_foreign(self.source.Root.StructTreeRoot)
        self._join_elements(tree.K[0], copied.K[0])
        self._shift_numbers(shift)
        numbers = list(copied.ParentTree.Nums)
        for key, value in zip(numbers[::2], numbers[1::2], strict=True):
            tree.ParentTree.Nums.extend([int(key) + shift, value])
        tree.ParentTreeNextKey = shift + int(copied.ParentTreeNextKey)
        with self.whole.open_outline() as own:
            own.root.append(outline)

    def _settle_links(self):
        """A link that leads to a named place would lead to the place of that name in the first file."""
        names = _named_places(self.source)
        for page in self.source.pages:
            for link in page.get("/Annots", ()):
                for holder, key in ((link, "/Dest"), (link.get("/A", Dictionary()), "/D")):
                    if isinstance(holder.get(key), String | Name):
                        holder[key] = names[str(holder[key])]

    def _join_elements(self, document, top):
        """What was a document is a part of this one now, in its own language."""
        top.S, top.P, top.Lang = Name.Part, document, String(self.part.language)
        top.T = String(self.part.title)
        document.K.append(top)
        to_visit = [top]
        while to_visit:
            element = to_visit.pop()
            if "/ID" in element:
                element.ID = String(f"{self.number}-{element.ID}")
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, Array) else [kids]:
                if isinstance(kid, Dictionary) and str(kid.get("/Type")) not in _LEAVES:
                    to_visit.append(kid)

    def _shift_numbers(self, shift):
        for page in list(self.whole.pages)[self.first :]:
            if "/StructParents" in page:
                page.StructParents = int(page.StructParents) + shift
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + shift

    def _outline(self):
        """The file's own outline, with the places that it leads to in the whole; its title where it has none."""
        with self.source.open_outline() as outline:
            items = [self._moved(item) for item in outline.root]
        if len(items) == 1:
            return items[0]
        top = OutlineItem(self.part.title, self.first)
        top.children.extend(items)
        return top

    def _moved(self, item):
        page, left, top = item.destination[0], float(item.destination[2]), float(item.destination[3])
        # By number: the page of the whole is not there yet. pikepdf finds it when the outline is written.
        moved = OutlineItem(item.title, self.first + self.places[page.objgen], "XYZ", left=left, top=top)
        moved.children.extend(self._moved(child) for child in item.children)
        return moved


def _named_places(pdf):
    """{name: [page, kind, …]} of the places in a PDF that links lead to by a name."""
    if "/Names" not in pdf.Root or "/Dests" not in pdf.Root.Names:
        return {}
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {name: place.D if isinstance(place, Dictionary) else place for name, place in tree.items()}
