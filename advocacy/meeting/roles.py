"""What each role is there for, in a sentence."""

from django.utils.translation import gettext_lazy as _

from advocacy.models import Role

DUTIES = {
    Role.LEAD: _("Opens and closes, and hands the word to the others."),
    Role.STORY: _("Tells one true story, in about three minutes. Whose story it is decides what is told."),
    Role.ASK: _("Says the ask in one sentence, then waits for the answer."),
    Role.NOTES: _("Writes down what is said and promised, by whom and by when."),
    Role.TIME: _("Gives a sign two minutes before each part ends."),
    Role.COMPANY: _("Listens, and watches for what the others miss."),
}
