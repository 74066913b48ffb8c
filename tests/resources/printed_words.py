"""The words that are printed on each page of a PDF, in the order in which they are painted."""

import io
import re

import pikepdf

_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_SHOWS = ("Tj", "TJ", "'")


def printed_words(content):
    """The text of each page on one line."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [" ".join("".join(_runs(page)).split()) for page in pdf.pages]


def _runs(page):
    maps, letters = {name: letters_of(font) for name, font in page.Resources.get("/Font", {}).items()}, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = maps[str(operands[0])]
        elif str(operator) in _SHOWS:
            parts = operands[0] if str(operator) == "TJ" else operands
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            yield "".join(letters.get(codes[i : i + 2], "") for i in range(0, len(codes), 2))
        elif str(operator) == "ET":
            yield " "


def letters_of(font):
    """{two bytes: letters} by the font's own map."""
    pairs = _PAIR.findall(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else []
    return {bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
