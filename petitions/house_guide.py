"""How to collect signatures for the House of Commons: a page apart, which is not handed in."""

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from parliament.forms_of_address import house_of_commons
from publishing.models import Organisation
from publishing.qr import qr_words
from publishing.templatetags.typeset import long_date
from resources.rendering.edition import Edition
from resources.rendering.gathering import sender_of

LAYOUT = "house_guide"


def house_guide_edition(petition, language):
    """The instructions in "en" or "fr"."""
    with override(language):
        organisation = Organisation.load()
        return Edition(
            language=language,
            layout=LAYOUT,
            kind="",
            title=_("A paper petition to the House of Commons: how to collect"),
            subtitle=petition.title,
            summary=_("How to collect signatures for a paper petition to the House of Commons."),
            audience="",
            issued_on=localdate(petition.opens_at),
            date_in_words=long_date(petition.opens_at, language),
            address=settings.SITE_URL + petition.get_absolute_url(),
            sender=sender_of(organisation),
            words={"note": "", **guide_words(petition, organisation)},
            letter=None,
            body="<div/>",
        )


def guide_words(petition, organisation, group=None):
    """What the instructions say, in the active language; for `group`, with its number."""
    address = settings.SITE_URL + petition.get_absolute_url()
    return {
        "kind": _("For those who collect signatures. Do not hand this page in."),
        "title": _("A paper petition to the House of Commons: how to collect"),
        "group": _("Group %(number)d") % {"number": group.number} if group else "",
        "subtitle": petition.title,
        "qr": qr_words(address, _("QR code: the page of this petition, %(address)s") % {"address": address}),
        "qr_says": _("The petition’s page"),
        "plainly": _(
            "Signatures made on the site of %(name)s are not a House of Commons e-petition, and they are not counted "
            "together with these sheets. An e-petition is made only on the House’s own site."
        )
        % {"name": organisation.name},
        "parts": _parts(),
        "send_title": _("Where to send the signed sheets"),
        "send": _(
            "To the MP who has agreed to present the petition, with “Petition” on the envelope. Mail to an MP at the "
            "House needs no stamp."
        ),
        "send_lines": [_("Name of the MP"), *house_of_commons(get_language())],
    }


def _parts():
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
