"""What every step over the semantic tree needs of lxml."""

from lxml import html

TABLE_PARTS = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
BLOCKS = {"div", "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "figure", "figcaption"} | TABLE_PARTS


def element(tag, text=None, /, **attributes):
    """A new element; `class_` stands for `class`."""
    made = html.Element(tag)
    made.text = text
    for name, value in attributes.items():
        made.set(name.rstrip("_"), str(value))
    return made


def take_parts(holder):
    """Empty `holder` and return what it held: texts and elements in turn."""
    parts = [holder.text or ""]
    for child in list(holder):
        parts += [child, child.tail or ""]
        child.tail = None
        holder.remove(child)
    holder.text = None
    return parts


def put_parts(holder, parts):
    """Append texts and elements to what `holder` holds."""
    for part in parts:
        if not isinstance(part, str):
            holder.append(part)
        elif len(holder):
            holder[-1].tail = (holder[-1].tail or "") + part
        else:
            holder.text = (holder.text or "") + part


def text_nodes(root):
    """(holder, "text" or "tail") of every text inside `root`, in document order, as a list.

    A list, so that the tree may be changed while it is walked.
    """
    found = []

    def visit(node):
        if node.text:
            found.append((node, "text"))
        for child in node:
            visit(child)
            if child.tail:
                found.append((child, "tail"))

    visit(root)
    return found


def word_nodes(root):
    """Those of `text_nodes` that stand in no note of `root`."""
    found = []
    for holder, attribute in text_nodes(root):
        inside = [holder, *holder.iterancestors()] if attribute == "text" else holder.iterancestors()
        if not any(node.tag == "note" for node in inside):
            found.append((holder, attribute))
    return found


def wrap_matches(root, pattern, make):
    """Put `make(match)`, an element or a text, in place of every match of `pattern` in the texts of `root`."""
    for holder, attribute in text_nodes(root):
        text = getattr(holder, attribute)
        found = list(pattern.finditer(text))
        if not found:
            continue
        pieces, end = [], 0
        for match in found:
            pieces += [text[end : match.start()], make(match)]
            end = match.end()
        _replace_text(holder, attribute, [*pieces, text[end:]])


def _replace_text(holder, attribute, pieces):
    """Let texts and elements stand where one text stood."""
    setattr(holder, attribute, "")
    parent, place = (holder, 0) if attribute == "text" else (holder.getparent(), holder.getparent().index(holder) + 1)
    last = None
    for piece in pieces:
        if not isinstance(piece, str):
            parent.insert(place, piece)
            last, place = piece, place + 1
        elif last is not None:
            last.tail = (last.tail or "") + piece
        else:
            setattr(holder, attribute, getattr(holder, attribute) + piece)


def words_of(node):
    """The words of a node without those of its notes."""
    return "".join(node.xpath(".//text()[not(ancestor::note)]"))
