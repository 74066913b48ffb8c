"""The tree as a mail: HTML with inline styles, since mail programs heed no stylesheet, and plain text.

Charts become their numbers as a table; notes follow the text.
"""

import re

from django.utils.safestring import mark_safe
from lxml import html

from resources.rendering.source import semantic_tree
from resources.rendering.trees import element, put_parts, take_parts

_SERIF = "Georgia,'Times New Roman',serif"
STYLES = {
    "p": "margin:0 0 16px;",
    "h2": f"margin:28px 0 10px;font:bold 20px/1.3 {_SERIF};",
    "h3": f"margin:24px 0 8px;font:bold 18px/1.3 {_SERIF};",
    "h4": "margin:20px 0 8px;font-size:17px;",
    "ul": "margin:0 0 16px;padding-left:24px;",
    "ol": "margin:0 0 16px;padding-left:24px;",
    "li": "margin:0 0 6px;",
    "blockquote": "margin:0 0 16px;padding-left:16px;border-left:4px solid #f2b632;",
    "table": "margin:0 0 16px;border-collapse:collapse;",
    "caption": "padding:0 0 6px;text-align:left;font-weight:bold;",
    "th": "padding:6px 12px 6px 0;border-bottom:1px solid #ddd4c4;text-align:left;vertical-align:top;",
    "td": "padding:6px 12px 6px 0;border-bottom:1px solid #ddd4c4;text-align:left;vertical-align:top;",
    "a": "color:#0f3f3a;",
}
KEPT = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}, "ol": {"start"}}
_BLOCK = {"p", "h2", "h3", "h4", "blockquote", "tr", "caption", "figcaption"}


def mail_html(text, language):
    """Stored rich text as safe HTML for a mail in `language`; links carry the site's address."""
    tree = _tree(text, language)
    for node in tree.iter():
        for name in set(node.attrib) - KEPT.get(node.tag, set()):
            del node.attrib[name]
        if node.tag in STYLES:
            node.set("style", STYLES[node.tag])
    # Safe as in page.py: texts were escaped by lxml, elements let through by the sanitiser or made here.
    return mark_safe("".join(html.tostring(child, encoding="unicode") for child in tree))


def mail_text(text, language):
    """The same as plain text: a blank line between blocks, "- " before items, addresses behind their words."""
    lines = []
    _write(_tree(text, language), lines)
    joined = "\n".join(line.rstrip() for line in "".join(lines).splitlines())
    return re.sub(r"\n{3,}", "\n\n", joined).strip()


def _tree(text, language):
    tree = semantic_tree(text, language, in_file=True)
    for figure in list(tree.iter("figure")):
        for bars in list(figure.iter("bars")):
            bars.drop_tree()
        figure.tag = "div"
    for caption in list(tree.iter("figcaption")):
        caption.tag = "p"
    _move_notes(tree)
    return tree


def _move_notes(tree):
    notes = list(tree.iter("note"))
    if not notes:
        return
    listed = element("ol")
    for note in notes:
        item = element("li")
        put_parts(item, take_parts(note))
        listed.append(item)
        note.tag, note.text = "sup", f"({note.get('n')})"
    tree.append(listed)


def _write(node, lines, before=""):
    """Append the words of `node` to `lines`."""
    lines.append(before + (node.text or ""))
    for number, child in enumerate((child for child in node if isinstance(child.tag, str)), int(node.get("start", 1))):
        if child.tag == "br":
            lines.append("\n")
        elif child.tag == "li":
            _write(child, lines, before=f"\n{number}. " if node.tag == "ol" else "\n- ")
        elif child.tag in ("td", "th"):
            _write(child, lines, before="" if child is node[0] else " | ")
        else:
            _write(child, lines, before="\n\n" if child.tag in _BLOCK - {"tr"} else "\n" if child.tag == "tr" else "")
        if child.tag == "a" and child.get("href", "").removeprefix("mailto:") != child.text_content():
            lines.append(f" ({child.get('href')})")
        lines.append("\n\n" if child.tag in ("ul", "ol", "table") else "")
        lines.append(child.tail or "")
