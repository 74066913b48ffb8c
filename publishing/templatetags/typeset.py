"""Dates, numbers and sizes as each language prints them.

`{{ date|long_date }}`: "2 November 2026", « 2 novembre 2026 », « 1er novembre 2026 ».
`{{ moment|clock_time }}`: "9 a.m.", « 9 h »; "10:30 a.m.", « 10 h 30 ».
`{{ rendition.size|file_size }}`: "410 KB", « 410 Ko ».
`{{ count|localised_number }}`: "6,412", « 6 412 ».
"""

from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language, override

register = template.Library()

NBSP = "\u00a0"


@register.filter
def long_date(value, language=None):
    """A date or datetime in words; '' for None. A datetime is told in the site's time zone."""
    if not value:
        return ""
    language = language or get_language() or "en"
    if hasattr(value, "hour") and timezone.is_aware(value):
        value = timezone.localtime(value)
    with override(language):
        month = str(MONTHS[value.month])
    if language != "fr":
        return f"{value.day} {month} {value.year}"
    return f"{'1er' if value.day == 1 else value.day} {month.lower()} {value.year}"


@register.filter
def clock_time(moment, language=None):
    """The hour of a datetime by the clock that it carries, to the minute."""
    if (language or get_language()) == "fr":
        return f"{moment.hour}{NBSP}h" + (f"{NBSP}{moment.minute:02}" if moment.minute else "")
    hour = moment.hour % 12 or 12
    return f"{hour}{f':{moment.minute:02}' if moment.minute else ''}{NBSP}{'p.m.' if moment.hour >= 12 else 'a.m.'}"


@register.filter
def localised_number(value, language=None):
    """A number with the language's separators and no needless zeros; '' for None."""
    if value is None or value == "":
        return ""
    number = f"{Decimal(str(value)).normalize():,f}"
    if (language or get_language()) != "fr":
        return number
    return number.replace(",", NBSP).replace(".", ",")


@register.filter
def file_size(size, language=None):
    """Bytes as people read them: never less than 1 KB, one decimal from 1 MB on."""
    language = language or get_language()
    kilobytes = max(1, round((size or 0) / 1000))
    if kilobytes < 1000:
        number, unit = Decimal(kilobytes), "KB"
    else:
        number, unit = (Decimal(size) / 1_000_000).quantize(Decimal("0.1")), "MB"
    if language != "fr":
        return f"{localised_number(number, language)} {unit}"
    return f"{localised_number(number, language)}{NBSP}{unit[0]}o"
