"""How long what is kept about signers stays, and what was deleted when."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def _days(label, default, least, most, help_text=""):
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(least), MaxValueValidator(most)], help_text=help_text
    )


class PrivacyClocks(models.Model):
    """Days after which each thing is forgotten: one record, which the privacy page is written from."""

    pending_days = _days(_("signatures that were never confirmed"), 30, 7, 60, _("Days after signing."))
    ip_days = _days(_("keyed hashes of connections"), 7, 1, 30, _("Days after signing."))
    address_days = _days(
        _("e-mail addresses of signers"), 90, 7, 730, _("Days after the petition was delivered or withdrawn.")
    )
    undelivered_days = _days(
        _("petitions that are never delivered"),
        180,
        30,
        365,
        _("Days after closing. Then they count as delivered, so that nothing is kept for ever."),
    )
    name_days = _days(
        _("names and postal codes of signers"), 365, 30, 1825, _("Days after the petition was delivered or withdrawn.")
    )
    scan_days = _days(_("scans of paper sheets"), 60, 7, 365, _("Days after the batch was counted."))
    mail_days = _days(_("records of mails sent"), 30, 1, 180, _("Days after sending."))
    delivery_days = _days(_("files of delivery packs"), 60, 7, 365, _("Days after the pack was handed over or made."))
    group_days = _days(
        _("contacts of groups with paper"), 90, 7, 730, _("Days after the petition was delivered or withdrawn.")
    )
    request_days = _days(
        _("who asked for another format of a document"),
        90,
        7,
        365,
        _("Days after the answer, or after it was asked where nobody has answered."),
    )
    report_days = _days(
        _("who reported a meeting with a member of Parliament"),
        180,
        7,
        730,
        _("Days after it was followed up, or after it was reported where nobody has."),
    )
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    class Meta:
        verbose_name = _("clocks of privacy")
        verbose_name_plural = _("clocks of privacy")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="petitions_privacyclocks_is_one_record"),
            models.CheckConstraint(
                condition=Q(pending_days__range=(7, 60))
                & Q(ip_days__range=(1, 30))
                & Q(address_days__range=(7, 730))
                & Q(name_days__range=(30, 1825))
                & Q(scan_days__range=(7, 365))
                & Q(mail_days__range=(1, 180))
                & Q(delivery_days__range=(7, 365))
                & Q(group_days__range=(7, 730))
                & Q(undelivered_days__range=(30, 365))
                & Q(request_days__range=(7, 365))
                & Q(report_days__range=(7, 730)),
                name="petitions_privacyclocks_within_limits",
            ),
            models.CheckConstraint(
                condition=Q(address_days__lte=models.F("name_days")),
                name="petitions_privacyclocks_no_address_without_a_name",
                violation_error_message=_("An e-mail address is not kept longer than the name that it belongs to."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def names(cls):
        """The names of all clocks."""
        return [field.name for field in cls._meta.fields if field.name.endswith("_days")]

    @classmethod
    def load(cls):
        """The one record; the defaults, unsaved, as long as staff have set none."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class ForgettingReport(models.Model):
    """What one run of the daily deletion found and deleted, or staff at somebody's request: numbers only."""

    class Occasion(models.TextChoices):
        CLOCKS = "clocks", _("the clocks")
        REQUEST = "request", _("somebody’s request")

    occasion = models.CharField(_("because of"), max_length=7, choices=Occasion.choices, default=Occasion.CLOCKS)
    made_at = models.DateTimeField(_("run"), default=timezone.now)
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True, help_text=_("Empty if it was broken off."))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    was_dry = models.BooleanField(_("dry run"), default=False)
    counts = models.JSONField(_("numbers"), default=dict)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("report of what was forgotten")
        verbose_name_plural = _("reports of what was forgotten")

    def __str__(self):
        return f"{self.made_at:%Y-%m-%d}"
