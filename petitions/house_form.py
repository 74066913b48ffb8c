"""The form in which the House of Commons takes a paper petition, in English and in French.

After the House's guides for the public and chapter 22 of "House of Commons Procedure and Practice" (2017): an
addressee of a closed list, "draw the attention of …", and a request. The phrases are fixed in both languages, so
they stand here and not in the catalogue of messages. The petition's own words are put between them unchanged, but
for the capital that a sentence loses when words are put before it.
"""

import re
from typing import NamedTuple

from parliament.models import DecisionMaker
from petitions.models import Petition

MINISTERS = (DecisionMaker.Role.MINISTER, DecisionMaker.Role.PRIME_MINISTER)
MEMBERS = (DecisionMaker.Role.MEMBER, DecisionMaker.Role.PRIVY_COUNCILLOR)


class NoHouseAddressee(Exception):
    """The petition is for nobody to whom a petition to the House may be addressed."""


class Addressee(NamedTuple):
    """The addressee as a sentence needs it: whom one asks, "to …", and "of …", each with its article."""

    name: str
    to: str
    of: str
    heading: str


class Lead(NamedTuple):
    """What is printed before the request: words, and whether its first letter becomes a small one after them."""

    words: str
    joins: bool


def addressee(petition, language):
    """The Addressee of `petition` in "en" or "fr". Raises NoHouseAddressee."""
    name = _FRENCH if language == "fr" else _ENGLISH
    kind, who = petition.house_addressee, petition.recipient
    fixed = name["fixed"].get(kind)
    if fixed:
        return fixed
    if kind == Petition.HouseAddressee.MINISTER and who.role in MINISTERS:
        return name["minister"](who)
    if kind == Petition.HouseAddressee.MEMBER and who.role in MEMBERS:
        return name["member"](who)
    raise NoHouseAddressee(kind)


def opening(found, language):
    """The sentence before the recitals."""
    if language == "fr":
        return f"Nous, soussignés, résidentes et résidents du Canada, attirons l’attention {found.of} sur ce qui suit :"
    return f"We, the undersigned residents of Canada, draw the attention {found.of} to the following:"


def lead(request, found, language):
    """The Lead for a request that begins with the words `request`."""
    is_french = language == "fr"
    begins = _FRENCH_BEGINNINGS if is_french else _ENGLISH_BEGINNINGS
    if begins["therefore"].match(request):
        return Lead("", joins=False)
    if begins["we"].match(request):
        return Lead(_THEREFORE[language], joins=True)
    if begins["that"].match(request):
        asked = "nous, soussignés, demandons" if is_french else "we, the undersigned, request"
        return Lead(f"{_THEREFORE[language]}{asked} ", joins=True)
    if begins["to"].match(request):
        asked = "nous, soussignés, prions" if is_french else "we, the undersigned, call upon"
        return Lead(f"{_THEREFORE[language]}{asked} {found.name} ", joins=True)
    if is_french:
        asked = f"nous, soussignés, adressons {found.to} la demande suivante :"
    else:
        asked = f"we, the undersigned, make the following request {found.to}:"
    return Lead(f"{_THEREFORE[language]}{asked}", joins=False)


def begins_as_request(request, language):
    """Whether the words of a prayer begin by asking for something, as far as their beginning tells."""
    begins = _FRENCH_BEGINNINGS if language == "fr" else _ENGLISH_BEGINNINGS
    rest = begins["therefore"].sub("", request.strip(), count=1).lstrip(" ,")
    return bool(begins["asks"].match(rest) or begins["that"].match(rest) or begins["to"].match(rest))


_THEREFORE = {"en": "Therefore, ", "fr": "Par conséquent, "}
_ENGLISH_BEGINNINGS = {
    "therefore": re.compile(r"(and )?(therefore|wherefore)\b", re.IGNORECASE),
    "we": re.compile(r"(we|your petitioners|the undersigned)\b", re.IGNORECASE),
    "that": re.compile(r"that\b", re.IGNORECASE),
    "to": re.compile(r"to\b", re.IGNORECASE),
    "asks": re.compile(
        r"(we|your petitioners|the undersigned)\b[^.;:]{0,80}?"
        r"\b(ask|asks|request|requests|call upon|call on|urge|petition|pray|appeal|invite|implore)\b",
        re.IGNORECASE,
    ),
}
_FRENCH_BEGINNINGS = {
    "therefore": re.compile(r"(par conséquent|en conséquence|c[’']est pourquoi|pour ces motifs)\b", re.IGNORECASE),
    "we": re.compile(r"(nous|vos pétitionnaires|les (soussignés|signataires|pétitionnaires))\b", re.IGNORECASE),
    "that": re.compile(r"(que\b|qu[’'])", re.IGNORECASE),
    "to": re.compile(r"(de\b|d[’'])", re.IGNORECASE),
    "asks": re.compile(
        r"(nous|vos pétitionnaires|les (soussignés|signataires|pétitionnaires))\b[^.;:]{0,80}?"
        r"\b(demand(ons|ent)|pri(ons|ent)|appel(ons|lent)|invit(ons|ent)|exhort(ons|ent)|sollicit(ons|ent)"
        r"|enjoignons|implor(ons|ent))\b",
        re.IGNORECASE,
    ),
}


def _english(name, heading):
    return Addressee(name, f"to {name}", f"of {name}", f"Petition to {heading}")


def _english_minister(who):
    if who.role == DecisionMaker.Role.PRIME_MINISTER:
        return _english("the Prime Minister of Canada", "the Prime Minister of Canada")
    if not who.portfolio_en:
        raise NoHouseAddressee(who.pk)
    title = f"the Minister of {who.portfolio_en}"
    return _english(title, title)


def _english_member(who):
    seat = f" for {who.riding_en}" if who.riding_en else ""
    return _english(who.full_name, f"{who.full_name}, Member of Parliament{seat}")


def _french_minister(who):
    """« la ministre », « le ministre », « la ou le ministre »: with the article that its preposition needs."""
    the, to, of = {"f": ("la", "à la", "de la"), "m": ("le", "au", "du")}.get(
        who.gender, ("la ou le", "à la ou au", "de la ou du")
    )
    if who.role == DecisionMaker.Role.PRIME_MINISTER:
        office = {"f": "première ministre", "m": "premier ministre"}.get(
            who.gender, "première ministre ou premier ministre"
        )
        title = f"{office} du Canada"
    elif who.portfolio_fr:
        title = f"ministre de {who.portfolio_fr}"
    else:
        raise NoHouseAddressee(who.pk)
    return Addressee(f"{the} {title}", f"{to} {title}", f"{of} {title}", f"Pétition {to} {title}")


def _french_member(who):
    name = who.full_name
    office = {"f": "députée", "m": "député"}.get(who.gender, "membre du Parlement")
    seat = f", circonscription {_of(who.riding_fr)}" if who.riding_fr else ""
    return Addressee(name, f"à {name}", _of(name), f"Pétition à {name}, {office}{seat}")


def _of(name):
    """« de Halifax-Ouest », « d’Ottawa-Centre »."""
    return f"d’{name}" if name[0].upper() in "AÀÂEÉÈÊIÎOÔUÛYŒ" else f"de {name}"


_ENGLISH = {
    "fixed": {
        Petition.HouseAddressee.HOUSE: _english("the House of Commons", "the House of Commons in Parliament assembled"),
        Petition.HouseAddressee.GOVERNMENT: _english("the Government of Canada", "the Government of Canada"),
    },
    "minister": _english_minister,
    "member": _english_member,
}
_FRENCH = {
    "fixed": {
        Petition.HouseAddressee.HOUSE: Addressee(
            "la Chambre des communes",
            "à la Chambre des communes",
            "de la Chambre des communes",
            "Pétition à la Chambre des communes réunie en Parlement",
        ),
        Petition.HouseAddressee.GOVERNMENT: Addressee(
            "le gouvernement du Canada",
            "au gouvernement du Canada",
            "du gouvernement du Canada",
            "Pétition au gouvernement du Canada",
        ),
    },
    "minister": _french_minister,
    "member": _french_member,
}
