"""The text of a book, a page for each chapter.

A note stands at the end of its chapter, where e-readers find what they show beside the words.
"""

from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from resources.rendering import notes
from resources.rendering.epub import charts, markup
from resources.rendering.trees import element, take_parts, words_of

# A chapter is a page of its own, so its heading is that page's first level.
_RAISED = {"h2": "h1", "h3": "h2", "h4": "h3"}
_EPUB_TYPE = f"{{{markup.OPS}}}type"
_DECLARED = f' xmlns:epub="{markup.OPS}"'  # by the frame, once for a page


def pages(edition):
    """The Pages of the text in their order."""
    groups = _groups(edition.tree)
    places = {
        heading.get("id"): _name(number)
        for number, blocks in groups
        for block in blocks
        for heading in block.iter(*_RAISED)
    }
    return [
        _page(edition, number, blocks, places, *_around(edition, place == 0, place == len(groups) - 1))
        for place, (number, blocks) in enumerate(groups)
    ]


def _name(number):
    return f"chapter-{number}.xhtml"


def _groups(tree):
    """(number, blocks) of what stands before the first chapter (0), and of each chapter."""
    groups = [(0, [])]
    for part in take_parts(tree):
        if isinstance(part, str):
            continue
        if part.tag == "h2":
            groups.append((len(groups), []))
        groups[-1][1].append(part)
    return [group for group in groups if group[1]]


def _around(edition, is_first, is_last):
    """What a letter says before and after its text, as HTML."""
    letter, before, after = edition.letter, "", ""
    if letter and is_first:
        parts = (letter.writer_lines, [letter.day], letter.recipient_lines, [letter.salutation])
        before = "".join(markup.lines("letter", part) for part in parts)
    if letter and is_last:
        after = "".join(markup.lines("letter", [part]) for part in (letter.closing, letter.signature, letter.signed))
    return before, after


def _page(edition, number, blocks, places, before, after):
    section = element("section")
    section.extend(blocks)
    has_drawing = section.find(".//figure") is not None
    entry = _entry(edition, section)
    _send_links(section, _name(number), places)
    noted = _take_notes(section, edition.words)
    charts.draw(section, edition)
    for node in section.iter():
        node.tag = _RAISED.get(node.tag, node.tag)
        node.attrib.pop("columns", None)
    if number and edition.layout == "report":
        _number_chapter(section[0], number)
    inner = f"{before}{_inner(section)}{after}{_listed(noted, edition.words)}"
    # The name of a chapter is its heading; what stands before the first has the book's.
    named = "" if number else f" aria-label={quoteattr(edition.title)}"
    body = f'<section epub:type="chapter" role="doc-chapter"{named}>{inner}</section>'
    return markup.Page(_name(number), markup.frame(edition, entry.text, body), entry, has_drawing)


def _entry(edition, section):
    """The chapter and its parts for the contents."""
    found = [markup.Entry(_words(heading), heading.get("id"), []) for heading in section.iter("h2", "h3")]
    if section[0].tag == "h2":
        return markup.Entry(found[0].text, "", found[1:])
    return markup.Entry(edition.title, "", found)


def _words(heading):
    return words_of(heading).strip()


def _send_links(section, name, places):
    """A link to a heading of another chapter leads to its page."""
    for link in section.iter("a"):
        place = link.get("href", "").removeprefix("#")
        if link.get("href").startswith("#") and places.get(place, name) != name:
            link.set("href", f"{places[place]}#{place}")


def _take_notes(section, words):
    """The notes of a chapter; a link calls each where it stood, or behind the link that it stood in."""
    found = list(section.iter("note"))
    for note in found:
        notes.call(note, _call(note.get("n"), words))
    return found


def _call(number, words):
    call = etree.Element("a", nsmap={"epub": markup.OPS})
    call.text = number
    for name, value in (
        (_EPUB_TYPE, "noteref"),
        ("role", "doc-noteref"),
        ("class", "call"),
        ("id", f"call-{number}"),
        ("href", f"#note-{number}"),
        ("aria-label", f"{words['note']} {number}"),
    ):
        call.set(name, value)
    return call


def _listed(noted, words):
    if not noted:
        return ""
    asides = "".join(
        f'<aside epub:type="footnote" role="doc-footnote" id="note-{note.get("n")}" class="note"><p>'
        f'<a href="#call-{note.get("n")}" role="doc-backlink" aria-label='
        f"{quoteattr(words['back'] % {'n': note.get('n')})}>{note.get('n')}</a> {_inner(note)}</p></aside>"
        for note in noted
    )
    return f'<section epub:type="footnotes" class="notes"><h2>{escape(words["notes"])}</h2>{asides}</section>'


def _number_chapter(heading, number):
    figure = element("span", str(number), class_="number")
    figure.tail = f" {heading.text or ''}"
    heading.text = None
    heading.insert(0, figure)


def _inner(node):
    """What is in `node` as XML, in the namespaces that the frame declares."""
    inner = escape(node.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in node)
    return inner.replace(_DECLARED, "")
