"""What people typed is text. A spreadsheet program takes a cell that begins with "=" for a formula and runs it.

An apostrophe in front makes it text in all of them. Which beginnings are dangerous is OWASP's list ("CSV
Injection"), with the full-width forms that East Asian editions take for the same, and behind any spaces and
quotes, which some programs strip before they look.
"""

import re

_FORMULA_STARTS = "=+-@|%\uff1d\uff0b\uff0d\uff20\t\r\n"
_SKIPPED = " \"'`\u00a0\u200b\ufeff"
_STARTS_A_FORMULA = re.compile(f"[\\s{_SKIPPED}]*[{re.escape(_FORMULA_STARTS)}]")
# Nothing that a name, a town or an address holds; XML has no way to write them, and terminals obey them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LOOKED_AT = set(_FORMULA_STARTS + _SKIPPED)


def harmless(text):
    """`text` as a cell that no spreadsheet program runs."""
    text = _CONTROLS.sub("", text)
    return f"'{text}" if _STARTS_A_FORMULA.match(text) else text


def all_harmless(texts):
    """As `harmless`, for the cells of a whole page: nearly always none of them has to be looked at alone."""
    if _LOOKED_AT.isdisjoint({text[:1] for text in texts}) and "".join(texts).isprintable():
        return texts
    return list(map(harmless, texts))
