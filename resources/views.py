"""The shelves, a document's page, its earlier editions, and its files."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods, require_safe

from publishing.pace import is_too_fast, too_fast
from publishing.recently_read import RecentlyRead
from publishing.same_origin import same_origin_only
from publishing.views import PageView, PublicDetailView
from resources import current, downloads, requesting
from resources.forms import FormatRequestForm, ShelfFilter
from resources.models import Document, EditionFile, Rendition
from resources.serving import serve_file

ON_A_PAGE = 24
RELATED = 3
REQUESTS_A_MINUTE = 5  # of one connection

CONTENT_TYPES = {
    Rendition.Format.PDF: "application/pdf",
    Rendition.Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Rendition.Format.EPUB: "application/epub+zip",
    Rendition.Format.TXT: "text/plain; charset=utf-8",
}

# By address. Two seconds are short enough for a file that is taken off the site to be gone when a reader looks again,
# and long enough for an hour in which a thousand open the same one.
files_found = RecentlyRead(seconds=2, most=500)


class FoundFile(NamedTuple):
    """What `serve_file` is told, as what the download counts, and the address for a file that the storage has lost."""

    told: dict
    counted: downloads.File
    otherwise: str


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
        return super().get_queryset().with_files().prefetch_related("editions").select_related("recipient")

    def get_context_data(self, **kwargs):
        related = Document.objects.public().related_to(self.object).with_files()[:RELATED]
        return super().get_context_data(related=related, **kwargs)


@require_safe
def document_file(request, slug, format):
    """The file in the address's language. One that could not be made leads to the page that can be read."""
    return _file(request, slug, format, "")


@require_safe
def document_variant(request, slug, variant):
    """The same for a variant of the PDF."""
    return _file(request, slug, str(Rendition.Format.PDF), variant)


@require_safe
def lasting_file(request, digest, filename):
    """The very bytes that have this hash, for ever. Once there are others, the name leads to those."""
    if found := files_found.get(request.path):
        return _send(request, found)
    renditions = Rendition.objects.filter(document__in=Document.objects.public()).select_related("document")
    # Several where the same finished file was uploaded for both languages, or for two documents.
    found = [each for each in renditions.downloadable().filter(digest=digest) if _is_offered(each)]
    if not found:
        return _newest(renditions, filename)
    rendition = next((each for each in found if each.filename == filename), None)
    if rendition is None:
        return HttpResponseRedirect(found[0].lasting_address)
    return _served(request, rendition, _address_of(rendition))


def _newest(renditions, filename):
    """To the address that always has the newest file of this name."""
    rendition = next((each for each in renditions.perhaps_called(filename) if each.filename == filename), None)
    if rendition is None:
        raise Http404
    return HttpResponseRedirect(_address_of(rendition))


def _address_of(rendition):
    """The address that always has the newest file."""
    with override(rendition.language):
        return rendition.get_absolute_url()


def _file(request, slug, format, variant):
    if found := files_found.get(request.path):
        return _send(request, found)
    document = get_object_or_404(Document.objects.public(), slug=slug)
    of = {"language": get_language(), "format": format, "variant": variant}
    rendition = document.renditions.downloadable().filter(**of).first()
    if rendition is not None:
        rendition.document = document
    page = f"{document.get_absolute_url()}#files"
    if rendition is None or not _is_offered(rendition):
        return HttpResponseRedirect(page, status=303)
    return _served(request, rendition, page)


def _is_offered(rendition):
    """Whether staff offer such a file, and it is what its document says."""
    return (rendition.format, rendition.variant) in rendition.document.wanted and current.is_current(rendition)


def _served(request, rendition, otherwise):
    told = {
        "file": rendition.file,
        "digest": rendition.digest,
        "size": rendition.size,
        "content_type": CONTENT_TYPES[rendition.format],
        "filename": rendition.filename,
        "language": rendition.language,
        "lasting": rendition.lasting_address,
    }
    found = FoundFile(told, downloads.file_of(rendition), otherwise)
    files_found.keep(request.path, found)
    return _send(request, found)


def _send(request, found):
    try:
        response = serve_file(request, **found.told)
    except FileNotFoundError:  # withdrawn since it was found, or lost: the nightly round makes it again
        return HttpResponseRedirect(found.otherwise, status=303)
    downloads.count(request, response, found.counted)
    return response


@require_safe
def edition(request, slug, version):
    """An earlier edition, which says that there is a newer one."""
    document = get_object_or_404(Document.objects.public(), slug=slug)
    found = get_object_or_404(document.editions.prefetch_related("files"), version=version)
    found.document = document
    return render(request, "resources/edition.html", {"edition": found, "document": document, "object": document})


@require_safe
def edition_file(request, slug, version, variant, format):
    """A file of an earlier edition, as it was."""
    document = get_object_or_404(Document.objects.public(), slug=slug)
    files = EditionFile.objects.filter(edition__document=document, edition__version=version, language=get_language())
    files = files.select_related("edition__document")
    file = get_object_or_404(files, format=format, variant="" if variant == EditionFile.STANDARD else variant)
    try:
        response = serve_file(
            request,
            file.file,
            digest=file.digest,
            size=file.size,
            content_type=CONTENT_TYPES[format],
            filename=file.filename,
            language=file.language,
        )
    except FileNotFoundError:
        return HttpResponseRedirect(file.edition.get_absolute_url(), status=303)
    # Search engines show the newest edition only.
    response["X-Robots-Tag"] = "noindex"
    return response


class FormatRequestedView(PublicDetailView):
    """Says that the request has arrived: the same to everyone."""

    model = Document
    template_name = "resources/format_requested.html"


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def request_format(request, slug):
    """The form by which a reader asks for another format."""
    document = get_object_or_404(Document.objects.public(), slug=slug)
    if request.method != "POST":
        return _form_of_request(request, document, FormatRequestForm())
    if is_too_fast(request, allowed=REQUESTS_A_MINUTE, what="format"):
        return too_fast()
    form = FormatRequestForm(request.POST)
    if not form.is_valid():
        return _form_of_request(request, document, form, status=422)
    asked = form.cleaned_data
    if not asked.pop("homepage"):  # a program that fills in everything is told the same as everybody
        requesting.ask_for_format(document=document, language=get_language(), **asked)
    return HttpResponseRedirect(reverse("document-format-requested", args=[document.slug]), status=303)


def _form_of_request(request, document, form, status=200):
    context = {"document": document, "object": document, "form": form}
    return render(request, "resources/request_format.html", context, status=status)
