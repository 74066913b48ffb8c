"""What a program can check of the House of Commons' rules for paper petitions, in plain sentences for staff.

The rules are those of the House's guides for the public (petitions.ourcommons.ca) and of chapter 22 of "House of
Commons Procedure and Practice" (2017). Whether a text is respectful and a matter is federal, only people can tell.
"""

import re

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petitions import house_form
from petitions.models import Petition, Sheet
from publishing.rich_text import parse

# The House's limit for e-petitions; for paper it is good advice.
MOST_WORDS = 250
# The first page with the text, and the one with further lines.
MOST_PAGES = 2

_DEMANDS = {
    "en": re.compile(
        r"\b(demand(?:s|ed|ing)?|insist(?:s|ed|ing)?|compels?|commands?|must|shall"
        # Not what the addressee is asked to require of others, or to require no longer.
        r"|(?<!to )(?<!not )(?<!longer )(?<!never )requires?)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(exig(?:e|es|ent|er|ez|eons|eant|ence|ences)|insist(?:e|er|ons|ent)|somm(?:ons|ent)|ordonn(?:ons|ent|er)"
        r"|impos(?:ons|ent)|revendiqu(?:ons|ent)|obligeons|doit|doivent|devez|mettons en demeure)\b",
        re.IGNORECASE,
    ),
}
_WEB_ADDRESS = re.compile(r"https?://|\bwww\.|\b[\w-]+\.(?:ca|com|org|net|info|gc\.ca)\b", re.IGNORECASE)
_NOTE = re.compile(r"\(\(.*?\)\)", re.DOTALL)


def warnings(petition):
    """What staff should look at before sheets for the House are printed: sentences in the active language.

    An empty list for a petition that offers no sheet for the House. The last sentence says what no program checks.
    """
    if not petition.house_addressee:
        return []
    return [
        *problems(petition),
        _(
            "No program can tell whether the matter is federal, and not provincial or municipal, or whether the words "
            "are respectful. Please read the text with that in mind, and send a draft to an MP’s office first."
        ),
    ]


def problems(petition):
    """Those of the warnings that something in the record gives reason for; empty when all is well."""
    if not petition.house_addressee:
        return []
    found = []
    if petition.is_before_courts:
        found.append(_("The matter is marked as before the courts. The House takes no petition on such a matter."))
    found += _about_addressee(petition)
    texts = {code: _Text(petition, code) for code, _name in settings.LANGUAGES}
    missing = [code for code, text in texts.items() if not text.prayer]
    for code in missing:
        found.append(_say(code, _("%(language)s: the prayer is empty. Without a request it is no petition.")))
    if not missing:
        found += _about_one_language(texts)
    for code, text in texts.items():
        if text.prayer:
            found += _about_text(code, text)
    return [*found, *_about_sheets(petition)]


class _Text:
    """The words of a petition in one language, without markup and notes."""

    def __init__(self, petition, code):
        self.has_notes = self.has_figures = False
        self.whereas = self._words(getattr(petition, f"whereas_{code}") or "")
        self.prayer = self._words(getattr(petition, f"prayer_{code}") or "")
        self.title = getattr(petition, f"title_{code}") or ""

    def _words(self, html):
        tree = parse(html)
        text = " ".join(" ".join(tree.itertext()).split())
        self.has_notes |= bool(_NOTE.search(text))
        self.has_figures |= tree.find(".//table") is not None or "{{chart." in text
        return _NOTE.sub("", text)

    @property
    def count(self):
        return len(re.findall(r"\w[\w’'.,-]*", f"{self.whereas} {self.prayer}"))


def _say(code, sentence, **values):
    language = {"en": _("English"), "fr": _("French")}[code]
    return sentence % {"language": language, **values}


def _about_addressee(petition):
    for code, _name in settings.LANGUAGES:
        try:
            house_form.addressee(petition, code)
        except house_form.NoHouseAddressee:
            if petition.house_addressee == Petition.HouseAddressee.MEMBER:
                return [
                    _(
                        "%(recipient)s is not entered as a member of Parliament, so there is no sheet for the House. "
                        "Choose another addressee for it."
                    )
                    % {"recipient": petition.recipient}
                ]
            return [
                _(
                    "%(recipient)s is not entered as a minister with a portfolio in both languages, so there is no "
                    "sheet for the House. Choose another addressee for it."
                )
                % {"recipient": petition.recipient}
            ]
    return []


def _about_one_language(texts):
    """Recitals that stand in one language only: the two sheets would not be one petition."""
    without = [code for code, text in texts.items() if not text.whereas]
    if len(without) == 1:
        return [_say(without[0], _("%(language)s: there are no recitals, but there are some in the other language."))]
    return []


def _about_text(code, text):
    if demands := sorted({found.casefold() for found in _DEMANDS[code].findall(text.prayer)}):
        yield _say(
            code,
            _("%(language)s: the prayer says “%(words)s”. The House takes requests, never demands."),
            words=", ".join(demands),
        )
    if not house_form.begins_as_request(text.prayer, code):
        yield _say(code, _("%(language)s: the prayer does not begin as a request, such as “We ask …”."))
    if text.count > MOST_WORDS:
        yield _say(
            code,
            ngettext(
                "%(language)s: the text has %(count)d word. The House advises at most %(most)d.",
                "%(language)s: the text has %(count)d words. The House advises at most %(most)d.",
                text.count,
            ),
            count=text.count,
            most=MOST_WORDS,
        )
    if _WEB_ADDRESS.search(f"{text.title} {text.whereas} {text.prayer}"):
        yield _say(code, _("%(language)s: the text names a web address. The House allows none."))
    if text.has_notes:
        yield _say(code, _("%(language)s: notes are left out of the sheet, because nothing may be added to it."))
    if text.has_figures:
        yield _say(code, _("%(language)s: tables and charts are left out of the sheet: nothing may be added to it."))


def _about_sheets(petition):
    """Of sheets that have been made: where the text leaves no room for three lines on the first page."""
    if petition.pk is None:
        return
    names = {"en": _("the English sheet"), "fr": _("the French sheet"), "both": _("the sheet in both languages")}
    too_long = petition.sheets.filter(kind=Sheet.Kind.HOUSE, pages__gt=MOST_PAGES).order_by("language")
    for sheet in too_long:
        yield _(
            "The text is too long for %(sheet)s: its first page has no room for the whole text and three signatures. "
            "Shorten it."
        ) % {"sheet": names[sheet.language]}
