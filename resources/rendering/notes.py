"""Footnotes: `((words))` in the text becomes `<note n="1">words</note>` where it stands."""

from resources.rendering.trees import BLOCKS, element, put_parts, take_parts

_HOLDERS = (*BLOCKS, "strong", "em", "a", "sup")


def extract(root):
    """Turn every note of `root` into a numbered element, in the order of reading.

    A note may hold inline elements and single parentheses. One that is not closed in the element in which
    it was opened stays as typed.
    """
    if "((" not in root.text_content():
        return
    for holder in [root, *root.iterdescendants(*_HOLDERS)]:
        if _opens_here(holder):
            _extract_from(holder)
    for number, note in enumerate(root.iter("note"), 1):
        note.set("n", str(number))


def call(note, made):
    """Put `made`, which calls `note`, in its place; behind the link that the note stands in, if it does.

    A link cannot stand in a link. The note is taken out and keeps its words.
    """
    parent, outer = note.getparent(), next(note.iterancestors("a"), None)
    put_parts(parent, [(made if outer is None else "") if part is note else part for part in take_parts(parent)])
    if outer is not None:
        made.tail, outer.tail = outer.tail, None
        outer.addnext(made)


def _opens_here(holder):
    return any("((" in text for text in [holder.text or "", *(child.tail or "" for child in holder)])


def _extract_from(holder):
    """Rebuild `holder` from its parts, with notes as elements."""
    parts = take_parts(holder)
    rebuilt, position = [], 0
    while position < len(parts):
        part = parts[position]
        opening = part.find("((") if isinstance(part, str) else -1
        if opening < 0:
            rebuilt.append(part)
            position += 1
            continue
        closed = _close(parts, position, opening)
        if closed is None:
            rebuilt.append(part[: opening + 2])
            parts[position] = part[opening + 2 :]
            continue
        rebuilt.append(part[:opening].rstrip(" "))
        inside, position, rest = closed
        note = element("note")
        put_parts(note, inside)
        rebuilt.append(note)
        parts[position] = rest
    put_parts(holder, rebuilt)


def _close(parts, position, opening):
    """(what stands inside, index of the part that closes the note, the rest of that part), or None."""
    depth, inside = 2, []
    text = parts[position][opening + 2 :]
    while True:
        if isinstance(text, str):
            for place, character in enumerate(text):
                depth += {"(": 1, ")": -1}.get(character, 0)
                if depth == 0:
                    inside.append(text[: place - 1])
                    return inside, position, text[place + 1 :]
        inside.append(text)
        position += 1
        if position == len(parts):
            return None
        text = parts[position]
