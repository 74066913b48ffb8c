"""The shelves, a document's page, its earlier editions, and its files."""

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publishing.views import PageView, PublicDetailView
from resources import downloads
from resources.forms import ShelfFilter
from resources.models import Document, Rendition
from resources.serving import serve_file

ON_A_PAGE = 24
RELATED = 3

CONTENT_TYPES = {
    Rendition.Format.PDF: "application/pdf",
    Rendition.Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Rendition.Format.EPUB: "application/epub+zip",
    Rendition.Format.TXT: "text/plain; charset=utf-8",
}


class ShelfView(PageView):
    """A shelf of the library, narrowed and sorted as the address asks."""

    template_name = "resources/shelf.html"
    shelf = None

    def get_context_data(self, **kwargs):
        on_shelf = Document.objects.public().on_shelf(self.shelf)
        filters = ShelfFilter(self.request.GET, documents=on_shelf)
        documents = filters.narrow(on_shelf)
        words = filters.cleaned_data.get("q", "")
        if words:
            found = {document.pk for document in on_shelf.search(words)}
            documents = documents.filter(pk__in=found)
        shown = Paginator(filters.sorted_keys(documents), ON_A_PAGE).get_page(self.request.GET.get("page"))
        shown.object_list = on_shelf.with_files().in_order_of(shown.object_list)
        return super().get_context_data(filters=filters, documents=shown, total=on_shelf.count(), **kwargs)


class DocumentView(PublicDetailView):
    model = Document

    def get_queryset(self):
        return super().get_queryset().with_files().select_related("recipient")

    def get_context_data(self, **kwargs):
        related = Document.objects.public().related_to(self.object).with_files()[:RELATED]
        return super().get_context_data(related=related, **kwargs)


@require_safe
def document_file(request, slug, format):
    """The file in the address's language. One that could not be made leads to the page that can be read."""
    return _file(request, slug, format, "", f"{slug}.{format}")


@require_safe
def document_variant(request, slug, variant):
    """The same for a variant of the PDF, saved under the last part of its address: a-guide-large-print.pdf."""
    return _file(request, slug, str(Rendition.Format.PDF), variant, f"{slug}-{request.path.rpartition('/')[2]}")


def _file(request, slug, format, variant, filename):
    document = get_object_or_404(Document.objects.public(), slug=slug)
    of = {"language": get_language(), "format": format, "variant": variant}
    rendition = document.renditions.downloadable().filter(**of).first()
    if rendition is None or (format, variant) not in document.wanted:
        return HttpResponseRedirect(f"{document.get_absolute_url()}#files", status=303)
    response = serve_file(
        request,
        rendition.file,
        digest=rendition.digest,
        size=rendition.size,
        content_type=CONTENT_TYPES[format],
        filename=filename,
        language=of["language"],
    )
    downloads.count(request, response, rendition)
    return response
