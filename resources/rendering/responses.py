"""Lines that are answered, as in a prayer, and the directions between them.

Who leads reads a line, all answer with the next, which is set in bold. Call and answer are never parted by the end of a
page: those who answer would have to turn it first. What is set in italics is not said but done ("Silence").
"""


def is_answered(node):
    """Whether `node` of the semantic tree is a paragraph that the next one, all of it in bold, answers."""
    following = node.getnext()
    return node.tag == "p" and following is not None and following.tag == "p" and _is_all(following, "strong")


def is_direction(node):
    """Whether `node` is a paragraph that is all in italics."""
    return node.tag == "p" and _is_all(node, "em")


def _is_all(paragraph, tag):
    parts = [part for part in paragraph if part.tag != "note"]
    loose = "".join([paragraph.text or "", *(part.tail or "" for part in paragraph)])
    return bool(parts) and not loose.strip() and all(part.tag == tag for part in parts)
