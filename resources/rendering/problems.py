"""Why a file could not be made. The words go to staff."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SIDES_OF_AN_INSERT = 2  # of one sheet, which is printed on both and cut


class RenderingProblem(Exception):
    """A file cannot be made from a document as it stands."""

    def for_staff(self):
        """What happened and what to do, as a sentence or two in the active language."""
        raise NotImplementedError


class NothingToSet(RenderingProblem):
    """The document has no text in this language."""

    def for_staff(self):
        return _("There is no text in this language yet.")


class TextOverflows(RenderingProblem):
    """A brief does not fit on its one page. `args[0]`: the number of pages that the text takes."""

    def for_staff(self):
        return ngettext(
            "A brief has one page; this text takes %(pages)d. Shorten it, or choose the layout “guide”.",
            "A brief has one page; this text takes %(pages)d. Shorten it, or choose the layout “guide”.",
            self.args[0],
        ) % {"pages": self.args[0]}


class InsertOverflows(RenderingProblem):
    """A bulletin insert does not fit on the two sides of a half sheet. `args[0]`: the sides that the text takes."""

    def for_staff(self):
        return ngettext(
            "A bulletin insert has two sides; this text takes %(sides)d. Shorten it, or do not offer an insert.",
            "A bulletin insert has two sides; this text takes %(sides)d. Shorten it, or do not offer an insert.",
            self.args[0],
        ) % {"sides": self.args[0]}


class UnknownPlaceholder(RenderingProblem):
    """A placeholder or chart of the text stands for nothing any more. `args[0]`: its name."""

    def for_staff(self):
        return _("Nothing stands for {{%(name)s}} any more. Correct the text, or restore the record.") % {
            "name": self.args[0]
        }


class MissingGlyphs(RenderingProblem):
    """The typefaces lack characters of the text. `args[0]`: those characters."""

    def for_staff(self):
        return _("The typefaces do not have these characters: %(characters)s. Write them in Latin letters.") % {
            "characters": " ".join(self.args[0])
        }


class TookTooLong(RenderingProblem):
    """Setting the text did not end in time. `args[0]`: the limit in seconds."""

    def for_staff(self):
        return _("Setting this text took more than %(seconds)d seconds and was stopped. Simplify or split it.") % {
            "seconds": self.args[0]
        }


class TookTooMuchWork(RenderingProblem):
    """Setting the text kept the processor busy for too long. `args[0]`: the limit in seconds."""

    def for_staff(self):
        return _(
            "Setting this text took more than %(seconds)d seconds of work and was stopped. Simplify or split it."
        ) % {"seconds": self.args[0]}


class TookTooMuchMemory(RenderingProblem):
    """Setting the text needed too much memory. `args[0]`: the limit in bytes."""

    def for_staff(self):
        return _(
            "Setting this text needed more than %(megabytes)d MB of memory and was stopped. "
            "Split it, or take long tables out of it."
        ) % {"megabytes": self.args[0] // 1024**2}


class RenderingFailed(RenderingProblem):
    """The typesetter gave up. `args[0]`: what it said, for whoever looks into it."""

    def for_staff(self):
        return _("The typesetter could not set this text (%(reason)s). Please tell whoever looks after the site.") % {
            "reason": self.args[0]
        }
