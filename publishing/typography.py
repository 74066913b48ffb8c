"""Typesetting of what staff type: curly quotes, dashes and the no-break spaces that French asks for.

The rules are those of Canadian French typography (Office québécois de la langue française): a no-break
space before a colon, inside guillemets and in numbers; nothing before a semicolon, a question mark or an
exclamation mark. A writer who types a space before one of those three keeps it, as a narrow no-break space.
"""

import re

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"

_SPACE = f"[ {NBSP}{NARROW_NBSP}]"
_FRENCH = (
    (re.compile(f"«{_SPACE}*"), f"«{NBSP}"),
    (re.compile(f"{_SPACE}*»"), f"{NBSP}»"),
    (re.compile(f"(?<=\\S){_SPACE}+:(?=\\s|$|{NBSP})"), f"{NBSP}:"),
    (re.compile(f"(?<=\\S){_SPACE}+([;?!])"), f"{NARROW_NBSP}\\1"),
    (re.compile(f"(?<=\\d){_SPACE}(?=\\d{{3}}(?!\\d))"), NBSP),
    (re.compile(f"(?<=\\d){_SPACE}+(?=[%$€])"), NBSP),
)
_QUOTES = (
    (re.compile(r"(?<=\w)'(?=\w)|(?<=\w)'"), "’"),
    (re.compile(r"(?<![\w’])'(?=\w)"), "‘"),
    (re.compile(r'(^|[\s(\[—–-])"(?=\S)'), r"\1“"),
    (re.compile(r'"'), "”"),
    (re.compile(r"\.\.\."), "…"),
)
# Addresses inside text are left as typed.
_ADDRESS = re.compile(r"(https?://\S+|\{\{.*?\}\})")


def typeset(text, language):
    """`text` with typographic quotes and, in French, no-break spaces.

    Plain text in, plain text out; running it twice changes nothing. `language` is "en", "fr" or None
    (quotes only).
    """
    rules = _QUOTES + (_FRENCH if language == "fr" else ())
    parts = _ADDRESS.split(text)
    for position in range(0, len(parts), 2):
        for pattern, replacement in rules:
            parts[position] = pattern.sub(replacement, parts[position])
    return "".join(parts)


def language_of_field(name):
    """The language that a translated field's name ends in, or None: "title_fr" is "fr"."""
    return name[-2:] if name[-3:] in ("_en", "_fr") else None
