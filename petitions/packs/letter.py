"""The cover letter, as an edition: the same words for PDF and Word."""

from django.utils.translation import gettext as _

from petitions.packs.addressee import addressee_of
from petitions.packs.editions import edition_of
from publishing.models import Organisation
from publishing.templatetags.typeset import long_date
from resources.rendering.edition import Letter

NO_BREAK_SPACE = "\u00a0"  # the line that is left for signing by hand


def letter_edition(delivery):
    """In the active language, which is that of the pack."""
    language = delivery.language
    addressee = addressee_of(delivery, language)
    organisation = Organisation.load()
    day = long_date(delivery.made_at, language)
    letter = Letter(
        writer_lines=tuple(filter(None, (organisation.name, *organisation.postal_lines, organisation.email))),
        day=day,
        recipient_lines=addressee.lines,
        salutation=addressee.form.salutation,
        closing=addressee.form.closing,
        signature=NO_BREAK_SPACE,
        signed=organisation.name or "",
    )
    return edition_of(
        delivery,
        layout="letter",
        title=_("Signatures to the petition “%(title)s”") % {"title": delivery.petition.title},
        template="petitions/packs/letter.html",
        letter=letter,
    )
