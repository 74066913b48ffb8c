"""Cut the site's typefaces: woff2 for the pages, TTF for the documents.

    pip install fonttools brotli
    python cut_fonts.py SOURCES

SOURCES is any folder that holds, at any depth, the full TTFs of three npm
packages (the licences stand beside this script):

    @expo-google-fonts/atkinson-hyperlegible-next   (OFL 1.1)
        400Regular, 400Regular_Italic, 700Bold; 500Medium, 500Medium_Italic
        and 800ExtraBold for the superior figures
    @expo-google-fonts/fraunces                     (OFL 1.1)
        600SemiBold; 700Bold for the superior figures
    dejavu-fonts-ttf                                (Bitstream Vera, Arev)
        DejaVuSans, also in the Debian package fonts-dejavu-core

The same sources give the same bytes. The sources are static: no axis is left
to choose. What they lack and French, English or a name needs is added here:
the no-break hyphen, soft hyphen and the narrow spaces, the numero sign,
superior figures, arrows, a check mark, and the composed letters of Latin
Extended-A. Added letters take the kerning of the letter they are built on.

Scripts the faces lack: Atkinson Hyperlegible Next and Fraunces are Latin
only (and Atkinson has no Vietnamese). Documents name "Fallback DejaVu Sans"
after them; it brings Greek, Cyrillic, Armenian, Hebrew, Arabic with Persian
and Urdu letters, Georgian, Vietnamese and symbols, in one regular weight.
Nothing here covers Chinese, Japanese, Korean, Ethiopic, Thai, Lao, Khmer,
Burmese or the scripts of India: a document that meets one of them must be
given a face for it, or refuse, or spell the name in Latin letters. On the
web a reader's own fonts step in, so no fallback is served there.
"""

import argparse
import sys
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from unicodedata import decomposition

from fontTools import subset
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

HERE = Path(__file__).resolve().parent
WEB = HERE.parents[1] / "static" / "fonts"


@dataclass(frozen=True)
class Face:
    source: str
    name: str
    heavier: str  # scaled down, its figures match the weight of this face


FACES = [
    Face(
        "AtkinsonHyperlegibleNext_400Regular",
        "AtkinsonHyperlegibleNext-Regular",
        "AtkinsonHyperlegibleNext_500Medium",
    ),
    Face(
        "AtkinsonHyperlegibleNext_400Regular_Italic",
        "AtkinsonHyperlegibleNext-Italic",
        "AtkinsonHyperlegibleNext_500Medium_Italic",
    ),
    Face(
        "AtkinsonHyperlegibleNext_700Bold",
        "AtkinsonHyperlegibleNext-Bold",
        "AtkinsonHyperlegibleNext_800ExtraBold",
    ),
    Face("Fraunces_600SemiBold", "Fraunces-SemiBold", "Fraunces_700Bold"),
]
FALLBACK = ("DejaVuSans", "Fallback-DejaVuSans", "Fallback DejaVu Sans")

ARROWS = {"→": 0, "↑": 1, "←": 2, "↓": 3}  # quarter turns
SUPERIORS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SPACES = "\u2002\u2003\u2007\u2008\u2009\u200a\u202f"
INVISIBLE = "\u200b\u2060"
PUNCTUATION = "–—―‐‑‒‘’‚“”„‹›†‡•…‰′″⁄€№™−≤≥≈≠✓" + "".join(ARROWS) + SUPERIORS

LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ŒœŸ")}
NAMES = set(map(ord, "ĀāĂăĄąĆćĊċČčĎďĐđĒēĖėĘęĚěĞğĠġĢģĦħĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŌōŐőŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŴŵŶŷŹźŻżŽžȘșȚț"))
RARE = set(map(ord, "¤¦¨¬¯´¸"))  # spacing accents and such: not for the web

WEB_TEXT = (LATIN | NAMES | set(map(ord, PUNCTUATION + "\u2009\u202f"))) - RARE
DOCUMENT_TEXT = {
    *LATIN,
    *range(0x100, 0x250),
    *range(0x2B0, 0x370),
    *range(0x1E00, 0x1F00),
    *range(0x20A0, 0x20C1),
    *map(ord, PUNCTUATION + SPACES + INVISIBLE),
    *map(ord, "ΔΩµμπ∂∏∑√∞∫◊ℓ℮ﬀﬁﬂﬃﬄ"),
}
FALLBACK_TEXT = {
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x2B0, 0x530),  # Latin, Greek, Cyrillic
    *range(0x530, 0x590),
    *range(0x590, 0x600),
    *range(0x600, 0x780),  # Armenian, Hebrew, Arabic
    *range(0x10A0, 0x1100),
    *range(0x1E00, 0x2000),  # Georgian, Vietnamese, old Greek
    *range(0x2000, 0x2070),
    *range(0x2070, 0x20C0),
    *range(0x2100, 0x2200),
    *range(0x2200, 0x2300),
    *range(0x2500, 0x2600),
    *range(0x2600, 0x27C0),
    0x27E8,
    0x27E9,
    *range(0x2D00, 0x2D30),
    *range(0xFB00, 0xFB50),
    *range(0xFB50, 0xFE00),
    *range(0xFE20, 0xFE30),
    *range(0xFE70, 0xFF00),
    0xFEFF,
    0xFFFD,
}

FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "pnum", "lnum", "sups", "frac", "ordn"]
FALLBACK_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "rlig", "isol", "init", "medi", "fina"]
NAME_IDS = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]


class Workshop:
    """One open face to which characters can be added."""

    def __init__(self, font):
        self.font = font
        self.cmap = font.getBestCmap()
        self.glyphs = font.getGlyphSet()

    def __contains__(self, character):
        return ord(character) in self.cmap

    def glyph(self, character):
        return self.cmap[ord(character)]

    def width(self, character):
        return self.font["hmtx"][self.glyph(character)][0]

    def box(self, character):
        shape = self.font["glyf"][self.glyph(character)]
        shape.recalcBounds(self.font["glyf"])
        return shape.xMin, shape.yMin, shape.xMax, shape.yMax

    def alias(self, character, glyph):
        for table in self.font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(character)] = glyph
        self.cmap[ord(character)] = glyph

    def add(self, character, shape, width):
        name = f"uni{ord(character):04X}"
        self.font.setGlyphOrder([*self.font.getGlyphOrder(), name])
        glyf = self.font["glyf"]
        glyf[name] = shape
        shape.recalcBounds(glyf)
        self.font["hmtx"][name] = (round(width), getattr(shape, "xMin", 0))
        if "GDEF" in self.font:
            self.font["GDEF"].table.GlyphClassDef.classDefs[name] = 1
        self.alias(character, name)
        return name

    def draw(self, character, outline, width):
        """Add a polygon; TrueType wants its points clockwise."""
        following = outline[1:] + outline[:1]
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(outline, following, strict=True))
        pen = TTGlyphPen(None)
        points = [(round(x), round(y)) for x, y in (outline[::-1] if area > 0 else outline)]
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
        self.add(character, pen.glyph(), width)

    def subtables(self, kind):
        if "GPOS" not in self.font:
            return
        for lookup in self.font["GPOS"].table.LookupList.Lookup:
            for table in lookup.SubTable:
                table = getattr(table, "ExtSubTable", table)
                if type(table).__name__ == kind:
                    yield table

    def attach(self, base, mark):
        """How far the face moves this mark to sit on this letter."""
        for table in self.subtables("MarkBasePos"):
            if base in table.BaseCoverage.glyphs and mark in table.MarkCoverage.glyphs:
                record = table.MarkArray.MarkRecord[table.MarkCoverage.glyphs.index(mark)]
                rows = table.BaseArray.BaseRecord[table.BaseCoverage.glyphs.index(base)]
                seat, foot = rows.BaseAnchor[record.Class], record.MarkAnchor
                return seat.XCoordinate - foot.XCoordinate, seat.YCoordinate - foot.YCoordinate
        return None

    def kern_like(self, model, name):
        for table in self.subtables("PairPos"):
            if table.Format != 2:
                continue
            if model in table.Coverage.glyphs:
                table.Coverage.glyphs.append(name)
            for classes in (table.ClassDef1.classDefs, table.ClassDef2.classDefs):
                if model in classes:
                    classes[name] = classes[model]


def add_spaces(face):
    em = face.font["head"].unitsPerEm
    if "\u2009" not in face:
        face.add("\u2009", Glyph(), 0.15 * em)
    widths = {
        "\u2002": em / 2,
        "\u2003": em,
        "\u2008": face.width("."),
        "\u200a": em / 12,
        "\u2007": face.font["hmtx"].metrics.get("zero.tf", (face.width("0"),))[0],
    }
    for character, width in widths.items():
        if character not in face:
            face.add(character, Glyph(), width)
    for character in INVISIBLE:
        if character not in face:
            face.add(character, Glyph(), 0)
    face.alias("\u202f", face.glyph("\u2009"))
    for character in "\u00ad\u2010\u2011":
        face.alias(character, face.glyph("-"))
    for character, model in {"‒": "–", "―": "—", "µ": "μ", "′": "'", "″": '"'}.items():
        if character not in face and model in face:
            face.alias(character, face.glyph(model))


def add_letters(face):
    """Compose the letters of Latin Extended-A from a base and a mark."""
    dotless = {"i": "ı", "j": "ȷ"}
    for character in map(chr, range(0x100, 0x180)):
        parts = decomposition(character).split()
        if character in face or len(parts) != 2 or "<" in parts[0]:
            continue
        base, mark = (chr(int(part, 16)) for part in parts)
        if mark == "\u0327" and base in "RrGgKkLlNn":
            mark = "\u0326"  # the cedilla of these letters is drawn as a comma
        if ord(mark) < 0x316:
            base = dotless.get(base, base)
        if base not in face or mark not in face:
            continue
        base, mark = face.glyph(base), face.glyph(mark)
        offset = face.attach(base, mark)
        if offset is None:
            continue
        pen = TTGlyphPen(face.glyphs)
        pen.addComponent(base, (1, 0, 0, 1, 0, 0))
        pen.addComponent(mark, (1, 0, 0, 1, *offset))
        name = face.add(character, pen.glyph(), face.font["hmtx"][base][0])
        face.kern_like(base, name)


def add_numero(face):
    if "№" in face:
        return
    pen = TTGlyphPen(face.glyphs)
    pen.addComponent(face.glyph("N"), (1, 0, 0, 1, 0, 0))
    pen.addComponent(face.glyph("º"), (1, 0, 0, 1, face.width("N"), 0))
    face.add("№", pen.glyph(), face.width("N") + face.width("º"))


def add_superiors(face, heavier):
    """Figures of the heavier face, scaled to sit with the ² that is there."""
    _, foot, _, head = face.box("²")
    _, low, _, high = heavier.box("2")
    scale = (head - foot) / (high - low)
    slant = face.box("²")[0] - scale * heavier.box("2")[0]
    side = (face.width("²") - scale * heavier.width("2")) / 2
    for figure, character in enumerate(SUPERIORS):
        if character in face:
            continue
        source = heavier.glyph(str(figure))
        pen = TTGlyphPen(None)
        place = (scale, 0, 0, scale, slant, foot - scale * low)
        heavier.glyphs[source].draw(TransformPen(pen, place))
        face.add(character, pen.glyph(), scale * heavier.width(str(figure)) + 2 * side)


def add_signs(face):
    """Arrows and a check mark as thick as the face's own en dash."""
    _, bottom, _, top = face.box("–")
    thick, middle = top - bottom, (top + bottom) / 2
    cap = face.box("H")[3]
    reach, wing, side = 0.56 * cap, 0.37 * cap, 0.10 * cap
    inner, cut = thick * (sqrt(2) + 0.5), thick / sqrt(2)
    half = [
        (-reach, thick / 2),
        (reach - inner, thick / 2),
        (reach - wing - cut, wing - cut),
        (reach - wing, wing),
    ]
    arrow = [*half, (reach, 0), *((x, -y) for x, y in reversed(half))]
    for character, turns in ARROWS.items():
        if character in face:
            continue
        points = arrow
        for _ in range(turns):
            points = [(-y, x) for x, y in points]
        width = 2 * (reach if turns % 2 == 0 else wing) + 2 * side
        centre = cap / 2 if turns % 2 else middle
        face.draw(character, [(x + width / 2, y + centre) for x, y in points], width)
    if "✓" not in face:
        long, short = 0.72 * cap, 0.34 * cap
        outline = [
            (0, 0),
            (long, long),
            (long - cut, long + cut),
            (0, 2 * cut),
            (cut - short, short + cut),
            (-short, short),
        ]
        left, low = side + short, 0.06 * cap
        face.draw("✓", [(x + left, y + low) for x, y in outline], 2 * side + short + long)


def cut(font, text, features, path, flavor=None):
    options = subset.Options()
    options.layout_features = features
    options.name_IDs = NAME_IDS
    options.name_languages = [0x409]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.flavor = flavor
    options.drop_tables += ["STAT", "FFTM", "MATH", "kern"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=text)
    cutter.subset(font)
    subset.save_font(font, str(path), options)
    size, glyphs = path.stat().st_size, len(font.getGlyphOrder())
    sys.stdout.write(f"{path.name:42} {size:>8,} bytes  {glyphs} glyphs\n")


def rename(font, family):
    texts = {
        1: family,
        2: "Regular",
        3: f"{family} Regular",
        4: family,
        6: family.replace(" ", ""),
        16: family,
        17: "Regular",
    }
    for entry, text in texts.items():
        font["name"].setName(text, entry, 3, 1, 0x409)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", type=Path, help="folder that holds the full TTFs")
    parser.add_argument("--web", type=Path, default=WEB, help="where the woff2 files go")
    parser.add_argument("--documents", type=Path, default=HERE, help="where the TTF files go")
    arguments = parser.parse_args()
    for folder in (arguments.web, arguments.documents):
        folder.mkdir(parents=True, exist_ok=True)

    found = {path.stem: path for path in sorted(arguments.sources.rglob("*.ttf"))}

    def source(stem):
        if stem not in found:
            parser.error(f"{stem}.ttf is not in {arguments.sources}")
        return TTFont(found[stem], recalcTimestamp=False)

    for face in FACES:
        for text, path, flavor in (
            (WEB_TEXT, arguments.web / f"{face.name}.woff2", "woff2"),
            (DOCUMENT_TEXT, arguments.documents / f"{face.name}.ttf", None),
        ):
            workshop = Workshop(source(face.source))
            add_spaces(workshop)
            add_letters(workshop)
            add_numero(workshop)
            add_superiors(workshop, Workshop(source(face.heavier)))
            add_signs(workshop)
            cut(workshop.font, text, FEATURES, path, flavor)

    stem, name, family = FALLBACK
    font = source(stem)
    rename(font, family)
    cut(font, FALLBACK_TEXT, FALLBACK_FEATURES, arguments.documents / f"{name}.ttf")


if __name__ == "__main__":
    main()
