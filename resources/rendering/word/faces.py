"""The typefaces: how wide their words run, and the table by which a Word file carries them.

The licence of both families, the OFL, allows them to be embedded, so a file looks the same where they are
not installed.
"""

import hashlib
import uuid
from functools import lru_cache

from PIL import ImageFont

from resources.rendering import assets

TEXT, DISPLAY = "Atkinson Hyperlegible Next", "Fraunces SemiBold"
REGULAR, BOLD, ITALIC = (f"AtkinsonHyperlegibleNext-{name}" for name in ("Regular", "Bold", "Italic"))
HEADLINE = "Fraunces-SemiBold"
# family: (what Word takes when it may not use embedded faces, its kind, {style: file})
EMBEDDED = {
    TEXT: ("Verdana", "swiss", {"Regular": REGULAR, "Bold": BOLD, "Italic": ITALIC}),
    DISPLAY: ("Georgia", "roman", {"Regular": HEADLINE}),
}
_MEASURED_AT = 1000  # dots to the em


def path(name):
    return assets.FOLDERS["fonts"] / f"{name}.ttf"


@lru_cache(maxsize=32)
def face(name, size):
    """A face for drawing. The basic engine gives the same picture whether or not libraqm is installed."""
    return ImageFont.truetype(str(path(name)), size, layout_engine=ImageFont.Layout.BASIC)


def wrap(text, face, width):
    """`text` in lines of at most `width` dots, as a typesetter breaks them: at spaces only."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if lines[-1] and face.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def count_lines(text, name, size, width):
    """How many lines `text` takes at `size` points in `width` inches."""
    return len(wrap(text, face(name, _MEASURED_AT), width * 72 / size * _MEASURED_AT))


def font_table():
    """(the entries of fontTable.xml, names of the files in the order of their ids, {name: obfuscated face})."""
    entries, files = [], {}
    for family, (alternative, kind, styles) in EMBEDDED.items():
        embedded = []
        for style, name in styles.items():
            data = path(name).read_bytes()
            key = uuid.UUID(bytes=hashlib.sha256(data).digest()[:16])
            files[f"{name}.odttf"] = _obfuscate(data, key)
            embedded.append(f'<w:embed{style} r:id="rId{len(files)}" w:fontKey="{{{str(key).upper()}}}"/>')
        entries.append(
            f'<w:font w:name="{family}"><w:altName w:val="{alternative}"/><w:charset w:val="00"/>'
            f'<w:family w:val="{kind}"/><w:pitch w:val="variable"/>{"".join(embedded)}</w:font>'
        )
    return "".join(entries), files


def _obfuscate(data, key):
    """ECMA-376 part 4, 2.8.1: the first 32 bytes are combined with the key's bytes, last one first."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(data[:32], mask, strict=True)) + data[32:]
