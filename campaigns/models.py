"""The causes: what is asked for and why, with figures, what has changed, who stands behind it, and news."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from pictures.models import PictureField

from campaigns.querysets import LatestPostQuerySet, NewsPostQuerySet
from publishing.fields import LineField, PlainTextField, RichTextField
from publishing.models import Publishable


class Sourced(models.Model):
    """Where a figure or an event is taken from."""

    source_name = LineField(_("source"), help_text=_("As it should be printed under the figure."))
    source_url = models.URLField(_("address of the source"), blank=True, max_length=300)

    class Meta:
        abstract = True


class Partner(models.Model):
    """An organisation that stands behind a petition or is named in a campaign."""

    class Role(models.TextChoices):
        PUBLISHER = "publisher", _("publisher")
        PETITION = "petition_partner", _("petition partner")
        LITIGANT = "litigant", _("party in court")
        COMMENTARY = "commentary", _("commentary")

    name = LineField(_("name"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self):
        return self.name


class Campaign(index.Indexed, Publishable):
    title = LineField(_("title"))
    position = models.PositiveSmallIntegerField(_("place in lists"), default=1)
    lead = PlainTextField(_("lead"), help_text=_("One or two sentences that say what this is about."))
    body = RichTextField(_("the case"))
    asks_title = LineField(_("heading of the asks"), blank=True)
    photo_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    photo_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    photo = PictureField(
        _("picture"),
        upload_to="campaigns/",
        width_field="photo_width",
        height_field="photo_height",
        aspect_ratios=[None, "16/9"],
        blank=True,
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"])],
    )
    photo_alt = LineField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it. Required with a picture."),
    )
    photo_credit = LineField(_("credit"), max_length=120, blank=True)

    search_fields = [
        index.SearchField("title_en", boost=3),
        index.SearchField("title_fr", boost=3),
        index.SearchField("lead_en"),
        index.SearchField("lead_fr"),
        index.SearchField("body_en"),
        index.SearchField("body_fr"),
        index.FilterField("state"),
        index.FilterField("publish_at"),
    ]

    class Meta(Publishable.Meta):
        ordering = ["position", "pk"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def __str__(self):
        return self.title or ""

    def get_absolute_url(self):
        return reverse("campaign", args=[self.slug])

    def clean(self):
        super().clean()
        if self.photo:
            missing = [name for name in ("photo_alt_en", "photo_alt_fr") if not getattr(self, name)]
            if missing:
                raise ValidationError(
                    dict.fromkeys(missing, _("Say what the picture shows, for those who do not see it."))
                )


class Ask(models.Model):
    """One thing that is asked for, with its reason."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="asks", verbose_name=_("campaign"))
    position = models.PositiveSmallIntegerField(_("number"), default=1)
    title = LineField(_("ask"))
    reason = RichTextField(_("reason"))

    class Meta:
        ordering = ["position"]
        verbose_name = _("ask")
        verbose_name_plural = _("asks")
        constraints = [models.UniqueConstraint(fields=["campaign", "position"], name="campaigns_ask_one_per_number")]

    def __str__(self):
        return self.title or ""


class Figure(Sourced):
    """A number that carries the case, with its date and source."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="figures", verbose_name=_("campaign"))
    position = models.PositiveSmallIntegerField(_("place"), default=1)
    value = LineField(_("figure"), max_length=40, help_text=_("As printed: “20,593”, “98 %”."))
    label = LineField(_("what it counts"))
    as_of = LineField(_("date"), max_length=60, help_text=_("The year or day that the figure belongs to."))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self):
        return f"{self.value} {self.label}"


class TimelineEntry(Sourced):
    """Something that happened, on a day, in a month or in a year."""

    class Precision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    class Era(models.TextChoices):
        THEN = "then", _("known in 2018, when the campaign began")
        SINCE = "since", _("changed since")

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="timeline", verbose_name=_("campaign")
    )
    date = models.DateField(_("date"), help_text=_("For a month or a year: its first day."))
    precision = models.CharField(_("precision"), max_length=5, choices=Precision.choices, default=Precision.DAY)
    era = models.CharField(_("era"), max_length=5, choices=Era.choices, default=Era.SINCE)
    title = LineField(_("what happened"))
    text = PlainTextField(_("in a sentence or two"))

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("timeline entry")
        verbose_name_plural = _("timeline")

    def __str__(self):
        return f"{self.date} {self.title}"


class Chart(Sourced):
    """A few numbers drawn as bars wherever a text says {{chart.key}}: on pages, in PDF and in Word."""

    class Unit(models.TextChoices):
        PERCENT = "percent", _("per cent")
        PEOPLE = "people", _("people")

    key = models.SlugField(_("key"), unique=True, help_text=_("Texts show this chart with {{chart.key}}."))
    title = LineField(_("title"))
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices)
    as_of = LineField(_("date"), max_length=60)
    note = PlainTextField(_("note"), blank=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("chart")
        verbose_name_plural = _("charts")

    def __str__(self):
        return self.title or self.key


class ChartBar(models.Model):
    chart = models.ForeignKey(Chart, on_delete=models.CASCADE, related_name="bars", verbose_name=_("chart"))
    position = models.PositiveSmallIntegerField(_("place"), default=1)
    group = LineField(_("group"), max_length=40, blank=True, help_text=_("Such as the year, when bars come in groups."))
    label = LineField(_("label"), max_length=120)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("bar")
        verbose_name_plural = _("bars")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__gte=0),
                name="campaigns_chartbar_not_negative",
                violation_error_message=_("A bar cannot be shorter than nothing."),
            )
        ]

    def __str__(self):
        return self.label or ""


class NewsPost(index.Indexed, Publishable):
    title = LineField(_("title"))
    date = models.DateField(_("date"))
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="news",
        verbose_name=_("campaign"),
    )
    summary = PlainTextField(_("summary"), help_text=_("For lists and the feed, 20 to 40 words."))
    body = RichTextField(_("text"))
    source_name = LineField(_("source"), blank=True)
    source_url = models.URLField(_("address of the source"), blank=True, max_length=300)

    objects = NewsPostQuerySet.as_manager()

    search_fields = [
        index.SearchField("title_en", boost=3),
        index.SearchField("title_fr", boost=3),
        index.SearchField("summary_en"),
        index.SearchField("summary_fr"),
        index.SearchField("body_en"),
        index.SearchField("body_fr"),
        index.FilterField("state"),
        index.FilterField("publish_at"),
    ]

    class Meta(Publishable.Meta):
        ordering = ["-date", "-pk"]
        verbose_name = _("news post")
        verbose_name_plural = _("news")

    def __str__(self):
        return self.title or ""

    def get_absolute_url(self):
        return reverse("news-post", args=[self.slug])


class LatestPost(models.Model):
    """A post of the organisation's own account elsewhere, read from its feed; plain text, already sanitised."""

    guid = models.CharField(_("identity in the feed"), max_length=64, unique=True, editable=False)
    url = models.URLField(_("address"), max_length=500)
    text = models.TextField(_("text"))
    posted_at = models.DateTimeField(_("posted"))
    read_at = models.DateTimeField(_("read"), auto_now_add=True)
    is_hidden = models.BooleanField(_("hidden"), default=False, help_text=_("A hidden post stays off the site."))

    objects = LatestPostQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_at"]
        verbose_name = _("latest post")
        verbose_name_plural = _("latest posts")

    def __str__(self):
        return self.text[:60]
