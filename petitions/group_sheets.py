"""The numbered sheets of a group: instructions, then this site's own sheet as often as was asked for.

A group's number is printed, and nothing else of it: whoever finds a sheet learns no name. The code that leads to the
petition's page stands on the instructions only.
"""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from petitions import house_guide, sheets
from publishing.models import Organisation
from publishing.qr import qr_words
from publishing.templatetags.typeset import long_date

LAYOUT = "group_sheets"


def group_edition(group):
    """What is printed for `group`, in its language, as plain data for the press."""
    petition, language = group.petition, group.language
    edition = sheets.sheet_edition(petition, language)
    with override(language):
        organisation = Organisation.load()
        words = {
            **edition.words,
            "guide": _guide_words(group, organisation),
            "labels": [
                _("Group %(group)d · sheet %(sheet)d of %(all)d")
                % {"group": group.number, "sheet": number, "all": group.sheets}
                for number in range(1, group.sheets + 1)
            ],
            "house_guide": house_guide.guide_words(petition, organisation, group) if petition.house_addressee else None,
        }
    return replace(edition, layout=LAYOUT, words=words)


def _guide_words(group, organisation):
    petition = group.petition
    address = settings.SITE_URL + petition.get_absolute_url()
    return {
        "kind": _("For those who collect signatures"),
        "title": _("How to collect with these sheets"),
        "group": _("Group %(number)d") % {"number": group.number},
        "subtitle": petition.title,
        "qr": qr_words(address, _("QR code: the page of this petition, %(address)s") % {"address": address}),
        "qr_says": _("The petition’s page"),
        "plainly": _(
            "This is a petition of %(name)s. Signatures on these sheets are not a paper petition or an e-petition to "
            "the House of Commons."
        )
        % {"name": organisation.name},
        "parts": _parts(group),
        "send_title": _("Where to send the signed sheets"),
        "send": _("The originals, by %(date)s, to:") % {"date": long_date(petition.closes_at, group.language)},
        "send_lines": [
            organisation.name,
            *organisation.postal_lines,
            *filter(None, [organisation.email] if organisation.postal_lines else [organisation.contact]),
        ],
    }


def _parts(group):
    return [
        {
            "title": _("Signing"),
            "items": [
                _("Residents of Canada of any age may sign. Each person signs once: on paper or on the site."),
                _("Everyone writes for themselves and by hand: name in capitals, signature, town and postal code."),
                _("A line that cannot be read cannot be counted. Please do not fill in lines for others."),
                _("The text of the petition stays as it is printed."),
            ],
        },
        {
            "title": _("The sheets"),
            "items": [
                _(
                    "Print them on Letter paper, on both sides. Each sheet has its own number, so that none is counted "
                    "twice: please do not photocopy a numbered sheet."
                ),
                _("Keep signed sheets where only those who collect can reach them. Please take no pictures of them."),
                _("Sheets that are half full count as well. You may send them in several times."),
            ],
        },
        {
            "title": _("What happens then"),
            "items": [
                _("We enter every sheet twice and compare, and count the lines that are valid."),
                _(
                    "Your group’s own page says what has come in. The petition’s page shows signatures on paper and on "
                    "the site, apart and together."
                ),
                _("The signatures go to the addressee of the petition and are used for nothing else."),
            ],
        },
    ]
