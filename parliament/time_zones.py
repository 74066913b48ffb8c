"""By which clock the offices of a province keep their hours."""

from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from parliament.provinces import Province

OTTAWA = "America/Toronto"
# The clock of most of the province's people. Where a part keeps another (Labrador, the Magdalen Islands, northwestern
# Ontario, the east of British Columbia, most of Nunavut), its offices are in that part too.
_ZONES = {
    Province.NL: "America/St_Johns",
    Province.PE: "America/Halifax",
    Province.NS: "America/Halifax",
    Province.NB: "America/Moncton",
    Province.QC: "America/Toronto",
    Province.ON: "America/Toronto",
    Province.MB: "America/Winnipeg",
    Province.SK: "America/Regina",
    Province.AB: "America/Edmonton",
    Province.BC: "America/Vancouver",
    Province.YT: "America/Whitehorse",
    Province.NT: "America/Yellowknife",
    Province.NU: "America/Iqaluit",
}


def clock_of(province):
    """The ZoneInfo of a province's two letters; that of Ottawa for others."""
    return clock_named(_ZONES.get(province, OTTAWA))


@lru_cache
def clock_named(name):
    """The ZoneInfo of a name such as "America/Toronto".

    From the package `tzdata`, which is as new as the site's other dependencies: a server's own tables may be years
    older, and provinces have changed their clocks in 2026.
    """
    with files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as table:
        return ZoneInfo.from_file(table, key=name)
