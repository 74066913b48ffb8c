"""Pages two to a side of a sheet: a booklet to fold, or half pages twice to cut.

The content of each page becomes a form of its own on the side where it is printed, and the structure tree is
told where it went. So an imposed file reads aloud in the order of the text, whatever the order of its sheets;
the second copy of a half page is an artifact. Works on WeasyPrint's pydyf objects, before they are written.
"""

from functools import partial
from itertools import zip_longest
from typing import NamedTuple

import pydyf

PAGES_OF_A_SHEET = 4


class Half(NamedTuple):
    """What is printed on one half of a side: the number of a page, and whether it is there for the second time."""

    page: int
    is_copy: bool = False


def booklet(count, *, has_back=False):
    """The sides of a booklet of `count` pages, sheet by sheet: pairs of Half, None where a half stays white.

    Printed on both sides, turned over the short edge, and folded as one pile, the pages come out in order. Where it
    `has_back`, the last page is the back of the whole, after those that stay white.
    """
    total = -(-count // PAGES_OF_A_SHEET) * PAGES_OF_A_SHEET
    pages = [Half(page) if page < count else None for page in range(total)]
    if has_back:
        pages[count - 1], pages[-1] = pages[-1], pages[count - 1]
    sides = []
    for sheet in range(total // PAGES_OF_A_SHEET):
        first, last = 2 * sheet, total - 1 - 2 * sheet
        sides += [(pages[last], pages[first]), (pages[first + 1], pages[last - 1])]
    return sides


def twice(count, **_options):
    """Each page beside its copy, to be cut down the middle."""
    return [(Half(page), Half(page, is_copy=True)) for page in range(count)]


SIDES = {"booklet": booklet, "insert": twice}


def impose(pdf, variant, *, has_back=False):
    """Put the pages of `pdf` two to a side, as `variant` asks."""
    _Sheets(pdf).print(partial(SIDES[variant], has_back=has_back))
    if variant == "booklet":
        # What the print dialog proposes; a booklet turned over the long edge is upside down on every second page.
        pdf.catalog["ViewerPreferences"]["Duplex"] = "/DuplexFlipShortEdge"


class _Sheets:
    def __init__(self, pdf):
        self.pdf = pdf
        self.references = list(pdf.page_references)
        self.pages = [_object(pdf, reference) for reference in self.references]
        # Sides and their contents take the numbers of the pages, of which they are never fewer: the typesetter's
        # writer miscounts objects that are left out.
        self.vacant = [page.number for page in self.pages]
        self.moved = {}  # reference of a page → (reference of its side, how far to the right, reference of its form)
        _left, _bottom, self.width, self.height = self.pages[0]["MediaBox"]

    def print(self, sides_of):
        self.pdf.pages["Kids"], self.pdf.pages["Count"] = pydyf.Array(), 0
        for halves in sides_of(len(self.pages)):
            self._add_side(halves)
        for entry in self.pdf.objects:
            if isinstance(entry, pydyf.Dictionary) and entry.get("Type") == "/StructElem":
                self._lead_to_content(entry)
        found = {id(held): held for held in _arrays([*self.pdf.objects, self.pdf.catalog])}
        for held in found.values():
            self._move_destination(held)

    def _add(self, made):
        if not self.vacant:
            self.pdf.add_object(made)
            return
        made.number = self.vacant.pop(0)
        self.pdf.objects[made.number] = made

    def _add_side(self, halves):
        side = pydyf.Dictionary({"Type": "/Page", "Parent": self.pdf.pages.reference, "Tabs": "/S"})
        side["MediaBox"] = pydyf.Array([0, 0, 2 * self.width, self.height])
        self._add(side)
        self.pdf.pages["Kids"].extend([side.number, 0, "R"])
        self.pdf.pages["Count"] += 1
        forms, content, annotations = pydyf.Dictionary(), [], pydyf.Array()
        for place, half in zip_longest(range(2), halves):
            if half is None:
                continue
            right, name = place * self.width, f"P{place}"
            form = self._copy(half.page) if half.is_copy else self._form(half.page)
            forms[name] = form.reference
            drawn = f"q 1 0 0 1 {right:g} 0 cm /{name} Do Q"
            content.append(f"/Artifact BMC {drawn} EMC" if half.is_copy else drawn)
            if not half.is_copy:
                self.moved[self.references[half.page]] = (side.reference, right, form.reference)
                annotations.extend(self._annotations(half.page, right))
        stream = pydyf.Stream([line.encode() for line in content])
        self._add(stream)
        side["Contents"], side["Resources"] = stream.reference, pydyf.Dictionary({"XObject": forms})
        if annotations:
            side["Annots"] = annotations

    def _form(self, number):
        """The content of a page, turned into a form where it is."""
        page = self.pages[number]
        stream = _object(self.pdf, page["Contents"])
        stream.extra.update(self._as_form(page))
        stream.extra["StructParents"] = page["StructParents"]
        return stream

    def _copy(self, number):
        page = self.pages[number]
        original = _object(self.pdf, page["Contents"])
        copy = pydyf.Stream(_unmarked(original.stream), self._as_form(page), compress=original.compress)
        self._add(copy)
        return copy

    def _as_form(self, page):
        box = pydyf.Array([0, 0, self.width, self.height])
        return {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": page["Resources"]}

    def _annotations(self, number, right):
        """References of the links of a page, moved with it."""
        annotations = self.pages[number].get("Annots", ())
        for reference in annotations:
            box = _object(self.pdf, reference)["Rect"]
            box[0], box[2] = box[0] + right, box[2] + right
        return annotations

    def _lead_to_content(self, entry):
        """Let an element of the structure find its words in the forms."""
        page = entry.get("Pg")
        if page is None:
            return
        side, right, form = self.moved[page]
        entry["Pg"] = side
        if "BBox" in entry.get("A", {}):
            box = entry["A"]["BBox"]
            box[0], box[2] = box[0] + right, box[2] + right
        for place, kid in enumerate(entry["K"]):
            if isinstance(kid, int):
                entry["K"][place] = pydyf.Dictionary({"Type": "/MCR", "Pg": side, "Stm": form, "MCID": kid})
            elif isinstance(kid, pydyf.Dictionary) and kid["Type"] == "/MCR":
                kid["Pg"], _right, kid["Stm"] = self.moved[kid["Pg"]]

    def _move_destination(self, held):
        """A place that a link or a bookmark leads to: [page /XYZ left top zoom]."""
        if len(held) > 2 and held[1] == "/XYZ":
            held[0], right, _form = self.moved[held[0]]
            held[2] += right


def _arrays(holders):
    """Every array in `holders`, however deep."""
    for held in holders:
        if isinstance(held, list):
            yield held
        if isinstance(held, list | dict):
            yield from _arrays(held.values() if isinstance(held, dict) else held)


def _object(pdf, reference):
    return pdf.objects[int(reference.split()[0])]


def _unmarked(operators):
    """A page's operators without what marks its content; the numbers in those marks belong to the first copy."""
    kept = []
    for operator in operators:
        if operator in (b"BDC", b"BMC"):
            del kept[-2 if operator == b"BDC" else -1 :]
        elif operator != b"EMC":
            kept.append(operator)
    return kept
