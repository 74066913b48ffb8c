"""Which clock hangs on the wall in a riding, and what people call it: for calls and for meetings."""

from django.utils.translation import gettext_lazy as _

from parliament.time_zones import OTTAWA, clock_named, clock_of

# Ridings of the order in force whose people keep another time than most of their province.
_BY_RIDING = {
    "10004": "America/Goose_Bay",  # Labrador
    "35045": "America/Winnipeg",  # Kenora—Kiiwetinoong
}

_NAMES = {
    "America/St_Johns": _("Newfoundland time"),
    "America/Goose_Bay": _("Atlantic time"),
    "America/Halifax": _("Atlantic time"),
    "America/Moncton": _("Atlantic time"),
    "America/Toronto": _("Eastern time"),
    "America/Iqaluit": _("Eastern time"),
    "America/Winnipeg": _("Central time"),
    "America/Regina": _("Saskatchewan time"),
    "America/Edmonton": _("Mountain time"),
    "America/Yellowknife": _("Mountain time"),
    "America/Vancouver": _("Pacific time"),
    "America/Whitehorse": _("Yukon time"),
}


def zone_of(riding):
    """The ZoneInfo of most of a riding's people."""
    own = _BY_RIDING.get(riding.number)
    return clock_named(own) if own else clock_of(riding.province)


def ottawa():
    return clock_named(OTTAWA)


def zone_name(zone):
    """ "Eastern time", in the active language."""
    return str(_NAMES[zone.key])
