from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db.models import Count, Q, Sum
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from campaigns.admin import CampaignAdmin
from publishing import checklist
from publishing.content_admin import ContentAdmin, PublishableAdmin, total_column
from publishing.forms import NumberedForm, NumberedFormSet
from publishing.side_by_side import SideBySide
from resources import collections, editions, request_admin  # noqa: F401 (registers itself)
from resources.finished_admin import FinishedFileInline, LooksIntoUploads
from resources.models import Document, Download, Rendition, Topic
from resources.progress_admin import FilesProgress
from resources.tasks import render_document

LANGUAGES = {"en": _("English"), "fr": _("French")}


class DownloadInline(SideBySide, admin.TabularInline):
    """The documents that a campaign offers."""

    model = Download
    form = NumberedForm
    formset = NumberedFormSet
    extra = 0
    fields = ["position", "document"]
    autocomplete_fields = ["document"]


CampaignAdmin.inlines.append(DownloadInline)


class RenditionInline(admin.TabularInline):
    """The files made from a document. They are the renderer's: staff read them here and change nothing."""

    model = Rendition
    extra = 0
    can_delete = False
    verbose_name_plural = _("files")
    fields = ["language_name", "link", "pages", "size_shown", "made_at", "problem_shown"]
    readonly_fields = fields
    template = "admin/renditions.html"

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("language"))
    def language_name(self, rendition):
        return LANGUAGES[rendition.language]

    @admin.display(description=_("format"))
    def link(self, rendition):
        if not rendition.file:
            return rendition.label
        return format_html('<a href="{}">{}</a>', rendition.file.url, rendition.label)

    @admin.display(description=_("size"))
    def size_shown(self, rendition):
        return filesizeformat(rendition.size) if rendition.file else "–"

    @admin.display(description=_("problem"))
    def problem_shown(self, rendition):
        if not rendition.problem:
            return "–" if rendition.file else _("none; being made anew")
        return format_html('<strong class="problem">{}</strong>', rendition.problem)


@admin.register(Document)
class DocumentAdmin(LooksIntoUploads, FilesProgress, PublishableAdmin):
    list_display = [
        "title",
        "kind",
        "shelf",
        "state_shown",
        "issued_on",
        "files_shown",
        "downloads_total",
        "last_change",
    ]
    list_filter = ["state", "shelf", "kind", "topics"]
    search_fields = ["title_en", "title_fr", "summary_en", "summary_fr"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("title_en", "title_fr"),
                    ("slug_en", "slug_fr"),
                    ("subtitle_en", "subtitle_fr"),
                    ("summary_en", "summary_fr"),
                    ("audience_en", "audience_fr"),
                ]
            },
        ),
        (_("Where it stands"), {"fields": [("shelf", "kind"), ("issued_on", "version"), "topics", "related"]}),
        (
            _("How it is set"),
            {
                "fields": [
                    ("layout", "recipient"),
                    ("has_pdf", "has_docx", "has_epub", "has_txt"),
                    ("has_large_print", "has_booklet", "has_insert"),
                ]
            },
        ),
        (_("Text"), {"fields": [("body_en", "body_fr"), "gathered_shown"]}),
        (_("Downloads"), {"fields": ["shows_downloads", "downloads_shown"]}),
    ]
    readonly_fields = [*PublishableAdmin.readonly_fields, "downloads_shown", "gathered_shown"]
    autocomplete_fields = ["related"]
    inlines = [FinishedFileInline, RenditionInline]
    actions = [*PublishableAdmin.actions, "render_again"]
    totals = {
        "files_total": Count("renditions", filter=~Q(renditions__file="")),
        "problems_total": Count("renditions", filter=~Q(renditions__problem="")),
        "downloads_total": Sum("download_counts__number"),
    }

    downloads_total = total_column("downloads_total", _("downloads"))

    @admin.display(description=_("downloads"))
    def downloads_shown(self, document):
        """How often each file was downloaded: in all, and this month."""
        month = timezone.localdate().replace(day=1)
        rows = document.download_counts.values("language", "format", "variant").order_by(
            "language", "-format", "variant"
        )
        rows = rows.annotate(total=Sum("number"), now=Sum("number", filter=Q(month=month), default=0))
        return render_to_string("admin/resources/downloads.html", {"rows": [_named(row) for row in rows]})

    @admin.display(description=_("gathered now"))
    def gathered_shown(self, document):
        """The parts in their order, each with its own form, and which of them are left out."""
        parts = [(part, admin_urlname(part.record._meta, "change")) for part in collections.parts_of(document.layout)]
        return render_to_string("admin/resources/gathered.html", {"parts": parts})

    @admin.display(description=_("files"), ordering="problems_total")
    def files_shown(self, document):
        """How many files there are, and whether any could not be set as it stands."""
        count = ngettext("%(count)d file", "%(count)d files", document.files_total) % {"count": document.files_total}
        if not document.problems_total:
            return count
        problems = ngettext("%(count)d problem", "%(count)d problems", document.problems_total)
        return format_html(
            '{} <strong class="problem">{}</strong>', count, problems % {"count": document.problems_total}
        )

    def save_model(self, request, obj, form, change):
        """Before a newer version is stored, the one that readers know is kept."""
        stored = Document.objects.filter(pk=obj.pk).first() if change else None
        known = editions.known_to_readers(stored) if stored and obj.version > stored.version else None
        if known and known.version == stored.version:
            editions.keep_edition(document=known)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for rendition in form.instance.renditions.with_problems():
            self.message_user(request, problem_message(rendition), messages.WARNING)
        self.tell_of_files(request, form.instance)

    @admin.action(description=_("Make the files again"), permissions=["change"])
    def render_again(self, request, queryset):
        """Queue the rendering of those that are public; a draft has no files."""
        count = 0
        for pk in queryset.public().values_list("pk", flat=True):
            render_document.enqueue(pk)
            count += 1
        message = ngettext(
            "The files of %(count)d public document will be made in a moment.",
            "The files of %(count)d public documents will be made in a moment.",
            count,
        )
        self.message_user(request, message % {"count": count}, messages.SUCCESS)


def _named(row):
    """A row of numbers with the names of its file and language."""
    names = [Rendition.Format(row["format"]).label, LANGUAGES[row["language"]]]
    if row["variant"]:
        names.insert(1, Rendition.Variant(row["variant"]).label)
    return row | {"name": ", ".join(str(name) for name in names)}


def problem_message(rendition):
    return _("The last time, the %(format)s in %(language)s could not be set as it stands: %(problem)s") % {
        "format": rendition.label,
        "language": LANGUAGES[rendition.language],
        "problem": rendition.problem,
    }


@admin.register(Topic)
class TopicAdmin(ContentAdmin):
    list_display = ["name", "key", "documents_total"]
    fieldsets = [(None, {"fields": [("name_en", "name_fr"), "key"]})]
    totals = {"documents_total": Count("documents")}
    documents_total = total_column("documents_total", _("documents"))


@checklist.register
def documents_with_problems():
    for rendition in Rendition.objects.with_problems().select_related("document"):
        words = _("Mend “%(document)s”: the %(format)s in %(language)s could not be set as it stands.")
        yield (
            words
            % {
                "document": rendition.document,
                "format": rendition.label,
                "language": LANGUAGES[rendition.language],
            },
            rendition.document,
        )
