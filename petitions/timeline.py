"""What has happened to a petition and what lies ahead, as its page tells it."""

from django.utils import timezone
from django.utils.functional import cached_property

from petitions.models import PetitionEntry

Kind = PetitionEntry.Kind


class Timeline:
    """The public entries of one petition, read once."""

    def __init__(self, petition):
        self.petition = petition

    @cached_property
    def entries(self):
        return list(self.petition.entries.in_order())

    @property
    def delivery(self):
        return self._newest(Kind.DELIVERED)

    @property
    def answer(self):
        return self._newest(Kind.ANSWERED)

    @property
    def withdrawal(self):
        return self._newest(Kind.WITHDRAWN)

    @property
    def answer_due_on(self):
        """The day by which the government owes an answer, for a petition presented to the House; None otherwise."""
        due = None
        for entry in self.entries:
            if entry.answer_due_on:
                due = entry.answer_due_on
            elif entry.kind in (Kind.ANSWERED, Kind.WITHDRAWN):
                due = None
        return due

    @property
    def is_answer_late(self):
        return self.answer_due_on is not None and self.answer_due_on < timezone.localdate()

    def _newest(self, kind):
        return next((entry for entry in reversed(self.entries) if entry.kind == kind), None)
