"""What officials receive, and what leaves the site as a table."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parliament.models import DecisionMaker
from petitions.models.petition import Petition
from petitions.querysets import DeliveryFileQuerySet, DeliveryQuerySet
from publishing.fields import LineField, PlainTextField
from publishing.private_files import private_storage


def delivery_code():
    """The last part of the public page's address: names nothing, and cannot be guessed."""
    return secrets.token_hex(8)


class Delivery(models.Model):
    """A pack for one addressee: letter, statement of method, counts, and the signatories as far as staff choose."""

    class Detail(models.TextChoices):
        COUNTS = "counts", _("counts only")
        TOWNS = "towns", _("names and towns")
        POSTAL_CODES = "postal", _("names and postal codes")

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        MAKING = "making", _("being made")
        READY = "ready", _("ready")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("failed")

    petition = models.ForeignKey(
        Petition, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("petition")
    )
    code = models.CharField(max_length=16, unique=True, default=delivery_code, editable=False)
    recipient = models.ForeignKey(
        DecisionMaker,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("for"),
        help_text=_("Empty for the pack of a riding’s member."),
    )
    riding = models.CharField(_("riding"), max_length=5, blank=True, help_text="Its number; '' for all of them.")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH)
    detail = models.CharField(_("level of detail"), max_length=6, choices=Detail.choices, default=Detail.COUNTS)
    letter = PlainTextField(_("words of your own for the cover letter"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING, editable=False)
    problem = models.CharField(max_length=200, blank=True, editable=False)
    counted_until = models.DateTimeField(
        _("signatures until"), default=timezone.now, editable=False, help_text=_("Later ones are not in this pack.")
    )
    # What the statement of method says, kept so that the public page and the pack say the same for ever.
    facts = models.JSONField(default=dict, editable=False)
    steps_done = models.PositiveIntegerField(default=0, editable=False)
    steps = models.PositiveIntegerField(default=0, editable=False)
    checksum = models.CharField(_("checksum"), max_length=64, blank=True, editable=False, help_text="SHA-256.")
    made_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    finished_at = models.DateTimeField(_("ready"), null=True, blank=True, editable=False)
    handed_over_on = models.DateField(_("handed over"), null=True, blank=True)
    files_deleted_at = models.DateTimeField(_("files deleted"), null=True, blank=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("delivery pack")
        verbose_name_plural = _("delivery packs")
        constraints = [
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(riding=""), name="petitions_delivery_has_an_addressee"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | ~Q(checksum="") & Q(finished_at__isnull=False),
                name="petitions_delivery_ready_has_a_checksum",
            ),
        ]

    def __str__(self):
        return f"{self.petition}: {self.recipient or self.riding}"


def delivery_path(part, filename):
    return f"deliveries/{part.delivery.code}/{filename}"


class DeliveryFile(models.Model):
    """One file of a pack: a step of the work that is done whole, or not yet."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("cover letter (PDF)")
        LETTER_WORD = "letter_word", _("cover letter (Word)")
        STATEMENT = "statement", _("statement of method and counts (PDF)")
        COUNTS = "counts", _("counts (CSV)")
        NAMES = "names", _("signatories (PDF)")
        NAMES_TABLE = "names_table", _("signatories (CSV)")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="files", db_index=False)
    kind = models.CharField(max_length=11, choices=Kind.choices)
    number = models.PositiveSmallIntegerField(default=1, help_text="The volume.")
    # The keys of the first and last signature of a volume: what an interrupted work goes on from.
    first = models.PositiveBigIntegerField(null=True)
    last = models.PositiveBigIntegerField(null=True)
    rows = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=delivery_path, storage=private_storage, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = DeliveryFileQuerySet.as_manager()

    class Meta:
        ordering = ["delivery", "kind", "number"]
        verbose_name = _("file of a pack")
        verbose_name_plural = _("files of a pack")
        constraints = [
            models.UniqueConstraint(fields=["delivery", "kind", "number"], name="petitions_deliveryfile_one_per_number")
        ]

    def __str__(self):
        return f"{self.kind} {self.number}"


class Export(models.Model):
    """That somebody took signatures out of the site as a table: who, what, why. The table itself is not kept."""

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="exports", verbose_name=_("petition"))
    format = models.CharField(_("format"), max_length=4, choices=Format.choices)
    columns = models.JSONField(_("columns"), default=list)
    chosen_by = models.JSONField(_("chosen by"), default=dict, blank=True)
    reason = LineField(_("reason"))
    rows = models.PositiveIntegerField(_("rows"), null=True, blank=True, help_text="Empty if it was broken off.")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="petitions_export_has_a_reason")]

    def __str__(self):
        return f"{self.made_at:%Y-%m-%d}: {self.petition}"
