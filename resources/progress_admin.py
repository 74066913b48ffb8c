"""The pages that show staff how far the files are: of one document, and of the whole library."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from resources import progress
from resources.models import Document

REFRESHED_EVERY = 4  # seconds


class FilesProgress:
    """For the admin of documents."""

    def get_urls(self):
        pages = [
            path("files/", self.admin_site.admin_view(self.all_files_view), name="resources_files"),
            path("<int:pk>/files/", self.admin_site.admin_view(self.files_view), name="resources_document_files"),
        ]
        return pages + super().get_urls()

    def files_view(self, request, pk):
        """Each file of one document: waiting, being made, made, or why it cannot be."""
        documents = Document.objects.prefetch_related("renditions", "finished_files")
        document = get_object_or_404(documents, pk=pk)
        title = _("Files of “%(document)s”") % {"document": document}
        return self._progress_page(request, title, [(document, progress.files_of(document))], document=document)

    def all_files_view(self, request):
        """The same of every document that lacks a file."""
        return self._progress_page(request, _("Files being made"), progress.unfinished())

    def tell_of_files(self, request, document):
        """After a document was saved: whoever wants to may watch its files being made."""
        if document.is_public and any(file.state != "made" for file in progress.files_of(document)):
            address = reverse("admin:resources_document_files", args=[document.pk])
            words = format_html('<a href="{}">{}</a>', address, _("See how far they are"))
            self.message_user(request, format_html("{} {}", _("Its files are being made."), words), messages.INFO)

    def _progress_page(self, request, title, found, document=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        states = [file.state for of, files in found for file in files if of.is_public]
        worker = progress.worker()
        is_unfinished = bool({"waiting", "making"} & set(states))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "found": found,
            "document": document,
            "done": len([state for state in states if state in ("made", "problem")]),
            "total": len(states),
            "is_unfinished": is_unfinished,
            "worker": worker,
        }
        response = TemplateResponse(request, "admin/resources/files.html", context)
        if worker.has_work or "making" in states:
            response["Refresh"] = str(REFRESHED_EVERY)  # the page looks again by itself, without a script
        return response
