"""An edition → the HTML that is set as a PDF.

The frame of each layout is a template in templates/documents/. Here the semantic tree becomes its body:
chapters are sections, notes are spans that float to the foot of their page, the bars of a chart are rows of
a table, and what a reader fills in stands out.
"""

import re
from dataclasses import asdict

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe
from lxml import etree, html

from resources.rendering.binding import bind_headings, bind_text, bind_title
from resources.rendering.endings import WORD_JOINER, bind_ending, bind_endings
from resources.rendering.palette import palette
from resources.rendering.responses import is_answered, is_direction
from resources.rendering.tables import ROWS_KEPT_TOGETHER
from resources.rendering.trees import element, put_parts, take_parts, words_of, wrap_matches

LONGEST_UNBROKEN_NAME = 18  # characters of a row's name: "29 novembre 2007"
MOST_NUMERALS = 4  # bars of a chart whose numbers are set large in a report
# Characters: about two lines; a list of such items needs no room between them.
LONGEST_TIGHT_ITEM, LONGEST_OF_LAYOUTS = 170, {"church_sheet": 140}
LONGEST_SMALL_TABLE = 300  # characters of a table that stays whole on a page of any size
ROWS_OF_A_TIMELINE = 8  # dates and what happened, so many that they are drawn along a line
_BLANK = re.compile(r"\[[^\[\]]+\]")


def print_html(edition):
    """The complete HTML document for `edition`, with the organisation's colours."""
    tree = edition.tree
    bind_headings(tree)
    bind_endings(tree)
    _class_spoken(tree)
    if edition.has_blanks:
        mark_blanks(tree)
    _draw_charts(tree, with_numerals=edition.layout == "report" and not edition.gathers)
    # Before notes, which do not make an item longer, are moved into the line.
    _class_lists(tree, LONGEST_OF_LAYOUTS.get(edition.layout, LONGEST_TIGHT_ITEM))
    _float_notes(tree, edition.words["note"])
    _class_tables(tree)
    chapters = _chapters(tree)
    return render_to_string(
        f"documents/{edition.layout}.html",
        {
            "edition": edition,
            "title": bind_title(edition.title),
            "words": _bound(edition.words, edition.language),
            "sender": edition.sender,
            "body": _leave(tree),
            "texts": [_text(text) for text in edition.texts],
            "letter": _letter(edition) if edition.letter else None,
            "chapters": chapters,
            "colours": palette(edition.sender),
        },
    )


def _text(text):
    """A Text with its parts as HTML."""
    parts = {name: _leave(etree.fromstring(part)) for name, part in text.parts.items()}
    return {"locale": text.locale, "words": text.words, **parts}


def _leave(tree):
    """HTML for the typesetter; safe for the reasons given in page.py."""
    return mark_safe(escape(tree.text or "") + "".join(html.tostring(child, encoding="unicode") for child in tree))


def _letter(edition):
    """The parts of a letter as HTML, with what is to be filled in marked."""
    parts = {name: [value] if isinstance(value, str) else value for name, value in asdict(edition.letter).items()}
    return {name: _lines(lines, edition.has_blanks) for name, lines in parts.items()}


def _lines(lines, has_blanks):
    holder = element("p")
    for number, line in enumerate(lines):
        put_parts(holder, [element("br"), line] if number else [line])
    if has_blanks:
        mark_blanks(holder)
    return _leave(holder)


def mark_blanks(tree):
    """Wrap every `[fill this in]` in <span class="blank">."""
    wrap_matches(tree, _BLANK, lambda match: element("span", match[0], class_="blank"))


def _draw_charts(tree, *, with_numerals):
    for figure in list(tree.iter("figure")):
        figure.remove(figure.find("table"))
        draw = _bar_table
        if with_numerals and _may_be_numerals(figure):
            draw = _numeral_table
            figure.set("class", f"{figure.get('class')} numerals")
        for bars in list(figure.iter("bars")):
            figure.replace(bars, draw(bars))


def _may_be_numerals(figure):
    """Whether a chart is a few shares of a hundred: in a report they are what is remembered of it."""
    groups = figure.findall("bars")
    return figure.get("unit") == "percent" and len(groups) == 1 and len(groups[0]) <= MOST_NUMERALS


def _numeral_table(bars):
    """Each number set large; beside it what it counts, above a bar on the line of the whole hundred."""
    table = element("table", class_="bars")
    for bar in bars:
        row = element("tr")
        row.append(element("td", bar.get("shown"), class_="numeral"))
        name = element("th", bar.text, scope="row")
        name.append(track := element("span", "", class_="track"))
        track.append(element("span", "", class_="length", style=f"width:{float(bar.get('share')) * 100:.2f}%"))
        row.append(name)
        table.append(row)
    return table


def _bar_table(bars):
    table = element("table", class_="bars")
    if bars.get("name"):
        table.append(element("caption", bars.get("name")))
    for bar in bars:
        row = element("tr")
        row.append(element("th", bar.text, scope="row"))
        drawn = element("td")
        length = element("span", "", class_="length", style=f"width:{float(bar.get('share')) * 84:.2f}%")
        value = element("span", bar.get("shown"), class_="value")
        drawn.extend([length, value])
        row.append(drawn)
        table.append(row)
    return table


def _float_notes(tree, word):
    """A note floats to the foot of its page; before the place where it stood, a link calls it.

    The link cannot hold the note: HTML allows no link inside a link, and notes have links.
    """
    for note in list(tree.iter("note")):
        number = note.get("n")
        call = element("a", f"{WORD_JOINER}{number}", class_="call", href=f"#note-{number}")
        call.set("data-label", f"{word} {number}")
        note.addprevious(call)
        note.tag = "span"
        note.attrib.clear()
        note.set("class", "note")
        note.set("id", f"note-{number}")
        note.set("data-n", number)


def _bound(words, language):
    """The words around the text, their dates and last words bound; a code's picture among them is as it was."""
    return {
        name: bind_ending(bind_text(value, language)) if isinstance(value, str) else value
        for name, value in words.items()
    }


def _class_tables(tree):
    """A small table stays on one page; a long one may break, with its head repeated. Dates are not broken."""
    for table in tree.iter("table"):
        classes = [table.get("class", "")]
        if len(table.findall(".//tr")) <= ROWS_KEPT_TOGETHER:
            classes.append("whole")
        if len(words_of(table)) <= LONGEST_SMALL_TABLE:
            classes.append("small")
        names = ["".join(header.itertext()) for header in table.iterfind(".//tr/th[@scope='row']")]
        if names and max(map(len, names)) <= LONGEST_UNBROKEN_NAME:
            classes.append("short")
            if len(names) >= ROWS_OF_A_TIMELINE and table.get("columns") == "2":
                classes.append("timeline")
        _set_widths(table)
        table.attrib.pop("columns", None)
        table.set("class", " ".join(filter(None, classes)))


def _set_widths(table):
    """Where a table says how wide its columns are, in per cent, each gets its own."""
    widths = table.attrib.pop("widths", "").split()
    if widths:
        table.insert(0, columns := element("colgroup"))
        columns.extend(element("col", style=f"width:{width}%") for width in widths)


def _class_spoken(tree):
    for paragraph in tree.iter("p"):
        if is_direction(paragraph):
            paragraph.set("class", "direction")
        elif is_answered(paragraph):
            paragraph.set("class", "answered")


def _class_lists(tree, longest_tight):
    for items in tree.iter("ul", "ol"):
        lengths = [len(words_of(item)) for item in items.iterfind("li")]
        if max(lengths, default=0) <= longest_tight:
            items.set("class", "tight")


def _chapters(tree):
    """Wrap each h2 and what follows it in a section; returns the list of (id, words, subheadings)."""
    parts = [part for part in take_parts(tree) if not isinstance(part, str)]
    chapters, section = [], None
    for part in parts:
        if part.tag == "h2":
            section = element("section", class_="chapter")
            tree.append(section)
            chapters.append({"id": part.get("id"), "title": _words(part), "parts": []})
        elif part.tag == "h3" and chapters:
            chapters[-1]["parts"].append({"id": part.get("id"), "title": _words(part)})
        (section if section is not None else tree).append(part)
    return chapters


def _words(heading):
    """A heading's words without its notes."""
    bare = element("span")
    put_parts(bare, [part for part in take_parts(_copy(heading)) if isinstance(part, str) or not _is_note(part)])
    return "".join(bare.itertext()).strip()


def _copy(node):
    return html.fragment_fromstring(html.tostring(node, encoding="unicode", with_tail=False))


def _is_note(node):
    return node.get("class") in ("call", "note")
