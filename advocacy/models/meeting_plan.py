from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from advocacy.models.of_campaign import OfCampaign
from advocacy.querysets.of_campaign import OfCampaignQuerySet
from campaigns.models import Campaign
from publishing.fields import LineField, PlainTextField
from resources.models import Document

HALF_AN_HOUR = 30  # minutes: the meeting that the agenda is written for


class Role(models.TextChoices):
    """What somebody does in a meeting."""

    LEAD = "lead", _("Leads")
    STORY = "story", _("Tells a story")
    ASK = "ask", _("Makes the ask")
    NOTES = "notes", _("Takes notes")
    TIME = "time", _("Watches the time")
    COMPANY = "company", _("Comes along")


class MeetingPlan(OfCampaign):
    """What a campaign offers to those who plan a meeting: the agenda, what to bring, and the papers.

    One for each campaign, under whose address it stands; public when its campaign is public too.
    """

    page_name = "meet"

    campaign = models.OneToOneField(
        Campaign, on_delete=models.CASCADE, related_name="meeting_plan", verbose_name=_("campaign")
    )
    lead = PlainTextField(_("lead"), help_text=_("One or two sentences: why a meeting helps this campaign now."))
    bring = PlainTextField(
        _("what to bring"), blank=True, help_text=_("A line each. The plan and the papers are listed by themselves.")
    )
    brief = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"layout": Document.Layout.BRIEF},
        verbose_name=_("one-page brief"),
        help_text=_("Proposed first; a visitor may choose any other brief that is public."),
    )
    leave_behind = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document to leave behind"),
        help_text=_("Proposed first; a visitor may choose another one, or none."),
    )
    objects = OfCampaignQuerySet.as_manager()

    class Meta(OfCampaign.Meta):
        verbose_name = _("meeting plan")
        verbose_name_plural = _("meeting plans")

    @property
    def things_to_bring(self):
        return [line.strip() for line in (self.bring or "").splitlines() if line.strip()]


class MeetingStep(models.Model):
    """One point of the agenda of half an hour; other lengths share their minutes in the same way."""

    Role = Role

    plan = models.ForeignKey(
        MeetingPlan, on_delete=models.CASCADE, related_name="steps", verbose_name=_("meeting plan")
    )
    position = models.PositiveSmallIntegerField(_("number"), default=1)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        validators=[MinValueValidator(1), MaxValueValidator(HALF_AN_HOUR)],
        help_text=_("Of a meeting of half an hour. Shorter and longer ones share their time in the same way."),
    )
    title = LineField(_("what happens"), max_length=120)
    role = models.CharField(_("who"), max_length=7, choices=Role.choices, blank=True, help_text=_("Empty: everyone."))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("agenda")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__range=(1, HALF_AN_HOUR)),
                name="advocacy_meetingstep_minutes_of_half_an_hour",
                violation_error_message=_("Between 1 and 30 minutes."),
            ),
        ]

    def __str__(self):
        return self.title or ""
