"""What signatures are judged by, and what staff decided about those that looked suspicious."""

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from petitions.models.petition import Petition
from petitions.querysets import ReviewDecisionQuerySet, ReviewedSignatureQuerySet, SigningEventQuerySet
from publishing.fields import LineField, PlainTextField


def _whole(label, default, least, most, help_text=""):
    return models.PositiveIntegerField(
        label, default=default, validators=[MinValueValidator(least), MaxValueValidator(most)], help_text=help_text
    )


class SigningRules(models.Model):
    """The rates beyond which signatures wait for a look by staff: one record."""

    address_burst = _whole(_("from one connection in a minute"), 10, 1, 10_000)
    address_sustained = _whole(_("from one connection in a day"), 60, 1, 100_000)
    petition_burst = _whole(_("under one petition in a minute"), 600, 1, 1_000_000)
    petition_sustained = _whole(_("under one petition in an hour"), 20_000, 1, 10_000_000)
    posts_per_minute = _whole(
        _("posts from one connection in a minute"),
        60,
        5,
        10_000,
        _("More are not taken at all; the visitor is asked to wait a minute."),
    )
    least_seconds = _whole(
        _("shortest time for the form, in seconds"), 2, 0, 60, _("As far as the page’s own script can tell.")
    )
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    class Meta:
        verbose_name = _("rules of signing")
        verbose_name_plural = _("rules of signing")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="petitions_signingrules_is_one_record")]

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def load(cls):
        """The one record; the defaults, unsaved, as long as staff have set none."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class AddressRule(models.Model):
    """How addresses of one mail provider are compared. Case never tells two addresses apart."""

    domain = models.CharField(_("domain"), max_length=253, unique=True, help_text=_("The part after the @: gmail.com"))
    ignores_dots = models.BooleanField(_("dots before the @ do not count"), default=False)
    ignores_tags = models.BooleanField(_("what follows a + does not count"), default=False)
    same_as = models.CharField(
        _("same as domain"), max_length=253, blank=True, help_text=_("Another name for the same mailboxes.")
    )

    class Meta:
        ordering = ["domain"]
        verbose_name = _("rule for addresses")
        verbose_name_plural = _("rules for addresses")
        constraints = [
            models.CheckConstraint(condition=~Q(domain=F("same_as")), name="petitions_addressrule_is_not_its_own_twin")
        ]

    def __str__(self):
        return self.domain


class BlockedDomain(models.Model):
    """A domain whose addresses are looked at by staff before they count."""

    class Kind(models.TextChoices):
        DISPOSABLE = "disposable", _("disposable mailboxes")
        BLOCKED = "blocked", _("blocked by staff")

    domain = models.CharField(_("domain"), max_length=253, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.DISPOSABLE)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["domain"]
        verbose_name = _("suspicious domain")
        verbose_name_plural = _("suspicious domains")

    def __str__(self):
        return self.domain


def event_code():
    """Six letters and digits that nobody mistakes for others when they are read aloud."""
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(6))


class SigningEvent(models.Model):
    """A time and place at which many people sign from one connection: a service, a meeting, a market stall."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="events", verbose_name=_("petition"))
    place = LineField(
        pgettext_lazy("of an event", "place"),
        help_text=_("Such as “First Church, Halifax”. Shown on the event’s page."),
    )
    code = models.CharField(_("code"), max_length=12, unique=True, default=event_code, editable=False)
    starts_at = models.DateTimeField(_("starts"), help_text=_("Ottawa time."))
    ends_at = models.DateTimeField(_("ends"), help_text=_("Ottawa time."))
    expected = models.PositiveIntegerField(
        _("signatures expected"),
        default=200,
        validators=[MinValueValidator(1), MaxValueValidator(5000)],
        help_text=_("So many may be signed on the event’s page from one connection; more wait for a look."),
    )

    objects = SigningEventQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = _("signing event")
        verbose_name_plural = _("signing events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="petitions_signingevent_ends_after_it_starts",
                violation_error_message=_("An event ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(expected__gte=1) & Q(expected__lte=5000),
                name="petitions_signingevent_expects_up_to_5000",
            ),
        ]

    def __str__(self):
        return self.place

    @property
    def is_on(self):
        return self.starts_at <= timezone.now() <= self.ends_at


class SigningPace(models.Model):
    """How many signatures of one petition were made in one minute; kept for a day. See petitions.rates."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="+", db_index=False)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("signatures of a minute")
        verbose_name_plural = _("signatures of minutes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["petition", "minute"], name="petitions_signingpace_one_per_minute")
        ]

    def __str__(self):
        return f"{self.petition_id} {self.minute:%H:%M}: {self.count}"


class ReviewDecision(models.Model):
    """What staff decided about one signature or many, why, and whether it was undone."""

    class Verdict(models.TextChoices):
        ACCEPT = "accept", _("accepted")
        INVALIDATE = "invalidate", _("invalidated")

    class UnderWay(models.TextChoices):
        DECIDING = "deciding", _("is being carried out")
        UNDOING = "undoing", _("is being undone")

    petition = models.ForeignKey(
        Petition, on_delete=models.CASCADE, related_name="review_decisions", verbose_name=_("petition")
    )
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict.choices)
    reason = PlainTextField(_("reason"))
    # Of a decision that the worker carries out (petitions.long_reviews).
    under_way = models.CharField(max_length=8, choices=UnderWay.choices, blank=True, default="", editable=False)
    selection = models.JSONField(default=dict, editable=False, help_text="Which signatures, while it is under way.")
    expected = models.PositiveIntegerField(default=0, editable=False, help_text="How many there were to decide on.")
    restored = models.PositiveIntegerField(default=0, editable=False, help_text="How many its undoing has changed.")
    reached = models.PositiveBigIntegerField(default=0, editable=False, help_text="The greatest key so far.")
    chosen_by = models.JSONField(
        _("chosen by"), default=dict, blank=True, help_text="The filter, without anything personal."
    )
    count = models.PositiveIntegerField(_("signatures"), default=0)
    made_at = models.DateTimeField(_("decided"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ReviewDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("decision of a review")
        verbose_name_plural = _("decisions of reviews")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="petitions_reviewdecision_has_a_reason")]

    def __str__(self):
        return f"{self.get_verdict_display()} ({self.count})"


class ReviewedSignature(models.Model):
    """One signature of a decision, and what it was before: what an undo goes back to."""

    decision = models.ForeignKey(ReviewDecision, on_delete=models.CASCADE, related_name="signatures")
    signature = models.ForeignKey("petitions.Signature", on_delete=models.CASCADE, related_name="reviews")
    state_before = models.CharField(max_length=11)
    was_cleared = models.BooleanField(default=False)

    objects = ReviewedSignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("reviewed signature")
        verbose_name_plural = _("reviewed signatures")
        constraints = [
            models.UniqueConstraint(fields=["decision", "signature"], name="petitions_reviewedsignature_once")
        ]

    def __str__(self):
        return f"{self.decision_id}/{self.signature_id}"
