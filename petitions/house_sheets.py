"""The paper petition to the House of Commons, and the page apart that tells how to collect for it.

Nothing stands on the sheet but the petition and lines to sign on: the House takes none with a logo, a picture, an
address of a website or a box to tick. All of that is on the instructions, which are not handed in.
"""

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from lxml import etree

from parliament.forms_of_address import house_of_commons
from petitions import house_form
from petitions.qr import qr_words
from publishing.models import Organisation
from publishing.templatetags.typeset import long_date
from resources.rendering.edition import Edition, Text
from resources.rendering.gathering import sender_of
from resources.rendering.source import semantic_tree
from resources.rendering.trees import element, text_nodes

BOTH = "both"
LAYOUT = "house_sheet"
GUIDE = "house_guide"
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
        issued_on=petition.opens_at.date(),
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


def house_guide_edition(petition, language, group=None):
    """How to collect for the House, in one language; for `group`, with its number."""
    with override(language):
        organisation = Organisation.load()
        address = settings.SITE_URL + petition.get_absolute_url()
        return Edition(
            language=language,
            layout=GUIDE,
            kind=_("For those who collect signatures. Do not hand this page in."),
            title=_("A paper petition to the House of Commons: how to collect"),
            subtitle=petition.title,
            summary=_("How to collect signatures for a paper petition to the House of Commons."),
            audience="",
            issued_on=petition.opens_at.date(),
            date_in_words=long_date(petition.opens_at.date(), language),
            address=address,
            sender=sender_of(organisation),
            words=guide_words(petition, organisation, address, group),
            letter=None,
            body="<div/>",
        )


def guide_words(petition, organisation, address, group):
    """What the instructions say, in the active language."""
    return {
        "note": "",
        "group": _("Group %(number)d") % {"number": group.number} if group else "",
        "qr": qr_words(address, _("QR code: the page of this petition, %(address)s") % {"address": address}),
        "qr_says": _("The petition’s page"),
        "not_e_petition": _(
            "Signatures made on the site of %(name)s are not a House of Commons e-petition, and they are not counted "
            "together with these sheets. An e-petition is made only on the House’s own site."
        )
        % {"name": organisation.name},
        "parts": _guide_parts(),
        "send_title": _("Where to send the signed sheets"),
        "send": _(
            "To the MP who has agreed to present the petition, with “Petition” on the envelope. Mail to an MP at the "
            "House needs no stamp."
        ),
        "send_lines": [_("Name of the MP"), *house_of_commons(get_language())],
    }


def _guide_parts():
    return [
        {
            "title": _("Before you begin"),
            "items": [
                _("Send the unsigned sheet to an MP’s office. Ask whether it is in order and the MP will present it."),
                _("Any MP may present it, and only an MP can. Presenting a petition does not mean agreeing with it."),
                _("Print page 1 once and page 2 as often as you need, on Letter paper, on one side or both."),
                _("Change nothing: no words added or crossed out, nothing glued, stapled or drawn on the sheets."),
            ],
        },
        {
            "title": _("Who may sign"),
            "items": [
                _("Everyone who lives in Canada, at any age. Citizenship is not needed."),
                _("Each person signs once, by hand and for themselves, and prints their name."),
                _(
                    "The address shows where the person lives: city and province, or postal code. Who has no fixed "
                    "address writes so. No telephone number and no email."
                ),
                _("For somebody who cannot sign, a helper may. A note on the sheet says so, and a witness signs it."),
            ],
        },
        {
            "title": _("How many"),
            "items": [
                _("At least 25 valid signatures. Aim for 35: some may not be accepted."),
                _("At least three of them, with addresses, on the first page, under the full text."),
                _("Originals only: no photocopied, scanned, faxed, pasted or emailed signature counts."),
            ],
        },
        {
            "title": _("What happens then"),
            "items": [
                _("The Clerk of Petitions checks the petition and returns it to the MP, who presents it."),
                _("The government answers within 45 calendar days of that day."),
            ],
        },
    ]
