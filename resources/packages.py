"""Documents whose text goes on with what another app keeps, such as the sections of the toolkit.

The library does not know the apps that stand above it: they say here what text a layout is to be given.
"""

_TEXTS = {}


def register(layout, text):
    """`text(language)`: the rich text that follows the own words of a document of this layout."""
    _TEXTS[layout] = text


def text_of(layout, language):
    return _TEXTS[layout](language) if layout in _TEXTS else ""
