"""Stored rich text → one semantic tree, which page, PDF and Word walk alike.

The tree is an lxml <div lang="en">. It holds the elements of publishing.rich_text and:

    <h2 id="text-why-this-edition">       every heading has a stable id
    <note n="3">…</note>                  a footnote, standing where it is called
    <table><caption>…<thead>…<tbody>…     captions attached, header rows in a head, th with scope, full rows
    <figure class="chart">…               see charts.py
    <a href="…">                          an address: a path of this site on its pages, absolute in files
    <span lang="fr-CA">                     words in the other language: see languages.py
    <sup>                                 French ordinals: 1<sup>er</sup>, 44<sup>e</sup>

White space is collapsed. A link that leads nowhere becomes plain text. A placeholder that nothing stands
for stays as typed in running text (`unknown_placeholders` finds it); alone in a paragraph it is dropped
from a page.
"""

import re
import unicodedata

from django.conf import settings

from publishing import links, placeholders
from publishing.rich_text import parse
from resources.rendering import charts, languages, notes, tables
from resources.rendering.binding import bind
from resources.rendering.flow import paragraphs_of
from resources.rendering.trees import BLOCKS, element, text_nodes, word_nodes

HEADINGS = ("h2", "h3", "h4")

_LEADS_SOMEWHERE = re.compile(r"(https?|mailto|tel):.|#.", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_FRENCH_ORDINAL = re.compile(r"(?<![\w-])(1)(er|re)(?!\w)|(?<![\w-])(\d+)(es?)(?!\w)")


def semantic_tree(html, language, *, in_file=False, prefix="text"):
    """The tree of `html`, with names, links and charts in `language`.

    `in_file`: links carry the site's address. `prefix`: what the ids of headings begin with, so that two
    texts can stand on one page.
    """
    root = parse(html or "")
    root.set("lang", language)
    _wrap_loose_text(root)
    _unwrap_single_paragraphs(root)
    _fill_placeholders(root, language, in_file)
    _resolve_links(root, language, in_file)
    notes.extract(root)
    tables.normalise(root)
    _collapse_spaces(root)
    languages.mark(root, language)
    bind(root, language)
    if language == "fr":
        _raise_ordinals(root)
    _name_headings(root, prefix)
    _drop_links_to_nowhere(root)
    return root


def unknown_placeholders(root):
    """The names in double braces that are left in `root`, in order."""
    return placeholders.ANY_BRACES.findall(root.text_content())


def _wrap_loose_text(root):
    """Text outside any block, and inline elements beside it, become paragraphs."""
    for block in paragraphs_of(root):
        root.append(block)


def _unwrap_single_paragraphs(root):
    """An editor puts a paragraph into every list item; an item with one only holds its words directly."""
    for item in root.iter("li"):
        if len(item.findall("p")) == 1 and item[0].tag == "p" and not (item.text or "").strip():
            item[0].tail = None
            item.text = None
            item[0].drop_tag()


def _fill_placeholders(root, language, in_file):
    if "{{" not in root.text_content():
        return
    charts.replace_paragraphs(root, language)
    values = placeholders.texts(language) | charts.titles(root, language)
    for holder, attribute in text_nodes(root):
        setattr(holder, attribute, placeholders.fill(getattr(holder, attribute), values))
    if not in_file:
        for paragraph in list(root.iter("p")):
            if re.fullmatch(r"\s*\{\{[^{}]*\}\}\s*", paragraph.text_content()):
                paragraph.drop_tree()


def _resolve_links(root, language, in_file):
    found = list(root.iter("a"))
    tokens = [a.get("href") for a in found if a.get("href", "").startswith("page:")]
    paths = links.addresses(tokens, language) if tokens else {}
    for a in found:
        href = a.get("href", "").strip()
        href = paths.get(href, "") if href.startswith("page:") else href
        if href.startswith("/") and not href.startswith("//"):
            href = settings.SITE_URL + href if in_file else href
        elif not _LEADS_SOMEWHERE.match(href):
            a.drop_tag()
            continue
        a.set("href", href)


def _drop_links_to_nowhere(root):
    """A link to a place in this text stays when that place exists."""
    places = {f"#{heading.get('id')}" for heading in root.iter(*HEADINGS)}
    for a in list(root.iter("a")):
        if a.get("href").startswith("#") and a.get("href") not in places:
            a.drop_tag()


def _collapse_spaces(root):
    """One space for any run of white space; none at the edges of blocks and around line breaks."""
    for holder, attribute in text_nodes(root):
        setattr(holder, attribute, _SPACES.sub(" ", getattr(holder, attribute)))
    for block in root.iter(*BLOCKS, "note"):
        if block.text:
            block.text = block.text.lstrip(" ") or None
        if len(block) and block[-1].tail:
            block[-1].tail = block[-1].tail.rstrip(" ") or None
        elif not len(block) and block.text:
            block.text = block.text.rstrip(" ") or None
        for child in block:
            if child.tag in BLOCKS and child.tail is not None and not child.tail.strip(" "):
                child.tail = None
            if child.tag == "br" and child.tail:
                child.tail = child.tail.lstrip(" ")


def _raise_ordinals(root):
    for holder, attribute in text_nodes(root):
        text = getattr(holder, attribute)
        pieces, end = [], 0
        for match in _FRENCH_ORDINAL.finditer(text):
            number, letters = (match[1], match[2]) if match[1] else (match[3], match[4])
            pieces.append((text[end : match.start()] + number, letters))
            end = match.end()
        if not pieces:
            continue
        setattr(holder, attribute, pieces[0][0])
        raised = [element("sup", letters) for _before, letters in pieces]
        for sup, (before, _letters) in zip(raised, pieces[1:], strict=False):
            sup.tail = before
        raised[-1].tail = text[end:]
        parent, place = (holder, 0) if attribute == "text" else (holder.getparent(), _place_after(holder))
        for offset, sup in enumerate(raised):
            parent.insert(place + offset, sup)


def _place_after(child):
    return child.getparent().index(child) + 1


def _name_headings(root, prefix):
    """Ids, and levels that go down one step at a time from h2, as a reader by ear needs them."""
    taken, level = set(), 1
    for heading in root.iter(*HEADINGS):
        stem = place_of(heading_text(heading), prefix)
        name, number = stem, 2
        while name in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name)
        heading.set("id", name)
        level = min(int(heading.tag[1]), level + 1)
        heading.tag = f"h{level}"


def place_of(words, prefix="text"):
    """The id of the first heading with these words, for links to it."""
    return f"{prefix}-{_slug(words) or 'part'}"


def heading_text(heading):
    """A heading's words, without notes."""
    return "".join(getattr(holder, attribute) for holder, attribute in word_nodes(heading)).strip()


def _slug(text):
    plain = unicodedata.normalize("NFKD", text.replace("’", "-")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
