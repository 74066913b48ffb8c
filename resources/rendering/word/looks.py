"""How words in a line look: always by a character style, never by a run's own formatting.

Word knows one character style for a run. Where two meet, as in an emphasised link, the document gets a style
for both, based on the first.
"""

from docx.oxml import parse_xml

from resources.rendering.word.styling import W, run, style

# In the order in which they are joined; the styles of the first three are those of styles.py.
ADDED = {"a": "Hyperlink", "strong": "Strong", "em": "Emphasis", "sup": "Superscript"}
ORDER = list(ADDED.values())
_MARKS = {"Strong": {"bold": True}, "Emphasis": {"italic": True}, "Superscript": {"raised": True}}
# Bold of themselves: Word would take "bold" in "bold" for plain.
BOLD_PARAGRAPHS = {"Heading3", "TableHeading", "TableName", "Caption", "TOC1"}


class Looks:
    """The character styles that a document uses."""

    def __init__(self):
        self._used = set()

    def style(self, names):
        """The id of the style for all of `names`, or None for plain words. Other names stand for themselves."""
        own = [name for name in names if name not in ADDED.values()]
        joined = tuple(name for name in ORDER if name in names)
        if own or not joined:
            return own[-1] if own else None
        self._used.add(joined)
        return "".join(joined)

    def add_to(self, styles):
        """Append what is missing in a w:styles element."""
        for names in sorted(self._used):
            if len(names) == 1 and names[0] != "Superscript":
                continue
            based = names[0] if len(names) > 1 else "DefaultParagraphFont"
            marks = {key: value for name in names for key, value in _MARKS.get(name, {}).items()}
            made = style(" ".join(names), run(**marks), kind="character", based=based, quick=False)
            styles.append(parse_xml(made.replace("<w:style ", f"<w:style {W} ", 1)))
