"""Records of mails: those that wait for too long, and those of updates that went out."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from petitions.forgetting.steps import Rows, deleted
from petitions.models import SignerUpdate, UpdateMail, WaitingMail


def _waiting_too_long(moment):
    return WaitingMail.objects.filter(asked_at__lt=moment.ago("pending_days"))


def _sent(moment):
    """Those that wait are let go only when their update is stopped: that it was addressed to them is kept apart."""
    over = Q(sent_at__lt=moment.ago("mail_days")) | Q(sent_at__isnull=True, due_at__lt=moment.ago("mail_days"))
    return UpdateMail.objects.filter(over).exclude(update__state=SignerUpdate.State.SENDING)


def _delete_records(rows, _moment):
    """The numbers stay with the update."""
    numbers = rows.order_by().values_list("update", "state").annotate(n=Count("pk"))
    for update_pk, state, number in list(numbers):
        update = SignerUpdate.objects.select_for_update().get(pk=update_pk)
        update.forgotten[state] = update.forgotten.get(state, 0) + number
        SignerUpdate.objects.filter(pk=update_pk).update(forgotten=update.forgotten)
    rows.delete()


STEPS = (
    Rows("waiting_mails", _("mails that could not be sent"), _waiting_too_long, deleted),
    Rows("update_mails", _("records of updates that were sent"), _sent, _delete_records),
)
