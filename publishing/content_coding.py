"""What is worth compressing, and which compression a browser takes (RFC 9110, 12.5.3)."""

import re
from functools import lru_cache

# Beginnings of content types; pictures, fonts, PDF and Word are compressed already.
TEXT = ("text/html", "application/json", "application/atom+xml", "application/xml", "text/plain")
# The smaller one first.
CODINGS = ("br", "gzip")


def accepts(header, coding):
    """Whether `coding` is named in an Accept-Encoding header, and not with q=0."""
    named = rf"(^|[\s,]){coding}(?!\s*;\s*q=0(\.0*)?\s*(,|$))\s*(;|,|$)"
    return re.search(named, header, re.IGNORECASE) is not None


@lru_cache(maxsize=256)
def best_coding(header):
    """The best of CODINGS for an Accept-Encoding header; "" when the browser wants the text as it is.

    Browsers send a handful of different headers, so the answer to each is remembered.
    """
    return next((coding for coding in CODINGS if accepts(header, coding)), "")
