"""The parts of Canadian postal codes."""

import re

# Canada Post uses no D, F, I, O, Q and U, and none of W and Z at the start.
FSA_PATTERN = "[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z]"


def fsa_of(code):
    """The forward sortation area of a postal code in any spelling: "k1a 0a6" → "K1A"; "" if it begins with none."""
    start = "".join(code.split()).replace("-", "")[:3].upper()
    return start if re.fullmatch(FSA_PATTERN, start) else ""
