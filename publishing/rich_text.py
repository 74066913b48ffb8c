"""Rich text: what staff may write, and the one place where their HTML is sanitised, on its way in.

The set is what all renderers (page, PDF, Word) know: h2 to h4, paragraphs, lists, links, strong, em,
blockquotes, tables and line breaks. Three conventions stand for what an editor's toolbar has no button for:

* `((a note))` is a footnote, called where it stands;
* a paragraph "Table: words" (French "Tableau : mots") right before a table is its caption;
* `{{minister.full_name}}` is replaced by what the record says, `{{chart.key}}` alone in a paragraph by a chart.
"""

import re

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from lxml import html as lxml_html

from publishing import links, placeholders
from publishing.typography import language_of_field, typeset

MAX_CHARACTERS = 200_000
MAX_ELEMENTS = 8_000
MAX_DEPTH = 12
MAX_SPAN = 20

TAGS = {"h2", "h3", "h4", "p", "ul", "ol", "li", "a", "strong", "em", "blockquote", "br"}
TAGS |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    "a": {"href"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
SCHEMES = {"https", "http", "mailto", "tel", "page"}

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": sorted(SCHEMES)},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "SpecialCharacters": True,
}

_CLEANER = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
_BLOCK_END = re.compile(r"</(p|h2|h3|h4|ul|ol|li|blockquote|table|thead|tbody|tr|th|td)>(?!\n)")
_EMPTY_BLOCK = re.compile(r"<(p|h2|h3|h4|li|blockquote)>\s*(<br>)?\s*</\1>\s*")


def parse(html):
    """An lxml <div> holding the blocks of `html`."""
    return lxml_html.fragment_fromstring(html, create_parent="div")


def sanitise(html, language=None):
    """`html` reduced to what the renderers know, typeset for `language`.

    Raises ValidationError when the text is too long, too deep or its tables are too wide to be set, when
    it uses a placeholder that nothing stands for, or a link token of an unknown kind.
    """
    if len(html) > MAX_CHARACTERS:
        raise ValidationError(_("This text is too long (more than 200,000 characters). Split it in two."))
    cleaned = _CLEANER.clean(html).strip()
    if not cleaned:
        return ""
    root = parse(cleaned)
    _check_size(root)
    _check_references(root)
    _move_captions_out(root, language)
    _typeset(root, language)
    return _serialise(root)


def _check_size(root):
    if sum(1 for _element in root.iter()) > MAX_ELEMENTS:
        raise ValidationError(_("This text has too many parts to be set. Split it in two."))
    deepest = max((sum(1 for _a in e.iterancestors()) for e in root.iter()), default=0)
    if deepest > MAX_DEPTH:
        raise ValidationError(_("Lists or quotes are nested too deep. Twelve levels are the most."))
    for cell in root.iter("td", "th"):
        for name in ("colspan", "rowspan"):
            span = cell.get(name, "1")
            if not span.isdigit() or not 1 <= int(span) <= MAX_SPAN:
                raise ValidationError(_("A table cell spans more than 20 columns or rows."))


def _check_references(root):
    unknown = sorted(placeholders.unknown_names(root.text_content()))
    if unknown:
        raise ValidationError(
            _("Nothing stands for the placeholder %(name)s. Known ones: %(known)s."),
            params={"name": "{{" + unknown[0] + "}}", "known": ", ".join(placeholders.known_names())},
        )
    for link in root.iter("a"):
        if link.get("href", "").startswith("page:") and not links.is_known_kind(link.get("href")):
            raise ValidationError(
                _("The link “%(href)s” names no kind of page of this site."),
                params={"href": link.get("href")},
            )


def _move_captions_out(root, language):
    """The editor has no captions: `<caption>` becomes the paragraph "Table: …" before its table."""
    label = "Tableau : " if language == "fr" else "Table: "
    for caption in list(root.iter("caption")):
        table = caption.getparent()
        paragraph = lxml_html.fragment_fromstring("<p></p>")
        paragraph.text = label + (caption.text or "")
        for child in list(caption):
            paragraph.append(child)
        table.addprevious(paragraph)
        table.remove(caption)


def _typeset(root, language):
    for element in root.iter():
        if element.text:
            element.text = typeset(element.text, language)
        if element.tail and element is not root:
            element.tail = typeset(element.tail, language)


def _serialise(root):
    inner = (root.text or "") + "".join(lxml_html.tostring(child, encoding="unicode", with_tail=True) for child in root)
    return _BLOCK_END.sub(r"</\1>\n", _EMPTY_BLOCK.sub("", inner)).strip()


class RichTextField(ProseEditorField):
    """Sanitised HTML of the set above. Sanitised in `clean()`, so what is saved unchecked must call it."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, config={"extensions": dict(EXTENSIONS)}, sanitize=False, **kwargs)

    def clean(self, value, instance):
        return sanitise(super().clean(value, instance), language_of_field(self.name))
