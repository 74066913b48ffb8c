"""The tree as a mail: HTML with inline styles, since mail programs heed no stylesheet, and plain text.

Charts become their numbers as a table; notes follow the text.
"""

from django.utils.safestring import mark_safe
from lxml import html

from resources.rendering.plain_text.writer import WIDTH, Writer
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
    """The same as plain text in the lines of plain_text; notes in brackets, listed at the end."""
    tree, writer = semantic_tree(text, language, in_file=True), Writer(language)
    notes = [line for note in tree.iter("note") for line in writer.note(note)]
    lines = writer.blocks(tree, WIDTH)
    return "\n".join([*lines, *[""] * bool(notes), *notes])


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
