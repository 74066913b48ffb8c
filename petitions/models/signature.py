"""One person's name under one petition."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petitions.models.petition import Petition
from petitions.models.review import SigningEvent
from petitions.models.timeline import TextVersion
from petitions.querysets import SignatureQuerySet

# What makes the window of the tally look at a row: it counts and is not counted; it is counted and counts no more; or
# it is counted in a group that is its own no more.
DUE_FOR_COUNT = Q(state="confirmed", counted_in__isnull=True) | (
    Q(counted_in__isnull=False) & (~Q(state="confirmed") | Q(has_moved=True))
)

# How often a service is asked for the riding of a postal code that it does not know.
RIDING_TRIES = 3
AWAITS_RIDING = Q(state="confirmed", riding="", riding_tries__lt=RIDING_TRIES) & ~Q(postal_code="")


class Signature(models.Model):
    """Counted while its state is `confirmed`, and in no other.

    Whoever changes the state, province, riding, language or time of confirmation writes these and nothing else: the
    row remembers the part of the tally that holds it (`counted_in`), a trigger notes that it belongs to another one
    now (`has_moved`), and the next window takes it out of the one and into the other. Nothing but
    petitions.actions.counting and reconciling writes these two. A counted row that is deleted is taken out of the
    tally by a trigger as well. See petitions.triggers.

    An address has two seats at most under a petition, for two people of one household: another name, the same
    postal code. That both live at one is held by a trigger (petitions.triggers), the rest by constraints.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("not confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        HELD = "held", _("confirmed, waits for review")
        INVALIDATED = "invalidated", _("invalidated by staff")
        WITHDRAWN = "withdrawn", _("withdrawn by the signer")

    class Residence(models.TextChoices):
        CANADA = "canada", _("in Canada")
        ABROAD = "abroad", _("outside Canada")

    class MailProblem(models.TextChoices):
        NONE = "", _("none")
        REFUSED = "refused", _("refused by the mail server")
        GIVEN_UP = "given_up", _("given up after many tries")
        BOUNCED = "bounced", _("came back")
        COMPLAINED = "complained", _("reported as unwanted")

    petition = models.ForeignKey(
        # The constraints' index begins with the petition; a second one would cost each insert.
        Petition,
        on_delete=models.CASCADE,
        related_name="signatures",
        verbose_name=_("petition"),
        db_index=False,
    )
    version = models.ForeignKey(
        TextVersion,
        on_delete=models.PROTECT,
        related_name="signatures",
        verbose_name=_("version of the text"),
        db_index=False,
    )
    state = models.CharField(_("state"), max_length=11, choices=State.choices, default=State.PENDING)
    language = models.CharField(_("language"), max_length=2)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    name_key = models.CharField(
        _("name as compared"), max_length=170, blank=True, editable=False, help_text="See petitions.identity."
    )
    email = models.EmailField(_("e-mail"), blank=True)
    canonical_email = models.CharField(_("address as compared"), max_length=254, blank=True, editable=False)
    seat = models.PositiveSmallIntegerField(_("seat of the household"), default=1, editable=False)
    residence = models.CharField(_("lives"), max_length=6, choices=Residence.choices, default=Residence.CANADA)
    postal_code = models.CharField(_("postal code"), max_length=7, blank=True)
    province = models.CharField(_("province"), max_length=2, blank=True, editable=False)
    riding = models.CharField(
        _("riding"), max_length=5, blank=True, editable=False, help_text="Its number; found by the worker."
    )
    riding_tries = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How often a service was asked for the riding in vain."
    )
    wants_news = models.BooleanField(_("wants news by e-mail"), default=False)
    show_name = models.BooleanField(_("shows the name in public"), default=False)
    created_at = models.DateTimeField(_("signed"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    erased_at = models.DateTimeField(
        _("emptied"), null=True, blank=True, editable=False, help_text=_("Nothing personal is left in it since then.")
    )

    mails_sent = models.PositiveSmallIntegerField(_("mails sent"), default=0)
    link_serial = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="The number of the newest confirmation link; older ones are superseded."
    )
    mail_problem = models.CharField(
        _("problem with mail"), max_length=10, choices=MailProblem.choices, blank=True, default=MailProblem.NONE
    )

    # What the worker judges by. The first three are forgotten on a clock.
    ip_hash = models.CharField(max_length=32, blank=True, editable=False, help_text="Keyed; see petitions.visitors.")
    seconds_to_fill = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False, help_text="As far as the page's script could tell."
    )
    was_trapped = models.BooleanField(default=False, editable=False, help_text="Filled in the field nobody sees.")
    event = models.ForeignKey(
        SigningEvent, on_delete=models.SET_NULL, null=True, blank=True, related_name="signatures", db_index=False
    )
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True, editable=False)
    suspicions = models.JSONField(
        _("reasons for review"), default=list, blank=True, help_text="Codes of petitions.judging.Reason."
    )
    is_cleared = models.BooleanField(
        _("accepted by staff"), default=False, help_text=_("Its suspicions were looked at and do not hold.")
    )

    # Without a constraint: 10,000,000 rows would be looked up one by one as they are counted. Parts are never deleted
    # but with their petition.
    counted_in = models.ForeignKey(
        "petitions.TallyPart",
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
        db_constraint=False,
        help_text="The part of the tally that holds it; none while it is not counted.",
    )
    has_moved = models.BooleanField(
        default=False,
        editable=False,
        help_text="Counted, and its province, riding, language or week has changed since. Set by a trigger.",
    )
    is_due_for_count = models.GeneratedField(
        expression=models.ExpressionWrapper(DUE_FOR_COUNT, output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    awaits_riding = models.GeneratedField(
        expression=models.ExpressionWrapper(AWAITS_RIDING, output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        default_permissions = ("add", "change", "delete", "view", "review", "export")
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "canonical_email", "seat"],
                condition=~Q(canonical_email=""),
                name="petitions_signature_one_per_seat",
            ),
            models.UniqueConstraint(
                fields=["petition", "canonical_email", "name_key"],
                condition=~Q(canonical_email=""),
                name="petitions_signature_one_per_person",
            ),
            models.CheckConstraint(condition=Q(seat__in=(1, 2)), name="petitions_signature_two_seats_at_most"),
            models.CheckConstraint(
                condition=Q(state="pending", confirmed_at__isnull=True)
                | Q(state__in=("confirmed", "held"), confirmed_at__isnull=False)
                | Q(state__in=("invalidated", "withdrawn")),
                name="petitions_signature_confirmed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(residence="canada") & ~Q(postal_code="")
                | Q(residence="abroad", postal_code="")
                | Q(erased_at__isnull=False, postal_code=""),
                name="petitions_signature_postal_code_in_canada",
            ),
            models.CheckConstraint(condition=Q(mails_sent__lte=5), name="petitions_signature_five_mails_at_most"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(first_name="", last_name="", name_key="", email="", canonical_email="", ip_hash=""),
                name="petitions_signature_emptied_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | ~Q(first_name="", last_name="") & ~Q(name_key=""),
                name="petitions_signature_has_a_name",
            ),
        ]
        indexes = [
            models.Index(fields=["petition", "id"], condition=Q(is_due_for_count=True), name="petitions_signature_due"),
            models.Index(
                fields=["petition", "-confirmed_at"],
                condition=Q(state="confirmed", show_name=True),
                name="petitions_signature_names",
            ),
            models.Index(fields=["created_at"], condition=Q(state="pending"), name="petitions_signature_pending"),
            models.Index(fields=["petition", "created_at"], condition=Q(state="held"), name="petitions_signature_held"),
            models.Index(
                fields=["riding_tries", "confirmed_at"],
                condition=Q(awaits_riding=True),
                name="petitions_signature_unplaced",
            ),
            models.Index(fields=["ip_hash", "created_at"], name="petitions_signature_rate"),
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}".strip() or f"#{self.pk}"

    @property
    def is_confirmed(self):
        """Confirmed by its owner. Whether it is counted is not for them to be told (`held` is not counted)."""
        return self.state in (self.State.CONFIRMED, self.State.HELD)

    @property
    def is_standing(self):
        """Neither withdrawn nor invalidated nor emptied: its owner may change it."""
        return self.state in (self.State.PENDING, self.State.CONFIRMED, self.State.HELD) and self.erased_at is None
