"""Paper: sheets to print, groups that carry them round, and what came back signed."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petitions.models.petition import Petition
from petitions.models.signature import Signature
from petitions.querysets import PaperBatchQuerySet, PaperEntryQuerySet, PaperGroupQuerySet
from publishing.fields import LineField, PlainTextField
from publishing.private_files import private_storage


def sheet_path(sheet, filename):
    return f"petitions/{sheet.digest[:2]}/{sheet.digest}.pdf"


class Sheet(models.Model):
    """The petition as a PDF for paper; made by the worker."""

    class Kind(models.TextChoices):
        SITE = "site", _("sheet of this site’s petition")
        HOUSE = "house", _("petition to the House of Commons")
        INSTRUCTIONS = "instructions", _("how to collect for the House of Commons")

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.SITE)
    language = models.CharField(max_length=4, help_text="en, fr, or both.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of all that went into the file.")
    file = models.FileField(upload_to=sheet_path, max_length=200)
    size = models.PositiveIntegerField(default=0, help_text="Bytes.")
    pages = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("paper sheet")
        verbose_name_plural = _("paper sheets")
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "kind", "language"], name="petitions_sheet_one_per_kind_and_language"
            )
        ]

    def __str__(self):
        return f"{self.petition} ({self.kind}, {self.language})"


def group_sheets_path(group, filename):
    return f"groups/{group.digest[:2]}/{group.digest}.pdf"


class PaperGroup(models.Model):
    """A congregation or group that collects signatures on paper. Its sheets carry its number."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="groups", verbose_name=_("petition"))
    number = models.PositiveIntegerField(_("number"), editable=False, help_text=_("Printed on each of its sheets."))
    name = LineField(_("name of the group"), max_length=120)
    place = LineField(_("town"), max_length=80, blank=True)
    contact_name = models.CharField(_("contact"), max_length=161, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=2)
    sheets = models.PositiveSmallIntegerField(
        _("sheets"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    has_consented = models.BooleanField(
        _("agreed to be written to about the sheets"), default=False, help_text=_("Asked of the contact.")
    )
    created_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("emptied"), null=True, blank=True, editable=False)
    mails_sent = models.PositiveSmallIntegerField(default=0, editable=False)
    mail_problem = models.CharField(
        _("problem with mail"),
        max_length=10,
        choices=Signature.MailProblem.choices,
        blank=True,
        default=Signature.MailProblem.NONE,
        editable=False,
    )
    digest = models.CharField(max_length=64, blank=True, editable=False)
    file = models.FileField(
        upload_to=group_sheets_path, storage=private_storage, max_length=200, blank=True, editable=False
    )
    size = models.PositiveIntegerField(default=0, editable=False)
    pages = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = PaperGroupQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("group with paper sheets")
        verbose_name_plural = _("groups with paper sheets")
        constraints = [
            models.UniqueConstraint(fields=["petition", "number"], name="petitions_papergroup_one_per_number"),
            models.CheckConstraint(
                condition=Q(sheets__gte=1) & Q(sheets__lte=100), name="petitions_papergroup_up_to_100_sheets"
            ),
            models.CheckConstraint(
                condition=Q(has_consented=True) | Q(email=""), name="petitions_papergroup_contact_with_consent"
            ),
            models.CheckConstraint(condition=Q(mails_sent__lte=5), name="petitions_papergroup_five_mails_at_most"),
        ]

    def __str__(self):
        return f"{self.number}: {self.name}"

    @property
    def is_confirmed(self):
        return self.confirmed_at is not None


def scan_path(batch, filename):
    return f"scans/{batch.petition_id}/{filename}"


class PaperBatch(models.Model):
    """Signed sheets that came in together. Counted once two entries of it agree."""

    class State(models.TextChoices):
        AWAITING = "awaiting", _("waits for its second entry")
        DIFFERS = "differs", _("the two entries differ")
        COUNTED = "counted", _("counted")
        SET_ASIDE = "set_aside", _("set aside")

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="batches", verbose_name=_("petition"))
    group = models.ForeignKey(
        PaperGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="batches", verbose_name=_("group")
    )
    received_on = models.DateField(_("received"), default=timezone.localdate)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.AWAITING, editable=False)
    note = PlainTextField(_("note"), blank=True)
    scan = models.FileField(_("scan"), upload_to=scan_path, storage=private_storage, max_length=200, blank=True)
    counted_at = models.DateTimeField(_("counted"), null=True, blank=True, editable=False)

    objects = PaperBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        verbose_name = _("batch of signed sheets")
        verbose_name_plural = _("batches of signed sheets")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="counted", counted_at__isnull=False)
                | (~Q(state="counted") & Q(counted_at__isnull=True)),
                name="petitions_paperbatch_counted_has_a_time",
            )
        ]

    def __str__(self):
        return f"{self.received_on} ({self.group or '–'})"


class PaperEntry(models.Model):
    """What one person read on the sheets of a batch."""

    batch = models.ForeignKey(PaperBatch, on_delete=models.CASCADE, related_name="entries")
    place = models.PositiveSmallIntegerField(_("entry"), help_text="1 or 2.")
    sheets = models.PositiveIntegerField(_("sheets"), validators=[MinValueValidator(1)])
    lines = models.PositiveIntegerField(_("lines filled in"))
    provinces = models.JSONField(
        _("valid signatures by province"), default=dict, help_text='{"ON": 12, "": 1}: "" where it cannot be read.'
    )
    valid = models.PositiveIntegerField(_("valid signatures"), editable=False)
    entered_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = PaperEntryQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "place"]
        verbose_name = _("entry of a batch")
        verbose_name_plural = _("entries of a batch")
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="petitions_paperentry_one_per_place"),
            models.CheckConstraint(condition=Q(place__in=(1, 2)), name="petitions_paperentry_two_at_most"),
            models.CheckConstraint(
                condition=Q(valid__lte=F("lines")), name="petitions_paperentry_no_more_valid_than_filled_in"
            ),
        ]

    def __str__(self):
        return f"{self.batch_id}/{self.place}: {self.valid}"

    @property
    def numbers(self):
        """What the two entries of a batch are compared by; {province: signatures} without those that have none."""
        return self.sheets, self.lines, {code: number for code, number in self.provinces.items() if number}
