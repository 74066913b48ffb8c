from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advocacy.querysets.meetings import MeetingReportQuerySet
from campaigns.models import Campaign
from parliament.models import Riding

MAX_WORDS = 2000  # characters of what was said; of what was promised half as many
MAX_PROMISE = 1000
MAX_GROUP = 50


class MeetingReport(models.Model):
    """What a group tells of its meeting. Who told it goes on a clock of privacy; what was said and promised stays."""

    class MetWith(models.TextChoices):
        MEMBER = "member", _("The member of Parliament")
        STAFF = "staff", _("The member’s staff")
        BOTH = "both", _("The member and staff")

    class State(models.TextChoices):
        NEW = "new", _("new")
        FOLLOWED_UP = "followed_up", _("followed up")

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="meeting_reports", verbose_name=_("campaign")
    )
    riding = models.ForeignKey(
        Riding,
        on_delete=models.SET_NULL,
        null=True,
        related_name="meeting_reports",
        verbose_name=_("riding"),
    )
    member_name = models.CharField(_("member at that time"), max_length=170, blank=True)
    met_on = models.DateField(_("day of the meeting"))
    met_with = models.CharField(_("met"), max_length=6, choices=MetWith.choices)
    group_size = models.PositiveSmallIntegerField(_("how many of the group"))
    ask = models.CharField(_("what was asked"), max_length=300, blank=True)
    said = models.TextField(_("what was said"), max_length=MAX_WORDS)
    promised = models.TextField(_("what was promised"), max_length=MAX_PROMISE, blank=True)
    follow_up_on = models.DateField(_("follow up by"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, help_text=_("Of the page that it was sent from."))
    may_contact = models.BooleanField(_("may be written to"), default=False)
    name = models.CharField(_("name"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    state = models.CharField(_("state"), max_length=11, choices=State.choices, default=State.NEW)
    note = models.TextField(_("note of staff"), blank=True, help_text=_("What became of it. It stays: name nobody."))
    reported_at = models.DateTimeField(_("reported"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("followed up on"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("personal details deleted"), null=True, blank=True, editable=False)
    # Keyed hash of the words that were sent: a page that is sent twice makes one report.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    objects = MeetingReportQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        verbose_name = _("report of a meeting")
        verbose_name_plural = _("reports of meetings")
        permissions = [("contact_meetingreport", "Can see who reported a meeting")]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=~models.Q(fingerprint=""),
                name="advocacy_meetingreport_sent_once",
            ),
            models.CheckConstraint(
                condition=models.Q(may_contact=True) | models.Q(name="", email=""),
                name="advocacy_meetingreport_nobody_without_consent",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(name="", email=""),
                name="advocacy_meetingreport_erased_tells_nobody",
            ),
            models.CheckConstraint(
                condition=models.Q(state="new", settled_at__isnull=True)
                | models.Q(state="followed_up", settled_at__isnull=False),
                name="advocacy_meetingreport_followed_up_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(group_size__range=(1, MAX_GROUP)), name="advocacy_meetingreport_size_of_the_group"
            ),
        ]

    def __str__(self):
        return f"{self.met_on}, {self.riding or self.member_name or '–'}"
