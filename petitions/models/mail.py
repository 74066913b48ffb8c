"""Mails that wait to be sent. The postman (`manage.py send_mails`) takes them from here.

They are tables of the same database, so that a signature and its mail both exist or neither, and tables of
their own, because a general task queue costs more for each mail than the mail itself.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petitions.models.paper import PaperGroup
from petitions.models.petition import Petition
from petitions.models.signature import Signature
from petitions.querysets import SignerUpdateQuerySet, UpdateMailQuerySet, WaitingMailQuerySet
from publishing.fields import LineField, RichTextField


class WaitingMail(models.Model):
    """A mail that somebody waits for; the row goes when it is sent. What it says follows the state it finds.

    One for each signature: who signs again while it waits moves `asked_at`, and gets one mail, with what they
    typed last.
    """

    class Kind(models.TextChoices):
        BY_STATE = "", _("as the signature stands")
        IN_USE = "in_use", _("the address is taken by others")

    signature = models.OneToOneField(
        Signature, on_delete=models.CASCADE, null=True, blank=True, related_name="waiting_mail"
    )
    group = models.OneToOneField(
        PaperGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="waiting_mail"
    )
    kind = models.CharField(max_length=6, choices=Kind.choices, blank=True, default=Kind.BY_STATE)
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now, help_text="Not before; moved on while it is being sent.")
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=80, blank=True, help_text="What the mail server said; never to whom.")

    objects = WaitingMailQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        verbose_name = _("mail that waits")
        verbose_name_plural = _("mails that wait")
        constraints = [
            models.CheckConstraint(
                condition=Q(signature__isnull=True) ^ Q(group__isnull=True), name="petitions_waitingmail_to_one"
            )
        ]
        indexes = [models.Index(fields=["due_at"], name="petitions_waitingmail_due")]

    def __str__(self):
        return f"{self.signature_id or self.group_id}, {self.attempts}"


class SignerUpdate(models.Model):
    """News of a petition for those signers who agreed to get it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENDING = "sending", _("being sent")
        STOPPED = "stopped", _("stopped")
        SENT = "sent", _("sent")

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="updates", verbose_name=_("petition"))
    subject = LineField(_("subject"), max_length=120)
    body = RichTextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT, editable=False)
    made_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    tested_at = models.DateTimeField(_("test sent"), null=True, blank=True, editable=False)
    started_at = models.DateTimeField(_("sending began"), null=True, blank=True, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    finished_at = models.DateTimeField(_("sending ended"), null=True, blank=True, editable=False)
    addressed_to = models.PositiveBigIntegerField(
        default=0, editable=False, help_text="The greatest key of a signature that has been given a mail so far."
    )
    forgotten = models.JSONField(
        default=dict, editable=False, help_text="{state: number} of those of its mails whose records were deleted."
    )

    objects = SignerUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("update to signers")
        verbose_name_plural = _("updates to signers")
        default_permissions = ("add", "change", "delete", "view", "send")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(started_at__isnull=False),
                name="petitions_signerupdate_sent_was_started",
            )
        ]

    def __str__(self):
        return self.subject or ""

    def progress(self):
        """Numbers of its mails: to_come, waiting, sent, refused, given_up, skipped, still, total, percent.

        Of a draft, `total` is how many would get it now."""
        State = UpdateMail.State
        counts = dict(self.mails.order_by().values_list("state").annotate(n=models.Count("pk")))
        # Records are deleted when their time is over, their numbers stay.
        numbers = {state: counts.get(state, 0) + self.forgotten.get(state, 0) for state in State.values}
        is_open = self.state != self.State.SENT
        numbers["to_come"] = Signature.objects.agreed_to_updates(self).count() if is_open else 0
        total = sum(numbers.values())
        done = total - numbers["waiting"] - numbers["to_come"]
        return numbers | {
            "still": numbers["waiting"] + numbers["to_come"],
            "total": total,
            "percent": 100 * done // total if total else 0,
        }


class UpdateMail(models.Model):
    """One update for one signer: sent once, whatever is stopped, killed or begun again."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("refused")
        GIVEN_UP = "given_up", _("given up")
        SKIPPED = "skipped", _("no longer wanted")

    update = models.ForeignKey(SignerUpdate, on_delete=models.CASCADE, related_name="mails", db_index=False)
    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="update_mails")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = UpdateMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail of an update")
        verbose_name_plural = _("mails of updates")
        constraints = [
            models.UniqueConstraint(fields=["update", "signature"], name="petitions_updatemail_one_per_signer")
        ]
        indexes = [
            models.Index(fields=["update", "state"], name="petitions_updatemail_progress"),
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="petitions_updatemail_due"),
        ]

    def __str__(self):
        return f"{self.update_id}/{self.signature_id}: {self.state}"
