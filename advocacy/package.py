"""The toolkit as one text: its sections in order, each with its guide, letter or brief.

It is gathered anew whenever it is read or set, so it never differs from the sections’ own pages.
"""

from django.utils.html import escape
from django.utils.translation import override
from lxml import html

from advocacy.models import Section
from publishing.rich_text import parse
from resources.collections import Part
from resources.models import Document
from resources.rendering.gathering import letter_of
from resources.rendering.source import HEADINGS, place_of

Layout = Document.Layout


def parts():
    """Every section, and whether it is in the package: drafts are not."""
    public = set(Section.objects.public().values_list("pk", flat=True))
    return [Part(section, section.pk in public) for section in Section.objects.all()]


def text(language):
    """The public sections as stored rich text in `language`, a chapter each."""
    with override(language):
        sections = list(Section.objects.public().select_related("document__recipient"))
        places = {f"page:section/{section.slug_en}": f"#{place_of(section.title)}" for section in sections}
        return "".join(_chapter(section, language, places) for section in sections)


def _chapter(section, language, places):
    """A section without words of its own says at least what it is for."""
    words = _lowered(section.introduction, 1, places) + _document(section.document, language, places)
    return f"<h2>{escape(section.title)}</h2>{words or _paragraph(section.teaser)}"


def _document(document, language, places):
    """A guide goes on where the introduction ends; a letter and a brief are samples, under their title."""
    if document is None or not document.is_public or not document.body:
        return ""
    if document.layout == Layout.GUIDE:
        return _lowered(document.body, 1, places)
    title = f'<h3 class="sample">{escape(document.title)}</h3>'
    if document.layout == Layout.BRIEF:
        return title + _lowered(document.body, 2, places)
    if document.layout == Layout.LETTER:
        return title + _letter(document, language, places)
    return ""


def _letter(document, language, places):
    letter = letter_of(document, language)
    head = "<br>".join(escape(line) for line in letter.recipient_lines)
    body = _lowered(document.body, 2, places)
    closing = _paragraph(letter.closing) + _paragraph(letter.signed)
    return f"<p>{head}</p>{_paragraph(letter.salutation)}{body}{closing}"


def _paragraph(words):
    return f"<p>{escape(words)}</p>"


def _lowered(stored, steps, places):
    """`stored` with its headings `steps` levels down, and links to other sections leading to their chapters."""
    root = parse(stored or "")
    for heading in root.iter(*HEADINGS):
        heading.tag = f"h{min(int(heading.tag[1]) + steps, 4)}"
    for link in root.iter("a"):
        link.set("href", places.get(link.get("href"), link.get("href", "")))
    return escape(root.text or "") + "".join(html.tostring(block, encoding="unicode") for block in root)
