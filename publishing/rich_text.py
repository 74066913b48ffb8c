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
from lxml import etree
from lxml import html as lxml_html

from publishing import links, placeholders
from publishing.typography import language_of_field, typeset

MAX_CHARACTERS = 200_000
MAX_ELEMENTS = 8_000
MAX_DEPTH = 12
MAX_SPAN = 20
TOO_MANY_PARTS = _("This text has too many parts to be set. Split it in two.")

TAGS = {"h2", "h3", "h4", "p", "ul", "ol", "li", "a", "strong", "em", "blockquote", "br"}
TAGS |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    "a": {"href"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
ATTRIBUTE_VALUES = {"th": {"scope": {"col", "row", "colgroup", "rowgroup"}}}
# What older pages and word processors say for the same thing.
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em"}
RENAMED |= dict.fromkeys(
    ("div", "section", "article", "header", "footer", "main", "figure", "figcaption", "dt", "dd"), "p"
)
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

_CLEANER = nh3.Cleaner(
    tags=TAGS | RENAMED.keys(),
    # Without "*" the library keeps `title` and `lang` everywhere.
    attributes=ATTRIBUTES | {"*": set()},
    tag_attribute_values=ATTRIBUTE_VALUES,
    url_schemes=SCHEMES,
    link_rel=None,
)
INLINE = {"a", "strong", "em"}
_PHRASING = INLINE | {"br"}
_WORDS_ONLY = INLINE | {"p", "h2", "h3", "h4"}
# An address in full, a page of this site, or a place on the same page; "www.example.org" would lead nowhere.
_WHOLE_ADDRESS = re.compile(r"(?:https?://[^/]|(?:mailto|tel|page):.|/(?!/)|#.)", re.IGNORECASE)
_SPAN = re.compile(r"[1-9][0-9]?")
_LIST_START = re.compile(r"[0-9]{1,4}")
# Neither XML nor Word holds them. Word's own line break (vertical tab) becomes a space.
_LINE_BREAKS_OF_OLD = re.compile(r"[\x0b\x0c\x85]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BLOCK_END = re.compile(r"</(p|h2|h3|h4|ul|ol|li|blockquote|table|thead|tbody|tr|th|td)>(?!\n)")
# What words that stand loose in these are wrapped in.
_WRAPPERS = {"div": "p", "blockquote": "p", "ul": "li", "ol": "li"}


def parse(html):
    """An lxml <div> holding the blocks of `html`."""
    return lxml_html.fragment_fromstring(html, create_parent="div")


def sanitise(html, language=None):
    """`html` reduced to what the renderers know, typeset for `language`. Doing it twice changes nothing.

    Raises ValidationError when the text is too long, too deep or its tables are too wide to be set, when
    it uses a placeholder that nothing stands for, a link token of an unknown kind or half an address.
    """
    if len(html) > MAX_CHARACTERS:
        raise ValidationError(_("This text is too long (more than 200,000 characters). Split it in two."))
    # An element has two tags at most; counting them first keeps deep nesting from costing seconds.
    if html.count("<") > 2 * MAX_ELEMENTS:
        raise ValidationError(TOO_MANY_PARTS)
    root = parse(_clean(html))
    _check_size(root)
    _rename(root)
    _drop_dead_links(root)
    _move_captions_out(root, language)
    _tidy_blocks(root)
    _drop_empty(root)
    _typeset(root, language)
    _check_references(root)
    return _serialise(root)


def _clean(html):
    """Cleaned twice: what the first pass took for a relative address may be another without control characters."""
    for _pass in range(2):
        html = _CLEANER.clean(_CONTROLS.sub("", _LINE_BREAKS_OF_OLD.sub(" ", html)))
    return _CONTROLS.sub("", html).strip()


def _check_size(root):
    if sum(1 for _element in root.iter()) > MAX_ELEMENTS:
        raise ValidationError(TOO_MANY_PARTS)
    deepest = max((sum(1 for _a in e.iterancestors()) for e in root.iter()), default=0)
    if deepest > MAX_DEPTH:
        raise ValidationError(_("Lists or quotes are nested too deep. Twelve levels are the most."))
    for cell in root.iter("td", "th"):
        for name in ("colspan", "rowspan"):
            span = cell.get(name, "1")
            if not _SPAN.fullmatch(span) or int(span) > MAX_SPAN:
                raise ValidationError(_("A table cell spans more than 20 columns or rows."))
    for numbered in root.iter("ol"):
        if not _LIST_START.fullmatch(numbered.get("start", "1")):
            del numbered.attrib["start"]


def _check_references(root):
    unknown = sorted(placeholders.unknown_names(root.text_content()))
    if unknown:
        raise ValidationError(
            _("Nothing stands for the placeholder %(name)s. Known ones: %(known)s."),
            params={"name": "{{" + unknown[0] + "}}", "known": ", ".join(placeholders.known_names())},
        )
    for link in root.iter("a"):
        href = link.get("href")
        if href.startswith("page:") and not links.is_known_kind(href):
            raise ValidationError(
                _("The link “%(href)s” names no kind of page of this site."),
                params={"href": href},
            )
        if not _WHOLE_ADDRESS.match(href):
            raise ValidationError(
                _("Write the address of the link “%(words)s” in full, starting with https://."),
                params={"words": link.text_content()},
            )


def _rename(root):
    for element in root.iterdescendants(*RENAMED):
        element.tag = RENAMED[element.tag]


def _drop_dead_links(root):
    """The words of a link stay when its address was of a kind that is not allowed."""
    for link in list(root.iter("a")):
        if not link.get("href", "").strip():
            link.drop_tag()


def _move_captions_out(root, language):
    """The editor has no captions: `<caption>` becomes the paragraph "Table: …" before its table."""
    label = "Tableau : " if language == "fr" else "Table: "
    for caption in list(root.iter("caption")):
        for block in list(caption.iterdescendants()):
            if block.tag not in _PHRASING:
                block.drop_tag()
        table = caption.getparent()
        if caption.text_content().strip():
            paragraph = lxml_html.fragment_fromstring("<p></p>")
            paragraph.text = label + (caption.text or "").lstrip()
            for child in list(caption):
                paragraph.append(child)
            table.addprevious(paragraph)
        table.remove(caption)


def _tidy_blocks(root):
    """Every word in a block, no block inside a heading, a paragraph or a link, every `li` in a list."""
    for element in list(root.iterdescendants()):
        is_stray_item = element.tag == "li" and element.getparent().tag not in ("ul", "ol")
        holds_block = any(inner.tag not in _PHRASING for inner in element.iterdescendants())
        if is_stray_item or (holds_block and element.tag in _WORDS_ONLY):
            element.drop_tag()
    for element in list(root.iter(*_WRAPPERS)):
        _wrap_loose_words(element, _WRAPPERS[element.tag])


def _wrap_loose_words(parent, tag):
    pieces = [parent.text or ""]
    for child in list(parent):
        pieces += [child, child.tail or ""]
        child.tail = None
        parent.remove(child)
    parent.text = wrapper = None
    for piece in pieces:
        is_text = isinstance(piece, str)
        if not is_text and (piece.tag == "li" if tag == "li" else piece.tag not in _PHRASING):
            parent.append(piece)
            wrapper = None
        elif not is_text or piece.strip() or (wrapper is not None and piece):
            if wrapper is None:
                wrapper = etree.SubElement(parent, tag)
            _append(wrapper, piece)


def _append(element, piece):
    if not isinstance(piece, str):
        element.append(piece)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + piece
    else:
        element.text = (element.text or "") + piece


def _drop_empty(root):
    """Elements without words or cells, from the inside out, so that what held only them goes too."""
    for element in reversed(list(root.iterdescendants())):
        holds_cells = next(element.iter("td", "th"), None) is not None
        if element.tag == "br" or holds_cells or element.text_content().strip():
            continue
        if element.tag in INLINE:
            element.drop_tag()
        else:
            element.drop_tree()


def _text_runs(root):
    """The texts of `root` in the order of reading: lists of (element, "text" or "tail"), one for each line."""
    run = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag not in INLINE:
            yield run
            run = []
        name = "text" if event == "start" else "tail"
        if getattr(element, name):
            run.append((element, name))
    yield run


def _typeset(root, language):
    for run in list(_text_runs(root)):
        texts = [getattr(element, name) for element, name in run]
        for place, (element, name) in enumerate(run):
            before = texts[place - 1] if place else ""
            texts[place] = typeset(texts[place], language, before=before, after="".join(texts[place + 1 : place + 2]))
            setattr(element, name, texts[place])


def _serialise(root):
    inner = lxml_html.tostring(root, encoding="unicode").removeprefix("<div>").removesuffix("</div>")
    return _BLOCK_END.sub(r"</\1>\n", inner).strip()


class RichTextField(ProseEditorField):
    """Sanitised HTML of the set above. Sanitised in `clean()`, so what is saved unchecked must call it."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, config={"extensions": dict(EXTENSIONS)}, sanitize=False, **kwargs)

    def clean(self, value, instance):
        return sanitise(super().clean(value, instance), language_of_field(self.name))
