"""The versions of a petition's text, and its public timeline."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petitions.models.petition import Petition
from petitions.querysets import PetitionEntryQuerySet, TextVersionQuerySet
from publishing.fields import LineField, PlainTextField, RichTextField

# Each happens once. A petition may be delivered to several, be answered by several, and be extended again.
ONLY_ONCE = ("opened", "closed", "withdrawn")
# What happened says itself; why, or what was said, only people can tell.
NEEDS_WORDS = ("extended", "note", "delivered", "answered", "withdrawn")


def has_words(name):
    """In both languages. The columns may hold NULL, which a comparison alone would let through."""
    filled = Q()
    for column in (f"{name}_en", f"{name}_fr"):
        filled &= Q(**{f"{column}__isnull": False}) & ~Q(**{column: ""})
    return filled


class TextVersion(models.Model):
    """The words of a petition as they were signed, in both languages. A version is never changed, only followed."""

    petition = models.ForeignKey(
        Petition, on_delete=models.CASCADE, related_name="versions", verbose_name=_("petition")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = LineField(_("title"))
    addressee = LineField(_("addressee"))
    whereas = RichTextField(_("recitals"))
    prayer = RichTextField(_("prayer"))
    reason = PlainTextField(
        _("why the text was changed"), blank=True, help_text=_("Public, in the petition’s timeline.")
    )
    made_at = models.DateTimeField(_("since"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    signed = models.PositiveIntegerField(
        _("signatures"),
        default=0,
        editable=False,
        help_text="Those confirmed, of a version that was followed by another; from the nightly count.",
    )

    objects = TextVersionQuerySet.as_manager()

    class Meta:
        ordering = ["petition", "number"]
        verbose_name = _("version of the text")
        verbose_name_plural = _("versions of the text")
        constraints = [
            models.UniqueConstraint(fields=["petition", "number"], name="petitions_textversion_one_per_number"),
            models.CheckConstraint(
                condition=Q(number=1) | has_words("reason"),
                name="petitions_textversion_change_has_a_reason",
                violation_error_message=_("Say in both languages why the text is changed."),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.number})"

    @property
    def former_number(self):
        """Of the version that this one has followed."""
        return self.number - 1


class PetitionEntry(models.Model):
    """Something that happened to a petition, in its public timeline. Each kind has a partial of its own."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened for signing")
        MILESTONE = "milestone", _("milestone")
        EXTENDED = "extended", _("extended")
        NEW_TEXT = "new_text", _("new version of the text")
        NOTE = "note", _("note")
        CLOSED = "closed", _("closed")
        DELIVERED = "delivered", _("delivered")
        ANSWERED = "answered", _("answered")
        WITHDRAWN = "withdrawn", _("withdrawn")

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="entries", verbose_name=_("petition"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NOTE)
    happened_on = models.DateField(_("day"), default=timezone.localdate)
    text = RichTextField(_("words"), help_text=_("What happened and why. Links to documents and answers go here."))
    count = models.PositiveIntegerField(
        _("signatures"), null=True, blank=True, help_text=_("How many there were on that day.")
    )
    version = models.ForeignKey(
        TextVersion,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("version of the text"),
        help_text="The new one.",
    )
    until = models.DateTimeField(
        _("new closing time"), null=True, blank=True, editable=False, help_text="Of an extension."
    )
    answer_due_on = models.DateField(
        _("answer due"), null=True, blank=True, help_text="Of a delivery to the House of Commons."
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PetitionEntryQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "made_at", "pk"]
        verbose_name = _("entry of the timeline")
        verbose_name_plural = _("timeline")
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "count"],
                condition=Q(kind="milestone"),
                name="petitions_petitionentry_milestone_once",
            ),
            models.UniqueConstraint(
                fields=["petition", "kind"],
                condition=Q(kind__in=ONLY_ONCE),
                name="petitions_petitionentry_happens_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=NEEDS_WORDS) | has_words("text"),
                name="petitions_petitionentry_has_words",
                violation_error_message=_("Write it in both languages."),
            ),
            models.CheckConstraint(
                condition=Q(kind="extended", until__isnull=False) | ~Q(kind="extended") & Q(until__isnull=True),
                name="petitions_petitionentry_extended_until",
            ),
            models.CheckConstraint(
                condition=Q(kind="new_text", version__isnull=False) | ~Q(kind="new_text") & Q(version__isnull=True),
                name="petitions_petitionentry_new_text_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(kind="delivered") | Q(count__isnull=False),
                name="petitions_petitionentry_delivered_has_a_count",
            ),
            models.CheckConstraint(
                condition=Q(kind="delivered") | Q(answer_due_on__isnull=True),
                name="petitions_petitionentry_answer_is_due_to_a_delivery",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.happened_on}"

    @property
    def anchor(self):
        """What the ids of its headings begin with."""
        return f"entry-{self.pk}"

    @property
    def template_name(self):
        return f"petitions/timeline/{self.kind}.html"
