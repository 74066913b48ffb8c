"""Words in the other language: `[[en: A Half Welcome]]` in a French text becomes <span lang="en-CA">.

A screen reader then reads an English title aloud in English, Word checks its spelling as English, and a browser
does not hyphenate it as French.
"""

import re

from resources.rendering.trees import element, wrap_matches

_PASSAGE = re.compile(r"\[\[(en|fr):\s*([^\[\]]+)\]\]")


def mark(root, language):
    """Mark every passage of `root` that is not in `language`; one that is loses its brackets only."""
    if "[[" in root.text_content():
        wrap_matches(root, _PASSAGE, lambda match: _passage(match, language))


def _passage(match, language):
    return match[2] if match[1] == language else element("span", match[2], lang=f"{match[1]}-CA")
