"""A long list → a tagged PDF, PDF/UA-1 and PDF/A-2a in one, set by Typst.

WeasyPrint takes 1.2 GB and most of a minute for 10,000 lines; Typst sets 5,000 in seconds at a third of that. Knows
no Django: it runs in a child process. The same data gives the same bytes.
"""

import json
import re
import unicodedata
from functools import lru_cache

import typst

from resources.rendering import assets

TEMPLATE = assets.TEMPLATES / "list.typ"
STANDARDS = ["ua-1", "a-2a"]
# The faces that the template names: a character that none of them has must not be set at all.
FACES = ("AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-Bold.ttf", "Fallback-DejaVuSans.ttf")
REPLACEMENT = "\ufffd"  # "�", which the fallback has
_PAGE = re.compile(rb"/Type\s*/Page\b")


@lru_cache(maxsize=1)
def _fonts():
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(assets.FOLDERS["fonts"])]
    )


@lru_cache(maxsize=1)
def _known_characters():
    from fontTools.ttLib import TTFont

    known = set()
    for name in FACES:
        with TTFont(assets.FOLDERS["fonts"] / name, lazy=True) as font:
            known.update(map(chr, font.getBestCmap()))
    return known


def printable(text):
    """`text` with one REPLACEMENT for each run of characters that no face has, combining marks among them left out."""
    composed = unicodedata.normalize("NFC", text)
    known = _known_characters()
    if known.issuperset(composed):
        return composed
    kept = [c if c in known else "" if unicodedata.combining(c) else REPLACEMENT for c in composed]
    return re.sub(f"{REPLACEMENT}+", REPLACEMENT, "".join(kept))


def set_list(data):
    """(bytes, number of pages) of a list.

    `data`: title, author, language, date [year, month, day], colours, heading, part, running, address, page
    ("Page {page} of {pages}"), notes, columns [{name, width}], rows of text, and `note_of_missing`, which is printed
    when some characters cannot be.
    """
    rows = [[printable(cell) for cell in row] for row in data["rows"]]
    notes = list(data["notes"])
    if any(REPLACEMENT in cell for row in rows for cell in row):
        notes.append(data["note_of_missing"])
    content = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"data": json.dumps(data | {"rows": rows, "notes": notes}, ensure_ascii=False)},
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
        timestamp=0,
    )
    return content, len(_PAGE.findall(content))
