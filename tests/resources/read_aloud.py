"""What a screen reader reads in a PDF: the words of each element of its structure, in order."""

import re
from collections import namedtuple
from io import BytesIO

import pikepdf

from tests.resources.printed_words import letters_of

Element = namedtuple("Element", "kind words language depth parent")


def read_aloud(content):
    """Every element of the tree as an Element, in the order of reading.

    `words` are the element's own and those of all below it, but for notes, which are called in a line and no part of
    it, and for labels: the marks of lists and the numbers of notes.
    """
    with pikepdf.open(BytesIO(content)) as pdf:
        return list(_Reader(pdf).elements())


class _Reader:
    def __init__(self, pdf):
        self.pdf, self.words = pdf, {}

    def elements(self):
        for top in self.pdf.Root.StructTreeRoot.K:
            yield from self._walk(top, 0, "")

    def _walk(self, element, depth, parent):
        kind = str(element.S)[1:]
        yield Element(kind, _tidy("".join(self._words(element))), str(element.get("/Lang", "")), depth, parent)
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self._walk(kid, depth + 1, kind)

    def _words(self, element):
        if "/Alt" in element:
            yield f" {element.Alt} "
            return
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                yield self._content(element.Pg, kid)
            elif kid.get("/Type") == "/MCR":
                yield self._content(kid.get("/Stm", kid.get("/Pg")), int(kid.MCID))
            elif "/S" in kid and kid.S not in ("/Note", "/Lbl"):
                yield "" if kid.S in ("/Link", "/Reference", "/Span") else " "
                yield from self._words(kid)

    def _content(self, holder, number):
        """The words of marked content `number` of a page or a form."""
        if holder.objgen not in self.words:
            self.words[holder.objgen] = self._read(holder)
        return self.words[holder.objgen].get(number, "")

    def _read(self, holder):
        maps = {name: letters_of(font) for name, font in holder.Resources.get("/Font", {}).items()}
        found, open_marks, letters = {}, [], {}
        for operands, operator in pikepdf.parse_content_stream(holder):
            name = str(operator)
            if name in ("BDC", "BMC"):
                open_marks.append(operands[1].get("/MCID") if name == "BDC" else None)
            elif name == "EMC":
                open_marks.pop()
            elif name == "Tf":
                letters = maps[str(operands[0])]
            elif name in ("Tj", "TJ") and open_marks and open_marks[-1] is not None:
                number = int(open_marks[-1])
                found[number] = found.get(number, "") + _shown(operands[0], letters)
        return found


def _shown(operand, letters):
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return "".join(letters.get(codes[i : i + 2], "") for i in range(0, len(codes), 2))


def _tidy(words):
    return re.sub(r"[\s\u2060]+", " ", words).strip()
