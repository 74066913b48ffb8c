"""The signatories of a pack: volumes of a list in print, rows of a table for a computer."""

from django.utils import timezone
from django.utils.translation import gettext as _

from parliament.models import PostalArea
from parliament.provinces import province_name
from petitions.models import Signature
from petitions.packs.editions import pack_address
from publishing.models import Organisation
from publishing.templatetags.typeset import localised_number
from resources.rendering.edition import bare
from resources.rendering.gathering import sender_of
from resources.rendering.palette import palette

FIELDS = ("first_name", "last_name", "postal_code", "province", "residence")


def signatories_of(delivery):
    """The signatures that the pack names, as far as they still stand at this moment."""
    return Signature.objects.deliverable(
        petition=delivery.petition, until=delivery.counted_until, riding=delivery.riding
    ).with_a_name()


class Signatories:
    """Makes lines of signatures, in the active language."""

    def __init__(self, delivery):
        self.with_codes = delivery.detail == delivery.Detail.POSTAL_CODES
        self._areas = PostalArea.objects.by_fsa()
        self._provinces = {}

    def heading(self):
        codes = [_("Postal code")] if self.with_codes else []
        return [_("No."), _("First name"), _("Last name"), _("Town"), _("Province"), *codes]

    def line(self, number, first_name, last_name, postal_code, province, residence):
        """(number, first name, last name, town, province[, postal code]) as text."""
        if residence == Signature.Residence.ABROAD:
            place, name = "", _("outside Canada")
        else:
            place, name = self._areas.look_up(postal_code).place, self._name_of(province)
        codes = (postal_code,) if self.with_codes else ()
        return (str(number), first_name, last_name, place, name, *codes)

    def _name_of(self, province):
        if province not in self._provinces:
            self._provinces[province] = str(province_name(province))
        return self._provinces[province]


def volume(delivery, part, *, before, volumes):
    """What is printed in one volume, as data for press.set_list; `before`: how many lines earlier volumes have."""
    signatories, language = Signatories(delivery), delivery.language
    organisation = Organisation.load()
    sender = sender_of(organisation)
    made = timezone.localdate(delivery.made_at)
    rows = signatories_of(delivery).between(part.first, part.last).values_list(*FIELDS)
    lines = [signatories.line(number, *row) for number, row in enumerate(rows, before + 1)]
    title = _("Signatories of the petition “%(title)s”") % {"title": delivery.petition.title}
    words = {"number": part.number, "volumes": volumes, "rows": localised_number(len(lines), language)}
    of_all = _("Volume %(number)s of %(volumes)s: %(rows)s names") % words
    return {
        "title": f"{title} ({part.number}/{volumes})",
        "author": sender.name,
        "language": language,
        "date": [made.year, made.month, made.day],
        "colours": palette(sender),
        "heading": title,
        "part": of_all,
        "running": delivery.petition.title or "",
        "address": bare(pack_address(delivery)),
        "page": _("Page {page} of {pages}"),
        "notes": [
            _(
                "In the order of signing. Each person confirmed the signature by email. These names are given for this "
                "petition, to be read by its addressee and for no other purpose."
            )
        ],
        "note_of_missing": _(
            "The typeface lacks some letters, for which � stands; the table (CSV) has these names whole."
        ),
        "columns": _columns(signatories),
        "rows": [(number, " ".join(filter(None, (first, last))), *rest) for number, first, last, *rest in lines],
    }


def _columns(signatories):
    widths = {_("Town"): "2", _("Province"): "2"}
    number, _first, _last, *places = signatories.heading()
    return [
        {"name": number, "width": "auto"},
        {"name": _("Name"), "width": "3"},
        *({"name": name, "width": widths.get(name, "auto")} for name in places),
    ]
