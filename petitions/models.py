"""Petitions, those who sign them, and the count that the public sees."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from campaigns.models import Campaign, Partner
from parliament.models import DecisionMaker
from petitions.querysets import PetitionQuerySet, SignatureQuerySet
from publishing.fields import LineField, PlainTextField, RichTextField
from publishing.models import Addressed


class Petition(index.Indexed, Addressed):
    """A request to somebody in office, open for signing between two days."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SCHEDULED = "scheduled", _("scheduled")
        OPEN = "open", _("open for signing")
        CLOSED = "closed", _("closed")
        DELIVERED = "delivered", _("delivered")
        ANSWERED = "answered", _("answered")
        WITHDRAWN = "withdrawn", _("withdrawn")

    # Whose time decides whether they are on the site; those that have ended stay there.
    TIMED_STATES = (State.SCHEDULED, State.OPEN)
    ENDED_STATES = (State.CLOSED, State.DELIVERED, State.ANSWERED)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="petitions",
        verbose_name=_("campaign"),
    )
    title = LineField(_("title"))
    lead = PlainTextField(_("lead"))
    recipient = models.ForeignKey(
        DecisionMaker, on_delete=models.PROTECT, related_name="petitions", verbose_name=_("addressed to")
    )
    addressee = LineField(_("addressee"), help_text=_("The line above the text: “To the Minister of …”."))
    whereas = RichTextField(_("recitals"), help_text=_("What is so: a list, each with its source."))
    prayer = RichTextField(_("prayer"), help_text=_("What is asked for. A request, not a demand."))
    background = RichTextField(_("background"))
    partners = models.ManyToManyField(Partner, blank=True, related_name="petitions", verbose_name=_("partners"))
    goal = models.PositiveIntegerField(_("goal"), default=1000, help_text=_("How many signatures are hoped for."))
    opens_at = models.DateTimeField(_("opens"), help_text=_("Ottawa time."))
    closes_at = models.DateTimeField(_("closes"), help_text=_("Ottawa time. Nobody can sign from then on."))
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = PetitionQuerySet.as_manager()

    search_fields = [
        index.SearchField("title_en", boost=3),
        index.SearchField("title_fr", boost=3),
        index.SearchField("lead_en"),
        index.SearchField("lead_fr"),
        index.SearchField("prayer_en"),
        index.SearchField("prayer_fr"),
        index.SearchField("background_en"),
        index.SearchField("background_fr"),
        index.FilterField("state"),
        index.FilterField("opens_at"),
    ]

    class Meta:
        ordering = ["-opens_at"]
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints = [
            *Addressed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closes_at__gt=models.F("opens_at")),
                name="petitions_petition_closes_after_it_opens",
                violation_error_message=_("A petition closes after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(goal__gte=1),
                name="petitions_petition_has_a_goal",
                violation_error_message=_("Set a goal of one signature or more."),
            ),
        ]

    def __str__(self):
        return self.title or ""

    def get_absolute_url(self):
        return reverse("petition", args=[self.slug])

    @property
    def is_public(self):
        return self.state in self.ENDED_STATES or (self.state in self.TIMED_STATES and self.opens_at <= timezone.now())

    @property
    def is_open(self):
        """Whether it can be signed at this moment."""
        return self.state in self.TIMED_STATES and self.opens_at <= timezone.now() < self.closes_at

    @property
    def count(self):
        """Confirmed signatures, as of the last tally."""
        tally = getattr(self, "tally", None)
        return tally.confirmed if tally else 0

    @property
    def percent_of_goal(self):
        return min(100, round(100 * self.count / self.goal))


class Tally(models.Model):
    """The count of a petition's confirmed signatures that the public sees; written by one task only."""

    petition = models.OneToOneField(Petition, on_delete=models.CASCADE, related_name="tally")
    confirmed = models.PositiveIntegerField(default=0)
    outside_canada = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")

    def __str__(self):
        return f"{self.petition}: {self.confirmed}"


def sheet_path(sheet, filename):
    return f"petitions/{sheet.digest[:2]}/{sheet.digest}.pdf"


class Sheet(models.Model):
    """The petition as a sheet of paper to be signed by hand, in one language; made by the worker."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="sheets")
    language = models.CharField(max_length=2)
    digest = models.CharField(max_length=64, help_text="SHA-256 of all that went into the file.")
    file = models.FileField(upload_to=sheet_path, max_length=200)
    size = models.PositiveIntegerField(default=0, help_text="Bytes.")
    pages = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("paper sheet")
        verbose_name_plural = _("paper sheets")
        constraints = [
            models.UniqueConstraint(fields=["petition", "language"], name="petitions_sheet_one_per_language")
        ]

    def __str__(self):
        return f"{self.petition} ({self.language})"


class Signature(models.Model):
    """One person's name under one petition. Counted once confirmed by the link in the mail."""

    class State(models.TextChoices):
        PENDING = "pending", _("not confirmed")
        CONFIRMED = "confirmed", _("confirmed")

    class Residence(models.TextChoices):
        CANADA = "canada", _("in Canada")
        ABROAD = "abroad", _("outside Canada")

    petition = models.ForeignKey(
        Petition, on_delete=models.CASCADE, related_name="signatures", verbose_name=_("petition")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    language = models.CharField(_("language"), max_length=2)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    email = models.EmailField(_("e-mail"))
    canonical_email = models.CharField(_("address as compared"), max_length=254, editable=False)
    residence = models.CharField(_("lives"), max_length=6, choices=Residence.choices, default=Residence.CANADA)
    postal_code = models.CharField(_("postal code"), max_length=7, blank=True)
    wants_news = models.BooleanField(_("wants news by e-mail"), default=False)
    show_name = models.BooleanField(_("shows the name in public"), default=False)
    created_at = models.DateTimeField(_("signed"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    mails_sent = models.PositiveSmallIntegerField(_("mails sent"), default=0)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["petition", "canonical_email"], name="petitions_signature_one_per_address"),
            models.CheckConstraint(
                condition=Q(state="pending", confirmed_at__isnull=True)
                | Q(state="confirmed", confirmed_at__isnull=False),
                name="petitions_signature_confirmed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(residence="canada") & ~Q(postal_code="") | Q(residence="abroad", postal_code=""),
                name="petitions_signature_postal_code_in_canada",
            ),
            models.CheckConstraint(condition=Q(mails_sent__lte=5), name="petitions_signature_five_mails_at_most"),
        ]
        indexes = [
            models.Index(fields=["petition", "state", "residence"], name="petitions_signature_count"),
            models.Index(fields=["created_at"], condition=Q(state="pending"), name="petitions_signature_pending"),
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}"

    @property
    def is_confirmed(self):
        return self.state == self.State.CONFIRMED
