"""Names in single braces, which a campaign's letter is filled in with: {riding}, {place}.

They are not the placeholders of texts ({{minister.full_name}}), which mean the same for everyone. These differ from
writer to writer, so there are few of them. A paragraph that names something that is not known of a writer, such as
the riding of somebody who writes to the minister alone, is left out of that letter.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NAMES = {
    "place": gettext_lazy("the town of whoever writes"),
    "riding": gettext_lazy("the riding"),
    "member": gettext_lazy("the name of the riding’s member of Parliament"),
    "recipient": gettext_lazy("the name of the person to whom the letter goes"),
    "date": gettext_lazy("the day of the letter"),
}
# What is known only of somebody who has found their riding.
OF_A_RIDING = {"riding", "member"}
_NAME = re.compile(r"\{([a-z]+)\}")
# French words that lose their e before a vowel.
_NAME_IN_PLACE = re.compile(r"(?P<elided>\b(?:d|qu|lorsqu|puisqu|jusqu)e )?\{(?P<name>[a-z]+)\}", re.IGNORECASE)
# A y is one before a consonant: « d’Yves », and « de Yasmine ».
_VOWEL = re.compile(r"[aeiouàâäéèêëîïôöûüœ]|y[^aeiou\W]", re.IGNORECASE)
_BRACES = re.compile(r"\{[^{}\n]*\}?|\}")


def names_in(text):
    return set(_NAME.findall(text))


def validate_names(text):
    """Only the names of NAMES, each in one brace on either side. Raises ValidationError with what is wrong."""
    known = ", ".join(f"{{{name}}}" for name in NAMES)
    wrong = [found for found in _BRACES.findall(text) if not _is_known(found)]
    if "{{" in text:
        raise ValidationError(
            _("In a letter names stand in single braces: {riding}, not {{riding}}. There are these: %(known)s.")
            % {"known": known}
        )
    if wrong:
        raise ValidationError(
            _("A letter knows no “%(name)s”. There are these names: %(known)s.") % {"name": wrong[0], "known": known}
        )


def validate_no_names(text):
    """For a line that is printed as it stands."""
    if "{" in text or "}" in text:
        raise ValidationError(_("Here no name in braces is filled in: write the words themselves."))


def _is_known(found):
    match = _NAME.fullmatch(found)
    return match is not None and match[1] in NAMES


def filled(text, values):
    """The paragraphs of `text` with the names of `values` filled in, without those that name something else.

    What is filled in is not read again: somebody whose town is called "{member}" lives in "{member}". In French
    « de {riding} » becomes « d’Ottawa-Centre » before a vowel, and « que {member} » « qu’Anita Anand »; in English no
    such word stands there.
    """

    def fill(match):
        value = values[match["name"]]
        before = match["elided"] or ""
        return f"{before[:-2]}’{value}" if before and _VOWEL.match(value) else before + value

    return [
        _NAME_IN_PLACE.sub(fill, paragraph)
        for paragraph in paragraphs_of(text)
        if all(values.get(name) for name in names_in(paragraph))
    ]


def paragraphs_of(text):
    """What stands between empty lines, each in one line."""
    return [" ".join(part.splitlines()) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
