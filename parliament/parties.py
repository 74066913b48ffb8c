"""The French names of the parties of the House, whose rosters in English name them in English alone."""

from parliament.name_keys import name_key

_FRENCH = {
    "Liberal": "Libéral",
    "Liberal Party": "Parti libéral",
    "Conservative": "Conservateur",
    "Conservative Party": "Parti conservateur",
    "Bloc Québécois": "Bloc Québécois",
    "NDP": "NPD",
    "New Democratic Party": "Nouveau Parti démocratique",
    "Green": "Parti vert",
    "Green Party": "Parti vert",
    "People's Party": "Parti populaire",
    "Independent": "Indépendant",
}
_BY_KEY = {name_key(english): french for english, french in _FRENCH.items()}


def french_party(name):
    """The French name of the party with this English one; "" for parties unknown here."""
    return _BY_KEY.get(name_key(name), "")
