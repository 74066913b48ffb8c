"""A petition; what happened to it and the versions of its text are in petitions.models.timeline."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from campaigns.models import Campaign, Partner
from parliament.models import DecisionMaker
from petitions.querysets import PetitionQuerySet
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

    class HouseAddressee(models.TextChoices):
        """Whom a paper petition to the House of Commons may be addressed to; there is no fifth."""

        NONE = "", _("no sheet for the House of Commons")
        HOUSE = "house", _("the House of Commons in Parliament assembled")
        GOVERNMENT = "government", _("the Government of Canada")
        MINISTER = "minister", _("the minister named above")
        MEMBER = "member", _("a member of Parliament")

    # Whose time decides whether they are on the site; those that have ended stay there.
    TIMED_STATES = (State.SCHEDULED, State.OPEN)
    ENDED_STATES = (State.CLOSED, State.DELIVERED, State.ANSWERED)
    # What a version of the text consists of; the rest of the page may be corrected at any time.
    TEXT_FIELDS = ("title", "addressee", "whereas", "prayer")

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
    version = models.ForeignKey(
        "petitions.TextVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("version of the text"),
        help_text=_("The version that is signed now. None before the petition has been saved through an action."),
    )
    house_addressee = models.CharField(
        _("House of Commons sheet addressed to"),
        max_length=10,
        choices=HouseAddressee.choices,
        blank=True,
        default=HouseAddressee.NONE,
        help_text=_("A paper petition to the House may be addressed to one of these four, and to nobody else."),
    )
    is_before_courts = models.BooleanField(
        _("the matter is before the courts"),
        default=False,
        help_text=_("The House takes no petition on a matter that a court is deciding."),
    )
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
        """The same rule as the queryset's `public()`."""
        if self.state == self.State.WITHDRAWN:
            return self.entries.withdrawals().exists()
        return self.state in self.ENDED_STATES or (self.state in self.TIMED_STATES and self.opens_at <= timezone.now())

    @property
    def stage(self):
        """The state as of this moment: the clock writes down a minute later what the time has made of it."""
        if self.state not in self.TIMED_STATES:
            return self.state
        now = timezone.now()
        if self.closes_at <= now:
            return self.State.CLOSED
        return self.State.OPEN if self.opens_at <= now else self.State.SCHEDULED

    @property
    def state_template_name(self):
        """What stands on its page in the place of the form."""
        return f"petitions/states/{self.stage}.html"

    @property
    def is_signed(self):
        """Whether anybody has, confirmed or not, and whichever version: from then on a new text needs a reason."""
        return self.signatures.exists()

    @property
    def is_open(self):
        """Whether it can be signed at this moment."""
        return self.state in self.TIMED_STATES and self.opens_at <= timezone.now() < self.closes_at

    @property
    def state_now(self):
        """Its state by the clock, whether or not the clock's task has come by: open at its hour, closed at its end."""
        if self.state not in self.TIMED_STATES:
            return self.state
        if self.is_open:
            return self.State.OPEN
        return self.State.SCHEDULED if self.opens_at > timezone.now() else self.State.CLOSED

    @property
    def count(self):
        """Signatures as of the last tally: confirmed on the site, and on paper."""
        tally = getattr(self, "tally", None)
        return tally.total if tally else 0

    @property
    def counts(self):
        """Online and on paper apart, and together: {"web": int, "paper": int, "total": int}."""
        tally = getattr(self, "tally", None)
        web, paper = (tally.confirmed, tally.paper) if tally else (0, 0)
        return {"web": web, "paper": paper, "total": web + paper}

    @property
    def percent_of_goal(self):
        return min(100, round(100 * self.count / self.goal))
