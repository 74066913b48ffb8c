"""Lists in Word: bullets and figures in nine levels; each numbered list restarts by a w:num of its own.

The styles List Bullet, List Number and (in a report) Heading 1 carry the first three lists.
"""

from resources.rendering.palette import palette
from resources.rendering.word.faces import DISPLAY
from resources.rendering.word.measures import measures_of, twips
from resources.rendering.word.styles import BULLETS, FIGURES, HEADINGS_NUMBERED, LIST_LEVELS
from resources.rendering.word.styling import W, run

LEVELS = range(9)
FORMATS = ("decimal", "lowerLetter", "lowerRoman")
CHAPTER_HANGS = 40  # points: a chapter's number stands in the margin


def numbering(edition):
    """word/numbering.xml for an edition: its sizes and colours."""
    colours, measures = palette(edition.sender), measures_of(edition)
    indent = measures.indent
    mark, number = run(colour=colours["action"]), run(bold=True, colour=colours["brand"])
    bullets = [
        _level(level, "bullet", "•" if level % 2 == 0 else "–", _style("ListBullet", level), _hang(level, indent), mark)
        for level in LEVELS
    ]
    figures = [
        _level(
            level,
            FORMATS[level % 3],
            f"%{level + 1}.",
            _style("ListNumber", level),
            _hang(level, indent),
            number,
        )
        for level in LEVELS
    ]
    lists = {BULLETS: bullets, FIGURES: figures}
    if edition.layout == "report":
        chapter = run(font=DISPLAY, size=measures.headings[0], colour=colours["action"])
        lists[HEADINGS_NUMBERED] = [_level(0, "decimal", "%1", "Heading1", (0, CHAPTER_HANGS), chapter)]
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering {W}>'
        + "".join(_abstract(identity, levels) for identity, levels in lists.items())
        + "".join(f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{identity}"/></w:num>' for identity in lists)
        + "</w:numbering>"
    )


def _abstract(identity, levels):
    """The number in `nsid` keeps Word from taking two lists for one when they are pasted together."""
    return (
        f'<w:abstractNum w:abstractNumId="{identity}"><w:nsid w:val="7A4B00{identity:02X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
    )


def _style(name, level):
    if level + 1 not in LIST_LEVELS:
        return ""
    return name if level == 0 else f"{name}{level + 1}"


def _hang(level, indent):
    return (level + 1) * indent, indent


def _level(level, kind, text, style, indents, properties):
    left, hanging = indents
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{twips(left)}" w:hanging="{twips(hanging)}"/></w:pPr>{properties}</w:lvl>'
    )
