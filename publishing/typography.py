"""Typesetting of what staff type: curly quotes, dashes and the no-break spaces that French asks for.

The rules are those of Canadian French typography (Office québécois de la langue française): a no-break
space before a colon, inside guillemets and in numbers; nothing before a semicolon, a question mark or an
exclamation mark, where a space that a writer types, as is usual in France, is taken out.
"""

import re

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"

_SPACE = f"[ {NBSP}{NARROW_NBSP}]"
# What a quotation mark that opens may follow, if it follows anything.
_OPENS_AFTER = r"(?<![^\s(\[—–\-/‘“«'])"
_QUOTES = (
    (re.compile(rf"{_OPENS_AFTER}\"(?=\S)"), "“"),
    (re.compile(r'"'), "”"),
    # The apostrophe of the '90s closes nothing and opens nothing.
    (re.compile(r"'(?=\d0s\b)"), "’"),
    (re.compile(rf"{_OPENS_AFTER}'(?=\w|“)"), "‘"),
    (re.compile(r"'"), "’"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
)
_FRENCH = (
    (re.compile(f"«{_SPACE}*"), f"«{NBSP}"),
    (re.compile(f"{_SPACE}*»"), f"{NBSP}»"),
    # What follows a colon is a space, an end or a note, which stands in double brackets.
    (re.compile(f"(?<=\\S){_SPACE}+:(?=\\s|$|{NBSP}|\\(\\()"), f"{NBSP}:"),
    (re.compile(f"(?<=\\S){_SPACE}+([;?!])"), r"\1"),
    (re.compile(f"(?<=\\d){_SPACE}(?=\\d{{3}}(?!\\d))"), NBSP),
    (re.compile(f"(?<=\\d){_SPACE}+(?=[%$€])"), NBSP),
)
# Addresses inside text, and placeholders, are left as typed.
_AS_TYPED = re.compile(r"(https?://[^\s\"«»]+|\{\{.*?\}\})")
# The rules look one character back and at most four ahead.
_AHEAD = 4


def _last(text):
    """The end of `text` as the rules see it from what follows: a placeholder stands for a word."""
    return "x" if text.endswith("}}") else text[-1:]


def _first(text):
    return "x" if text.startswith("{{") else text[:_AHEAD]


def _apply(pattern, replacement, part, before, after):
    """`part` with `replacement` for every match that lies within it; the text around it is only looked at."""
    start, end = len(before), len(before) + len(part)
    changed = pattern.sub(
        lambda match: match.expand(replacement) if match.start() >= start and match.end() <= end else match[0],
        before + part + after,
    )
    return changed[start : len(changed) - len(after)]


def typeset(text, language, *, before="", after=""):
    """`text` with typographic quotes and, in French, no-break spaces.

    Plain text in, plain text out; running it twice changes nothing. `language` is "en", "fr" or None
    (quotes only). `before` and `after` are what stands next to it, in another element, in the same line.
    """
    rules = _QUOTES + (_FRENCH if language == "fr" else ())
    parts = _AS_TYPED.split(text)
    for position in range(0, len(parts), 2):
        left = _last(parts[position - 1]) if position else _last(before)
        right = _first(parts[position + 1]) if position + 1 < len(parts) else _first(after)
        for pattern, replacement in rules:
            parts[position] = _apply(pattern, replacement, parts[position], left, right)
    return "".join(parts)


def language_of_field(name):
    """The language that a translated field's name ends in, or None: "title_fr" is "fr"."""
    return name[-2:] if name[-3:] in ("_en", "_fr") else None
