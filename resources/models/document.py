"""The texts of the library."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from parliament.models import DecisionMaker
from publishing.fields import LineField, PlainTextField, RichTextField
from publishing.models import Publishable
from resources import collections
from resources.models.rendition import Rendition
from resources.models.topic import Topic
from resources.querysets import DocumentQuerySet


class Document(index.Indexed, Publishable):
    """One text, from which a page, a PDF and a Word file are made in each language."""

    class Shelf(models.TextChoices):
        RESEARCH = "research", _("Research")
        POLICY = "policy", _("Policy Statements")
        CHURCH = "church", _("Church Resources")
        TOOLKIT = "toolkit", _("Toolkit")
        CAMPAIGN = "campaign", _("Campaigns only")

    class Kind(models.TextChoices):
        REPORT = "report", _("Report")
        POLICY_STATEMENT = "policy_statement", _("Policy statement")
        BRIEF = "brief", _("Brief")
        LETTER = "letter", _("Letter")
        GUIDE = "guide", _("Guide")
        PRAYER = "prayer", _("Prayer")
        BULLETIN_INSERT = "bulletin_insert", _("Bulletin insert")
        DISCUSSION_GUIDE = "discussion_guide", _("Discussion guide")
        SUNDAY_OUTLINE = "sunday_outline", _("Sunday outline")

    class Layout(models.TextChoices):
        REPORT = "report", _("report: cover, contents, chapters")
        BRIEF = "brief", _("brief: exactly one page")
        LETTER = "letter", _("letter: address, salutation, closing")
        GUIDE = "guide", _("guide: title and running text")
        CHURCH_SHEET = "church_sheet", _("church sheet: large clear type")
        PACKAGE = "package", _("package: a report that goes on with the toolkit’s sections")

    title = LineField(_("title"))
    subtitle = LineField(_("subtitle"), blank=True)
    shelf = models.CharField(_("shelf"), max_length=10, choices=Shelf.choices)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    topics = models.ManyToManyField(Topic, blank=True, related_name="documents", verbose_name=_("topics"))
    issued_on = models.DateField(_("date of this edition"))
    version = models.PositiveSmallIntegerField(
        _("version"), default=1, help_text=_("Printed in the files, with the date. A changed text is a new version.")
    )
    audience = LineField(_("for whom"), blank=True)
    summary = PlainTextField(_("summary"), help_text=_("For lists and search, 20 to 40 words."))
    layout = models.CharField(_("layout"), max_length=12, choices=Layout.choices)
    recipient = models.ForeignKey(
        DecisionMaker,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("recipient"),
        help_text=_("For a letter. Empty: the reader’s own member of Parliament."),
    )
    has_pdf = models.BooleanField(_("PDF"), default=True)
    has_docx = models.BooleanField(_("Word"), default=True)
    has_large_print = models.BooleanField(
        _("large print"), default=True, help_text=_("A PDF in 18 points, in one column.")
    )
    has_booklet = models.BooleanField(
        _("booklet"), default=False, help_text=_("A PDF with two pages on each side of a sheet, to copy and fold.")
    )
    has_insert = models.BooleanField(
        _("bulletin insert"), default=False, help_text=_("A PDF of half pages, two to a sheet, to copy and cut.")
    )
    has_epub = models.BooleanField(_("EPUB"), default=False, help_text=_("For e-readers; suits reports."))
    has_txt = models.BooleanField(_("plain text"), default=False)
    body = RichTextField(_("text"))
    related = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="related_from",
        verbose_name=_("related documents"),
        help_text=_("Offered at the foot of the page. Empty: those with the most topics in common."),
    )
    shows_downloads = models.BooleanField(
        _("show how often it was downloaded"), default=False, help_text=_("On its page and on the shelf.")
    )

    objects = DocumentQuerySet.as_manager()

    search_fields = [
        index.SearchField("title_en", boost=3),
        index.SearchField("title_fr", boost=3),
        index.SearchField("summary_en", boost=2),
        index.SearchField("summary_fr", boost=2),
        index.SearchField("body_en"),
        index.SearchField("body_fr"),
        index.FilterField("state"),
        index.FilterField("publish_at"),
        index.FilterField("shelf"),
        index.FilterField("kind"),
    ]

    class Meta(Publishable.Meta):
        ordering = ["-issued_on", "pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self):
        return self.title or ""

    def get_absolute_url(self):
        return reverse("document", args=[self.slug])

    @property
    def gathers(self):
        """Whether its text goes on with others, each a chapter."""
        return collections.gathers(self.layout)

    def text_in(self, language):
        """Its own text and what it gathers, as stored rich text; "" when there is nothing to gather yet."""
        own = getattr(self, f"body_{language}") or ""
        if not self.gathers:
            return own
        gathered = collections.text_of(self.layout, language)
        return own + gathered if gathered else ""

    @property
    def text(self):
        """The same in the active language."""
        return self.text_in(get_language())

    @property
    def formats(self):
        """The file formats that staff chose, in the order in which they are offered."""
        return [format for format in Rendition.Format if getattr(self, f"has_{format}")]

    @property
    def variants(self):
        """The variants of the PDF that staff chose, beside the standard one."""
        chosen = {
            Rendition.Variant.LARGE: self.has_large_print,
            Rendition.Variant.BOOKLET: self.has_booklet,
            Rendition.Variant.INSERT: self.has_insert,
        }
        return [variant for variant, is_chosen in chosen.items() if is_chosen and self.has_pdf]

    @property
    def wanted(self):
        """(format, variant) of each file that is to be made in each language, as text."""
        standard = [(str(file_format), "") for file_format in self.formats]
        return standard + [(str(Rendition.Format.PDF), str(variant)) for variant in self.variants]

    @property
    def limited(self):
        """(format, variant) of those of them that may turn out too long: there is a limit to their pages."""
        limits = {("pdf", ""): self.layout == self.Layout.BRIEF, ("pdf", str(Rendition.Variant.INSERT)): True}
        return [of for of in self.wanted if limits.get(of)]

    @property
    def finished(self):
        """{(language, format): digest} of the files that staff uploaded; none of these is made from the text."""
        return {(file.language, file.format): file.digest for file in self.finished_files.all()}

    @property
    def files(self):
        """The rendered files in the active language that can be downloaded now; none of a draft, whatever is there."""
        if not self.is_public:
            return []
        language = get_language()
        return [
            r
            for r in self.renditions.all()
            if r.language == language and r.file and (r.format, r.variant) in self.wanted
        ]

    @property
    def pdf(self):
        """The PDF in the active language, or None."""
        return next((r for r in self.files if (r.format, r.variant) == ("pdf", "")), None)
