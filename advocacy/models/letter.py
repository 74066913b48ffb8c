"""A campaign's letter: what staff write of it. The rest is written by whoever sends it, and kept nowhere."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advocacy.letter_names import validate_names, validate_no_names
from advocacy.models.of_campaign import OfCampaign
from advocacy.querysets.writing import LetterQuerySet
from campaigns.models import Campaign, Sourced
from parliament.models import DecisionMaker
from publishing.fields import LineField, PlainTextField

_PARAGRAPHS = _("An empty line begins a new paragraph. {place}, {riding}, {member}, {recipient}, {date} are filled in.")


class Letter(OfCampaign):
    """One for each campaign, under whose address it stands; public when its campaign is public too.

    A letter reads: salutation, the writer's own opening, `introduction`, the points that the writer has chosen,
    `request`, closing formula, name.
    """

    page_name = "write"

    class To(models.TextChoices):
        MEMBER = "member", _("the writer’s own member of Parliament")
        DECISION_MAKER = "decision_maker", _("the decision-maker")
        BOTH = "both", _("the decision-maker, with a copy to the writer’s member")

    campaign = models.OneToOneField(
        Campaign, on_delete=models.CASCADE, related_name="letter", verbose_name=_("campaign")
    )
    to = models.CharField(
        _("goes to"),
        max_length=14,
        choices=To.choices,
        default=To.MEMBER,
        help_text=_("It is one letter to one person. With a copy, both know that the other has read it."),
    )
    decision_maker = models.ForeignKey(
        DecisionMaker,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="campaign_letters",
        verbose_name=_("decision-maker"),
        help_text=_("Where it goes to the member: who gets it as long as the seat is vacant."),
    )
    subject = LineField(
        _("subject"),
        max_length=120,
        validators=[validate_no_names],
        help_text=_("One line, above the salutation and in the e-mail."),
    )
    prompt = PlainTextField(
        _("questions for the writer"),
        blank=True,
        help_text=_("What helps somebody to begin, one to three. They stand above the field for their own words."),
    )
    introduction = PlainTextField(
        _("after the writer’s opening"),
        validators=[validate_names],
        help_text=_PARAGRAPHS,
    )
    request = PlainTextField(
        _("the request"),
        validators=[validate_names],
        help_text=_("What the letter asks for, a question that wants an answer, and thanks. Stands after the points."),
    )

    objects = LetterQuerySet.as_manager()

    class Meta(OfCampaign.Meta):
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            *OfCampaign.Meta.constraints,
            models.CheckConstraint(
                condition=Q(to="member") | Q(decision_maker__isnull=False, to__in=("decision_maker", "both")),
                name="advocacy_letter_goes_to_somebody",
                violation_error_message=_("Choose the decision-maker to whom the letter goes."),
            ),
        ]

    def clean(self):
        """Says at the field what the constraint would say of the whole record."""
        super().clean()
        if self.to != self.To.MEMBER and self.decision_maker_id is None:
            raise ValidationError({"decision_maker": _("Choose the decision-maker to whom the letter goes.")})

    @property
    def needs_riding(self):
        """Whether nobody can be written to before the riding is known."""
        return self.to == self.To.MEMBER


class LetterPoint(Sourced):
    """An argument that the writer may choose, with where its facts are from."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="points", verbose_name=_("letter"))
    position = models.PositiveSmallIntegerField(_("number"), default=1)
    label = LineField(_("point"), max_length=80, help_text=_("What it says, in six to ten words."))
    text = PlainTextField(
        _("paragraph"),
        validators=[validate_names],
        help_text=_("One paragraph of two to four sentences; each figure with its year and source."),
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("point")
        verbose_name_plural = _("points to choose from")
        constraints = [
            models.UniqueConstraint(fields=["letter", "position"], name="advocacy_letterpoint_one_per_number"),
        ]

    def __str__(self):
        return self.label or ""
