"""The order of titles in a list, as Canadian dictionaries have it (CAN/CSA-Z243.4.1).

Letters decide first, without accents, case or punctuation; then accents, in French from the end of the title
("cote, côte, coté, côté"); then case. Databases differ in this, and SQLite knows no accents at all.
"""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})


def sort_key(title, language):
    """What to sort `title` by among others in `language`."""
    decomposed = unicodedata.normalize("NFD", title.translate(_LIGATURES))
    letters, accents = [], []
    for character in decomposed:
        if unicodedata.combining(character):
            if accents:
                accents[-1] += character
        elif character.isalnum() or character.isspace():
            letters.append(character)
            accents.append("")
    if language == "fr":
        accents.reverse()
    return " ".join("".join(letters).casefold().split()), accents, "".join(letters).swapcase()
