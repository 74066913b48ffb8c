"""How calls went, as those who called have tapped it: numbers, and nothing of those who called."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from parliament.models import Office, Riding

# The label of the member's office on the Hill, in every language and whoever sits there.
HILL = "hill"
LONGEST_LABEL = 180


class CallCount(models.Model):
    """The calls of one week about one campaign to one office that went alike.

    A roster replaces a member's offices by new records, and may take a riding away. What is told apart is therefore
    written out: the riding's number, and the town and telephone of the office. None of it is ever NULL, which no
    database takes for equal to another NULL. `riding` and `office` are the records behind, as long as there are any.
    """

    class Outcome(models.TextChoices):
        REACHED = "reached", _("I spoke with someone")
        MESSAGE = "message", _("I left a message")
        NO_ANSWER = "no_answer", _("Nobody answered")
        FULL = "full", _("The mailbox was full")

    class Answer(models.TextChoices):
        SUPPORTS = "supports", _("The MP supports this")
        OPPOSES = "opposes", _("The MP is opposed")
        UNDECIDED = "undecided", _("The MP is undecided")
        PASSES_ON = "passes_on", _("They will pass it on")
        OTHER = "other", _("Something else, or nothing")

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="call_counts", verbose_name=_("campaign")
    )
    riding = models.ForeignKey(
        Riding, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("riding")
    )
    riding_number = models.CharField(_("number of the riding"), max_length=5, blank=True)
    office = models.ForeignKey(
        Office, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    office_label = models.CharField(_("office called"), max_length=LONGEST_LABEL, blank=True)
    week = models.DateField(_("week"), help_text=_("Its Monday."))
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome.choices)
    answer = models.CharField(_("answer"), max_length=9, choices=Answer.choices, default=Answer.OTHER)
    number = models.PositiveIntegerField(_("calls"), default=1)

    class Meta:
        ordering = ["-week", "campaign", "riding_number", "office_label", "outcome", "answer"]
        verbose_name = _("number of calls")
        verbose_name_plural = _("letters and calls counted")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "riding_number", "office_label", "week", "outcome", "answer"],
                name="advocacy_callcount_one_of_what_went_alike",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="advocacy_callcount_of_a_call_at_least"),
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="advocacy_callcount_week_is_its_monday"),
            models.CheckConstraint(
                condition=Q(outcome__in=("reached", "message", "no_answer", "full")),
                name="advocacy_callcount_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(answer="other")
                | Q(answer__in=("supports", "opposes", "undecided", "passes_on"), outcome="reached"),
                name="advocacy_callcount_answered_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.week:%Y-%m-%d} {self.campaign}: {self.number}"

    def office_shown(self):
        return office_words(self.office_label)


def office_words(label):
    """An office's label in the active language; "" where it was not said."""
    return gettext("Parliament Hill") if label == HILL else label
