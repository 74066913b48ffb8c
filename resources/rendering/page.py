"""The tree as HTML of the website.

No inline style or script (the site's Content-Security-Policy forbids both): the length of a chart's bar is
the width of a rectangle in a small inline SVG. The classes are styled in static/css/components/prose.css
and figures.css.
"""

from typing import NamedTuple

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import html

from resources.rendering import charts, notes, number_columns
from resources.rendering.source import heading_text, semantic_tree
from resources.rendering.trees import element, put_parts, take_parts

BAR_WIDTH, BAR_HEIGHT = 100, 6  # the SVG's own units; it is stretched to the width that there is


class Heading(NamedTuple):
    """An entry of a contents list: the heading's id and words, and the headings below it."""

    id: str
    text: str
    children: list


def rich_html(text, language, prefix="text"):
    """Stored rich text as safe HTML in `language`."""
    tree = semantic_tree(text, language, prefix=prefix)
    with override(language):
        _draw_charts(tree)
        _wrap_tables(tree, prefix)
        _mark_outside_links(tree)
        _move_notes(tree, prefix)
    return _leave(tree)


def chart_html(chart, language):
    """A campaigns Chart as the same figure that texts show."""
    tree = element("div")
    tree.append(charts.figure(chart, language))
    with override(language):
        _draw_charts(tree)
        _mark_outside_links(tree)
    return _leave(tree)


def contents(text, language, prefix="text"):
    """The text's h2 as a list of Heading, each with the h3 below it."""
    found = []
    for heading in semantic_tree(text, language, prefix=prefix).iter("h2", "h3"):
        entry = Heading(heading.get("id"), heading_text(heading), [])
        if heading.tag == "h3" and found:
            found[-1].children.append(entry)
        else:
            found.append(entry)
    return found


def _leave(tree):
    """The one place where HTML leaves the renderer for a page of the site.

    It is safe because every text in the tree was escaped by lxml on its way out, and every element was
    either let through by publishing.rich_text.sanitise or made in this package.
    """
    inner = "".join(html.tostring(child, encoding="unicode") for child in tree)
    return mark_safe(inner)


def _draw_charts(tree):
    for figure in list(tree.iter("figure")):
        figure.attrib.pop("unit", None)
        figure.attrib.pop("key", None)
        figure.remove(figure.find("table"))
        figure.find("figcaption").set("class", "chart-title")
        for bars in list(figure.iter("bars")):
            figure.replace(bars, _bar_table(bars))
        for paragraph in figure.iter("p"):
            paragraph.set("class", f"chart-{paragraph.get('class')}")


def _bar_table(bars):
    """Bars as a table: what is seen as a chart is heard as rows of a name and a number."""
    table = element("table", class_="bars")
    if bars.get("name"):
        table.append(element("caption", bars.get("name")))
    body = element("tbody")
    table.append(body)
    for bar in bars:
        row = element("tr")
        row.append(element("th", bar.text, scope="row"))
        cell = element("td")
        cell.append(_drawn_bar(float(bar.get("share"))))
        cell.append(element("span", bar.get("shown"), class_="bar-value"))
        row.append(cell)
        body.append(row)
    return table


def _drawn_bar(share):
    drawing = element(
        "svg",
        class_="bar",
        viewBox=f"0 0 {BAR_WIDTH} {BAR_HEIGHT}",
        preserveAspectRatio="none",
        focusable="false",
    )
    drawing.set("aria-hidden", "true")
    for class_, width in (("bar-track", BAR_WIDTH), ("bar-length", round(BAR_WIDTH * share, 2))):
        drawing.append(element("rect", class_=class_, width=f"{width:g}", height=BAR_HEIGHT))
    return drawing


def _wrap_tables(tree, prefix):
    """A wide table scrolls in its own region, which the keyboard reaches, and never moves the page."""
    number = 0
    for table in list(tree.iter("table")):
        if table.get("class") == "bars":
            continue
        number += 1
        table.attrib.pop("columns", None)
        _hide_padding(table)
        region = element("div", class_="table-scroll", role="region", tabindex="0")
        caption = table.find("caption")
        if caption is not None:
            caption.set("id", f"{prefix}-table-{number}")
            region.set("aria-labelledby", caption.get("id"))
        else:
            region.set("aria-label", _("Table"))
        table.getparent().replace(table, region)
        region.tail, table.tail = table.tail, None
        region.append(table)


def _hide_padding(table):
    """The site's typefaces have no spaces as wide as figures: figures that are not seen stand there instead."""
    for cell in table.iter("td"):
        words = (cell.text or "").rstrip(number_columns.PADDING)
        if cell.get("class") == number_columns.FIGURES and words != (cell.text or ""):
            missing = cell.text[len(words) :]
            cell.text = words
            shown = missing.replace(number_columns.SIGN_SPACE, ".").replace(number_columns.FIGURE_SPACE, "0")
            cell.append(_hidden(shown))


def _hidden(words):
    hidden = element("span", words, class_="padding")
    hidden.set("aria-hidden", "true")
    return hidden


def _mark_outside_links(tree):
    for link in tree.iter("a"):
        if link.get("href", "").startswith(("http:", "https:")):
            link.set("rel", "noopener")


def _move_notes(tree, prefix):
    """The notes follow the text, with a way back; where each was called stands a button that opens it where one reads.

    The item of the list is what opens: nothing is said twice. A browser that knows no popovers shows the link instead
    (prose.css), and paper shows the number.
    """
    found = list(tree.iter("note"))
    if not found:
        return
    section = element("section", class_="notes", role="doc-endnotes")
    section.append(element("h2", _("Notes"), id=f"{prefix}-notes"))
    section.set("aria-labelledby", f"{prefix}-notes")
    section.append(listed := element("ol"))
    for note in found:
        number = note.get("n")
        notes.call(note, _call(prefix, number))
        item = element("li", id=f"{prefix}-note-{number}", popover="auto")
        back = _labelled("a", _("Back to note %(n)s in the text"), number, href=f"#{prefix}-call-{number}")
        back.text = "↑"
        back.set("role", "doc-backlink")
        close = _button(prefix, number, _("Close note %(n)s"), popovertargetaction="hide", class_="note-close")
        put_parts(item, [*take_parts(note), " ", back, close])
        listed.append(item)
    tree.append(section)


def _call(prefix, number):
    call = element("sup", class_="note-call", id=f"{prefix}-call-{number}")
    link = _labelled("a", _("Note %(n)s"), number, href=f"#{prefix}-note-{number}", role="doc-noteref")
    link.text = number
    opens = _button(prefix, number, _("Note %(n)s"))
    # Shown by the stylesheet: as words the number would stand twice in the text.
    opens.set("data-n", number)
    call.extend([link, opens])
    return call


def _button(prefix, number, label, **attributes):
    return _labelled("button", label, number, type="button", popovertarget=f"{prefix}-note-{number}", **attributes)


def _labelled(tag, label, number, **attributes):
    made = element(tag, **attributes)
    made.set("aria-label", label % {"n": number})
    return made
