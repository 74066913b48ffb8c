"""A petition as a sheet of paper: its own words, lines to sign on, and where the sheet goes.

This is a sheet for this site's petition. It says so itself: signatures made on it are no petition to the
House of Commons, which has rules of its own.
"""

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import etree

from publishing.models import Organisation
from publishing.rich_text import parse
from publishing.templatetags.typeset import long_date
from resources.rendering import layout, press
from resources.rendering.digest import digest_of
from resources.rendering.edition import Edition
from resources.rendering.gathering import sender_of
from resources.rendering.source import semantic_tree

__all__ = ["digest_of", "set_sheet", "sheet_edition"]

LAYOUT = "petition_sheet"


def sheet_edition(petition, language):
    """What is printed on the sheet of `petition` in `language`, as plain data for the press."""
    with override(language):
        organisation = Organisation.load()
        text = f"{petition.whereas}\n<blockquote>{petition.prayer}</blockquote>"
        return Edition(
            language=language,
            layout=LAYOUT,
            kind=_("Petition"),
            title=petition.title,
            subtitle=petition.addressee,
            summary=parse(petition.prayer).text_content().strip(),
            audience="",
            issued_on=localdate(petition.opens_at),
            date_in_words=long_date(petition.opens_at, language),
            address=settings.SITE_URL + petition.get_absolute_url(),
            sender=sender_of(organisation),
            words=_words(petition, organisation, language),
            letter=None,
            body=etree.tostring(semantic_tree(text, language, in_file=True), encoding="unicode"),
        )


def set_sheet(edition):
    """(bytes of the PDF, number of pages). Raises resources.rendering.problems.RenderingProblem."""
    return press.set_pdf(layout.print_html(edition), edition.layout)


def _words(petition, organisation, language):
    return {
        "note": _("Note"),
        "sign_here": _("Please sign by hand, each person for themselves. Residents of Canada of any age may sign."),
        "name": _("Name, in capitals"),
        "signature": _("Signature"),
        "place": _("Town or city, province"),
        "postal_code": _("Postal code"),
        "more": petition.title,
        "privacy": _(
            "What you write here goes to the addressee of this petition together with the other signatures, and is "
            "used for nothing else."
        ),
        "not_house": _(
            "This is a petition of %(name)s. It is not a paper petition or an e-petition to the House of Commons."
        )
        % {"name": organisation.name},
        "send": _("Return signed sheets, the originals, by %(date)s to:")
        % {"date": long_date(petition.closes_at, language)},
        "return_to": " · ".join(filter(None, [organisation.name, organisation.email, organisation.website])),
    }
