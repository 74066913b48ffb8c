"""Placeholders: names in double braces that stand for what a record says, so that one edit changes all.

Each app that has something to offer registers a provider in its AppConfig.ready(). A provider is called
with a language and returns {name: plain text}. Charts are placeholders too, but stand for a block and are
drawn by the renderers: their names come from a provider of names.
"""

import re

PATTERN = re.compile(r"\{\{\s*([a-z0-9_.-]+)\s*\}\}")
ANY_BRACES = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)

_text_providers = []
_block_name_providers = []


def register_texts(provider):
    """`provider(language) -> {name: text}`."""
    _text_providers.append(provider)


def register_blocks(provider):
    """`provider() -> names of blocks`, such as "chart.sah-survey"."""
    _block_name_providers.append(provider)


def texts(language):
    """Every text placeholder and what it stands for in `language`."""
    values = {}
    for provider in _text_providers:
        values |= provider(language)
    return values


def block_names():
    return {name for provider in _block_name_providers for name in provider()}


def known_names():
    return sorted([*texts("en"), *block_names()])


def unknown_names(text):
    """The names in braces in `text` that nothing stands for."""
    used = set(ANY_BRACES.findall(text))
    return used - texts("en").keys() - block_names() if used else set()


def fill(text, values):
    """`text` with the placeholders of `values` replaced; others stay as typed."""
    return PATTERN.sub(lambda match: values.get(match[1], match[0]), text)
