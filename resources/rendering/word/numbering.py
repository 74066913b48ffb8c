"""Lists in Word: bullets and figures in nine levels; each numbered list restarts by a w:num of its own."""

from resources.rendering.word import styles

BULLETS, FIGURES = 1, 2  # the abstract lists
LEVELS = range(9)
FORMATS = ("decimal", "lowerLetter", "lowerRoman")


def numbering(edition):
    """word/numbering.xml for an edition: its sizes and colours."""
    size = styles.SIZES[edition.layout]
    brand, action = styles.colours(edition.sender)
    bullets = "".join(
        _level(level, size, "bullet", "•" if level % 2 == 0 else "–", styles.run(colour=action)) for level in LEVELS
    )
    figures = "".join(
        _level(level, size, FORMATS[level % 3], f"%{level + 1}.", styles.run(bold=True, colour=brand))
        for level in LEVELS
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering {styles.W}>'
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>{bullets}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="hybridMultilevel"/>{figures}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def _level(level, size, kind, text, properties):
    hanging = round(styles.LIST_INDENT * size * 20)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{(level + 1) * hanging}" w:hanging="{hanging}"/></w:pPr>'
        f"{properties}</w:lvl>"
    )
