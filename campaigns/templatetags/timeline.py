"""Events, dated as exactly as they are known."""

from django import template

register = template.Library()

MACHINE_FORMATS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


@register.inclusion_tag("campaigns/timeline_date.html")
def timeline_date(entry):
    """<time> with the entry's day, month or year: "25 March 2023", "March 2023", "2023"."""
    return {
        "date": entry.date,
        "precision": entry.precision,
        "machine_date": entry.date.strftime(MACHINE_FORMATS[entry.precision]),
    }


@register.filter
def of_era(entries, era):
    """Those of a campaign's timeline that were known "then", in 2018, or have happened "since"."""
    return [entry for entry in entries if entry.era == era]
