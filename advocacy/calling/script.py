"""Names in scripts: {{member.full_name}} is whoever sits for the riding of the page, and a gap where there is none."""

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from publishing import placeholders

CALLER = ("caller.name", "caller.town")


def gaps(language):
    """What these names stand for where nothing is known: words in brackets, which the caller fills in."""
    with override(language):
        return {
            "caller.name": _("[your name]"),
            "caller.town": _("[your town]"),
            "member.full_name": _("[name of your MP]"),
            "riding.name": _("[your riding]"),
        }


def known(riding, member):
    """{name: text} of what a page of `riding` knows, in the active language. Both may be None."""
    found = {"riding.name": riding.name} if riding else {}
    if member and not member.is_vacant:
        found["member.full_name"] = member.full_name
    return found


class Scripts:
    """The scripts of a CallSheet with the names that are known; the others are filled in where texts are shown."""

    def __init__(self, sheet, values):
        escaped = {name: escape(text) for name, text in values.items()}
        for name in ("short_script", "long_script", "voicemail_script"):
            text = placeholders.fill(getattr(sheet, name) or "", escaped)
            setattr(self, name.removesuffix("_script"), text)
