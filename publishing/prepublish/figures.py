"""Figures in running text that say nowhere near where they are from."""

import re

from django.utils.translation import gettext as _

from publishing.prepublish.finding import Finding
from publishing.prepublish.registry import check
from publishing.prepublish.subject import HEADINGS, shortened

_SPACE = "[ \u00a0\u202f]"
# A share, a sum of money, or a number of a thousand or more with its groups apart.
_FIGURE = re.compile(
    rf"\d[\d,.]*{_SPACE}?(?:%|\$|per cent|pour cent)|\$\d[\d,.]*|\b\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+\b"
)
# A footnote, a chart (which has a source of its own), a word that names who says so, or a parenthesis with a name of
# several words or a year.
_SOURCE = re.compile(
    r"\(\(|\{\{\s*chart\.|(?i:\b(?:sources?|according to|report|survey|data|calculation)\b)"
    r"|(?i:\b(?:selon|d’après|rapport|sondage|données|calcul)\b)"
    r"|\([^()]*(?:\b(?:19|20)\d\d\b|[A-ZÀ-Ý]\w+\W+\w)[^()]*\)"
)


@check
def unsourced_figure(subject):
    """A part of a text that cites, from one heading to the next, with a figure and without note, link or source."""
    if not subject.cites:
        return
    for text in subject.rich_texts:
        for blocks in _parts(text.tree):
            words = "\n".join(block.text_content() for block in blocks)
            figure = _FIGURE.search(words)
            has_link = any(next(block.iter("a"), None) is not None for block in blocks)
            if figure and not has_link and not _SOURCE.search(words):
                yield Finding(
                    _("A figure without a source"),
                    _("“%(figure)s” has no footnote, link or source near it.") % {"figure": figure[0]},
                    text.record,
                    text.field,
                    _line_around(words, figure.start()),
                )


def _parts(tree):
    parts = [[]]
    for block in tree:
        if block.tag in HEADINGS:
            parts.append([])
        parts[-1].append(block)
    return parts


def _line_around(words, start):
    return shortened(words[words.rfind("\n", 0, start) + 1 :].partition("\n")[0])
