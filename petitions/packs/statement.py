"""The statement of method, as an edition: how the signatures came together, what was taken out, and the counts."""

from django.utils.translation import gettext as _

from petitions.packs.editions import edition_of


def statement_edition(delivery):
    """In the active language, which is that of the pack."""
    return edition_of(
        delivery,
        layout="guide",
        title=_("How these signatures were collected and counted"),
        subtitle=delivery.petition.title or "",
        template="petitions/packs/statement.html",
    )
