"""What every staff-edited page shares, the organisation's own record, and the site's fixed pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from publishing.colours import contrast_with_white, is_colour, validate_colour
from publishing.fields import LineField, PlainTextField, RichTextField
from publishing.querysets import OutsideLinkQuerySet, PageQuerySet, PublishableQuerySet


class Addressed(models.Model):
    """A page with an address of its own in each language.

    The rule is a constraint on the translated columns: `unique=True` on the field would bind the history
    table too, where every version of a record has the same address.
    """

    slug = models.SlugField(
        _("address"), max_length=80, help_text=_("The last part of the page’s address: small letters and hyphens.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["slug_en"], name="%(app_label)s_%(class)s_one_per_english_address"),
            models.UniqueConstraint(fields=["slug_fr"], name="%(app_label)s_%(class)s_one_per_french_address"),
        ]


class Stateful(models.Model):
    """Draft → scheduled → published → archived. Changed through publishing.actions."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        ARCHIVED = "archived", _("archived")

    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State.choices,
        default=State.DRAFT,
        help_text=_("Only what is published, or scheduled for a time that has come, is on the site."),
    )
    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_("For “scheduled”: the day and hour (Ottawa time)."),
    )
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="scheduled") | models.Q(publish_at__isnull=False),
                name="%(app_label)s_%(class)s_scheduled_has_a_time",
                violation_error_message=_("Say when this is to be published."),
            ),
        ]

    @property
    def is_public(self):
        return self.state == self.State.PUBLISHED or (
            self.state == self.State.SCHEDULED and self.publish_at is not None and self.publish_at <= timezone.now()
        )


class Publishable(Addressed, Stateful):
    """A page with a state and an address of its own. What stands at the address of another record is Stateful alone."""

    class Meta(Stateful.Meta):
        abstract = True
        constraints = [*Addressed.Meta.constraints, *Stateful.Meta.constraints]


class Organisation(models.Model):
    """The organisation that runs the site: one record, which pages, mails and documents take their details from."""

    name = LineField(_("name"))
    short_name = LineField(_("short name"), max_length=40, blank=True)
    description = PlainTextField(
        _("description"), blank=True, help_text=_("One or two sentences, for search engines and documents.")
    )
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("general e-mail"), blank=True)
    privacy_email = models.EmailField(
        _("e-mail of the privacy contact"),
        blank=True,
        help_text=_("Shown on the privacy page and in every mail."),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    postal_address = PlainTextField(
        _("postal address"), blank=True, help_text=_("One line each. Shown at the foot of pages and mails.")
    )
    feed_url = models.URLField(
        _("feed of latest posts"),
        blank=True,
        help_text=_(
            "The address of an RSS or Atom feed, for instance that of a Mastodon or Bluesky account. "
            "Its newest posts are shown on Take Action."
        ),
    )
    feed_title = LineField(_("title of the latest posts"), max_length=80, blank=True)
    licence = LineField(
        _("licence of the texts"),
        blank=True,
        help_text=_(
            "How others may use them, in a sentence; printed in every file. Empty: “All rights reserved” with the "
            "year and the name."
        ),
    )
    licence_url = models.URLField(_("address of the licence"), blank=True)
    brand_colour = models.CharField(
        _("brand colour"),
        max_length=7,
        default="#0f3f3a",
        validators=[validate_colour],
        help_text=_("Header, covers and headings. Dark enough for white text."),
    )
    action_colour = models.CharField(
        _("action colour"),
        max_length=7,
        default="#b5381a",
        validators=[validate_colour],
        help_text=_("Buttons, and nothing else. Dark enough for white text."),
    )
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisation")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="publishing_organisation_is_one_record")]

    def __str__(self):
        return self.name

    def clean(self):
        for name in ("brand_colour", "action_colour"):
            value = getattr(self, name)
            # A value that is no colour has its own message already.
            if is_colour(value) and contrast_with_white(value) < 4.5:
                raise ValidationError({name: _("White text cannot be read on this colour. Choose a darker one.")})

    @classmethod
    def load(cls):
        """The one record; an unsaved, empty one before the site has been set up."""
        return cls.objects.filter(pk=1).first() or cls(pk=1, name="Take Action")

    @property
    def privacy_contact(self):
        """Where to write about one's own data: the best address that staff have entered, or ''."""
        return self.privacy_email or self.email or self.website

    @property
    def contact(self):
        return self.email or self.website

    def licence_line(self, year):
        """How the organisation's texts of `year` may be used, in the active language."""
        if self.licence:
            return self.licence
        return gettext("© %(year)d %(name)s. All rights reserved.") % {"year": year, "name": self.name}

    @property
    def postal_lines(self):
        return [line.strip() for line in self.postal_address.splitlines() if line.strip()]


class Page(index.Indexed, models.Model):
    """A fixed page of the site: its words are staff's, its address and what else it shows are the site's."""

    class Key(models.TextChoices):
        HOME = "home", _("Refugee Rights (home)")
        RESEARCH = "research", _("Research")
        POLICY = "policy-statements", _("Policy Statements")
        CHURCH = "church-resources", _("Church Resources")
        TAKE_ACTION = "take-action", _("Take Action")
        FIND = "find-your-mp", _("Find your member of Parliament")
        NEWS = "news", _("News")
        TOOLKIT = "toolkit", _("Advocacy package")
        SEARCH = "search", _("Search")
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility")

    key = models.CharField(_("page"), max_length=30, choices=Key.choices, unique=True)
    title = LineField(_("title"))
    menu_label = LineField(_("label in the menu"), max_length=40, blank=True)
    menu_position = models.PositiveSmallIntegerField(
        _("place in the menu"), null=True, blank=True, help_text=_("1 is the first. Empty: not in the menu.")
    )
    lead = PlainTextField(_("lead"), blank=True, help_text=_("One or two sentences under the title."))
    body = RichTextField(_("text"))
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = PageQuerySet.as_manager()

    search_fields = [
        index.SearchField("title_en", boost=3),
        index.SearchField("title_fr", boost=3),
        index.SearchField("lead_en"),
        index.SearchField("lead_fr"),
        index.SearchField("body_en"),
        index.SearchField("body_fr"),
    ]

    class Meta:
        ordering = ["menu_position", "key"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self):
        return self.title or self.get_key_display()

    def get_absolute_url(self):
        return reverse(self.key)

    @property
    def is_public(self):
        return True


class OutsideLink(models.Model):
    """An address on another site that some text links to, and what it answered when it was last asked."""

    class Outcome(models.TextChoices):
        UNKNOWN = "", _("not asked yet")
        ALIVE = "alive", _("is there")
        GONE = "gone", _("is not there")
        SILENT = "silent", _("does not answer")
        BROKEN = "broken", _("answers with an error of its own")
        CLOSED = "closed", _("lets no program in")
        REFUSED = "refused", _("is no public address")

    url = models.CharField(max_length=2000, unique=True)
    asked_at = models.DateTimeField(help_text=_("When staff last wanted to know."))
    checked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True, default=Outcome.UNKNOWN)
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("The status of the HTTP answer."))
    moved_to = models.CharField(max_length=2000, blank=True)

    objects = OutsideLinkQuerySet.as_manager()

    class Meta:
        ordering = ["url"]
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")

    def __str__(self):
        return self.url

    @property
    def is_waiting(self):
        """Whether somebody wants to know and the worker has not come to it yet."""
        return self.checked_at is None or self.checked_at < self.asked_at

    @property
    def is_dead(self):
        return self.outcome in (self.Outcome.GONE, self.Outcome.SILENT, self.Outcome.BROKEN, self.Outcome.REFUSED)
