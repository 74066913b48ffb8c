"""Staff: what the admin's log calls by a person's name, attempts to log in, sessions."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from petitions.forgetting.steps import Rows
from petitions.models import PaperGroup, Signature, SignatureForReview, UpdateMail, WaitingMail

LOGINS_AFTER = timedelta(days=30)


def _named_in_the_log(moment):
    """The log calls a record by its name, and a signature's name is a person's."""
    models = (Signature, SignatureForReview, PaperGroup, UpdateMail, WaitingMail)
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False).values()
    return LogEntry.objects.filter(content_type__in=types, action_time__lt=moment.ago("mail_days")).exclude(
        object_repr="–"
    )


def _unname(rows, _moment):
    rows.update(object_repr="–", change_message="")


class Outdated:
    """A step over small tables of other packages; done in one go."""

    def __init__(self, name, label, find):
        self.name, self.label, self.find = name, label, find

    def count(self, moment):
        return sum(rows.count() for rows in self.find(moment))

    def forget(self, moment):
        return sum(rows.delete()[0] for rows in self.find(moment))


def _logins(moment):
    return [
        model.objects.filter(attempt_time__lt=moment.now - LOGINS_AFTER)
        for model in (AccessAttempt, AccessFailureLog, AccessLog)
    ]


def _sessions(moment):
    return [Session.objects.filter(expire_date__lt=moment.now)]


STEPS = (
    Rows("log_names", _("entries of the staff log that name somebody"), _named_in_the_log, _unname),
    Outdated("logins", _("attempts to log in"), _logins),
    Outdated("sessions", _("sessions of staff that have ended"), _sessions),
)
