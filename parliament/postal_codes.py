"""Canadian postal codes: their parts, and how people type them."""

import re
import unicodedata
from typing import NamedTuple

# Canada Post uses no D, F, I, O, Q and U, and none of W and Z at the start.
FSA_PATTERN = "[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z]"
_WHOLE = re.compile(FSA_PATTERN + "[0-9][ABCEGHJ-NPRSTV-Z][0-9]")
# What people put between and behind: spaces of any width, dashes, the comma of an address that was copied.
_BETWEEN = re.compile(r"[\s.,;:/\-‐‑‒–—−_]")
# Letters that stand for a digit where only a digit can stand: neither O nor I is ever a postal code's letter.
_DIGITS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def fsa_of(code):
    """The forward sortation area of a postal code in any spelling: "k1a 0a6" → "K1A"; "" if it begins with none."""
    start = "".join(code.split()).replace("-", "")[:3].upper()
    return start if re.fullmatch(FSA_PATTERN, start) else ""


class Reading(NamedTuple):
    """What somebody typed, understood: `code` as "K1A0A6", and the `letters` that were read as digits, as typed."""

    code: str
    letters: str

    @property
    def spaced(self):
        return f"{self.code[:3]} {self.code[3:]}"


def folded(typed):
    """`typed` in capitals, without what stands between its signs and what is not seen, in one width."""
    seen = (c for c in unicodedata.normalize("NFKC", typed) if unicodedata.category(c) != "Cf")
    return _BETWEEN.sub("", "".join(seen)).upper()


def read_postal_code(typed):
    """The Reading of a whole postal code in any spelling, case or width; None when it is none.

    An O where a digit belongs is read as 0, an I or an L as 1: the Reading names them, so that nobody is told of
    another place than theirs without a word.
    """
    signs = folded(typed)
    if len(signs) != 6 or not signs.isascii():
        return None
    code = "".join(c.translate(_DIGITS) if place % 2 else c for place, c in enumerate(signs))
    if not _WHOLE.fullmatch(code):
        return None
    letters = "".join(dict.fromkeys(typed for typed, read in zip(signs, code, strict=True) if typed != read))
    return Reading(code, letters)
