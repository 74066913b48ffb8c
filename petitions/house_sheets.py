"""The paper petition to the House of Commons.

Nothing stands on the sheet but the petition and lines to sign on: the House takes none with a logo, a picture, an
address of a website or a box to tick. What collectors need to know is in house_guide.
"""

from django.conf import settings
from django.utils.timezone import localdate
from lxml import etree

from petitions import house_form
from publishing.models import Organisation
from resources.rendering.edition import Edition, Text
from resources.rendering.gathering import sender_of
from resources.rendering.source import semantic_tree
from resources.rendering.trees import element, text_nodes

BOTH = "both"
LAYOUT = "house_sheet"
# More than the rows that a page holds; the renderer leaves those that there is room for.
ROWS = 30
# What would be added to the petition, or cannot be handed in.
LEFT_OUT = ("note", "figure", "table", "bars")

_WORDS = {
    "en": {
        "subject": "Subject:",
        "name": "Name (printed)",
        "signature": "Signature (by hand)",
        "address": "Address (city and province, or postal code)",
    },
    "fr": {
        "subject": "Objet :",
        "name": "Nom (en lettres moulées)",
        "signature": "Signature (à la main)",
        "address": "Adresse (ville et province, ou code postal)",
    },
}


def house_sheet_edition(petition, language):
    """The petition to the House in "en", "fr" or "both". Raises house_form.NoHouseAddressee."""
    codes = [code for code, _name in settings.LANGUAGES] if language == BOTH else [language]
    texts = tuple(_text(petition, code) for code in codes)
    return Edition(
        language=codes[0],
        layout=LAYOUT,
        kind="",
        title=" / ".join(getattr(petition, f"title_{code}") for code in codes),
        subtitle="",
        summary="",
        audience="",
        issued_on=localdate(petition.opens_at),
        date_in_words="",
        address="",
        sender=sender_of(Organisation.load()),
        words={"note": "", "rows": "x" * ROWS},
        letter=None,
        body="<div/>",
        texts=texts,
    )


def _text(petition, language):
    to = house_form.addressee(petition, language)
    recitals = _bare(getattr(petition, f"whereas_{language}"), language)
    request = _bare(getattr(petition, f"prayer_{language}"), language)
    _put_lead(request, to, language)
    return Text(
        language,
        words=_WORDS[language]
        | {
            "heading": to.heading,
            "title": getattr(petition, f"title_{language}"),
            "opening": house_form.opening(to, language),
        },
        parts={"recitals": _xml(recitals), "request": _xml(request)},
    )


def _bare(rich_text, language):
    """The words of `rich_text` as a tree without links, notes, tables and charts."""
    tree = semantic_tree(rich_text or "", language, in_file=True)
    for node in list(tree.iter(*LEFT_OUT)):
        node.drop_tree()
    for heading in list(tree.iter("h2", "h3", "h4")):
        heading.tag = "p"
        heading.attrib.clear()
    for node in list(tree.iter("a", "blockquote")):
        node.drop_tag()
    return tree


def _put_lead(request, to, language):
    """Put "Therefore, …" before the request, as its first words need it."""
    nodes = text_nodes(request)
    holder, attribute = next((node for node in nodes if getattr(*node).strip()), (None, ""))
    if holder is None:
        return
    words = getattr(holder, attribute).lstrip()
    lead = house_form.lead(request.text_content().strip(), to, language)
    if lead.joins and (holder.tag == "p" or holder.getparent().tag == "p"):
        setattr(holder, attribute, lead.words + words[0].lower() + words[1:])
    elif lead.words:
        request.insert(0, element("p", lead.words.rstrip()))


def _xml(tree):
    return etree.tostring(tree, encoding="unicode", with_tail=False)
