"""Reads the structure tree of a PDF, for comparison with the text that it was made from."""

from collections import Counter

import pikepdf


class Structure:
    """`kinds` counts the elements; `paths` are their kinds from the root, such as "Document/Part/Sect/P"."""

    def __init__(self, content):
        from io import BytesIO

        self.pdf = pikepdf.open(BytesIO(content))
        self.kinds, self.paths, self.elements = Counter(), [], []
        for top in self.pdf.Root.StructTreeRoot.K:
            self._walk(top, "")

    def _walk(self, element, path):
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return
        kind = str(element.S)[1:]
        path = f"{path}/{kind}".strip("/")
        self.kinds[kind] += 1
        self.paths.append(path)
        self.elements.append((kind, element))
        for kid in element.get("/K", []):
            self._walk(kid, path)

    def all(self, kind):
        return [element for name, element in self.elements if name == kind]

    def below(self, element):
        """The kinds below `element`, counted."""
        found = Counter()

        def walk(part):
            if isinstance(part, pikepdf.Dictionary) and "/S" in part:
                found[str(part.S)[1:]] += 1
                for kid in part.get("/K", []):
                    walk(kid)

        for kid in element.K:
            walk(kid)
        return found

    def links(self):
        """The descriptions of all link annotations, page by page."""
        return [str(annotation.Contents) for page in self.pdf.pages for annotation in page.get("/Annots", [])]

    def words(self):
        """The bytes that every page marks as artifact or as content, for what only they can tell."""
        return [
            (str(operands[0]), operands[1].get("/MCID") if len(operands) > 1 else None)
            for page in self.pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) in ("BDC", "BMC")
        ]
