"""An edition → a plain text that reads well in any program, on a braille line or through a terminal.

    writer     headings underlined, paragraphs wrapped, lists and quotes set in, addresses written out
    columns    tables, side by side where they fit and row by row where they do not

Notes are numbered and follow the text. Knows no Django.
"""

from resources.rendering.plain_text.writer import WIDTH, Writer, underlined, wrapped

__all__ = ["set_text"]


def set_text(edition):
    """The bytes of the text file of an Edition, in UTF-8; the same edition gives the same bytes."""
    writer = Writer(edition.language, numbers_chapters=edition.layout == "report")
    body = writer.blocks(edition.tree, WIDTH)
    body = [""] * bool(writer.chapters) + body
    parts = [*_before(edition, writer), body, *_after(edition), *_notes(edition, writer)]
    lines = [line for part in parts if part for line in [*part, ""]]
    return ("\n".join(line.rstrip(" ") for line in lines).strip("\n") + "\n").encode()


def _before(edition, writer):
    """A letter begins with addresses, everything else with its title, where it comes from, and its contents."""
    if edition.letter:
        letter = edition.letter
        return [[*letter.writer_lines], [letter.day], [*letter.recipient_lines], wrapped(letter.salutation, WIDTH)]
    about = [edition.kind, edition.audience, edition.words["imprint"]]
    return [
        _framed(edition.title),
        wrapped(edition.subtitle, WIDTH),
        [line for part in about if part for line in wrapped(part, WIDTH)],
        _contents(edition, writer),
    ]


def _framed(title):
    lines = underlined(title, WIDTH, "=")
    return [lines[-1], *lines]


def _contents(edition, writer):
    if edition.layout != "report" or not writer.chapters:
        return []
    listed = [line for chapter in writer.chapters for line in wrapped(chapter, WIDTH, "  ", "     ")]
    return ["", *underlined(edition.words["contents"], WIDTH, "-"), "", *listed]


def _after(edition):
    """A letter is the writer's own and ends with a name; all else says where the newest edition is."""
    if edition.letter:
        letter = edition.letter
        return [wrapped(letter.closing, WIDTH), [letter.signature], [letter.signed]]
    return []


def _notes(edition, writer):
    """The notes, and below them where this edition comes from."""
    words, notes = edition.words, list(edition.tree.iter("note"))
    listed = [line for note in notes for line in writer.note(note)]
    return [["", *underlined(words["notes"], WIDTH, "-"), "", *listed] if notes else [], *_colophon(edition, words)]


def _colophon(edition, words):
    if edition.letter:
        return []
    terms = " ".join(filter(None, (words["licence"], words["licence_url"])))
    return [[*wrapped(f"{words['dated']} {words['newest']}", WIDTH), edition.address], wrapped(terms, WIDTH)]
