from django.urls import path, register_converter
from django.utils.translation import gettext_lazy as _

from publishing.models import Page
from resources import views
from resources.models import Document, Rendition


class FormatConverter:
    """The file formats in which documents are offered."""

    regex = "|".join(Rendition.Format.values)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(value)


register_converter(FormatConverter, "format")


def shelf(key, shelf):
    return views.ShelfView.as_view(key=key, shelf=shelf)


urlpatterns = [
    path(_("research/"), shelf(Page.Key.RESEARCH, Document.Shelf.RESEARCH), name="research"),
    path(_("policy-statements/"), shelf(Page.Key.POLICY, Document.Shelf.POLICY), name="policy-statements"),
    path(_("church-resources/"), shelf(Page.Key.CHURCH, Document.Shelf.CHURCH), name="church-resources"),
    path(_("resources/<slug:slug>/"), views.DocumentView.as_view(), name="document"),
    path(_("resources/<slug:slug>/another-format/"), views.request_format, name="document-request-format"),
    path(
        _("resources/<slug:slug>/another-format/thank-you/"),
        views.FormatRequestedView.as_view(),
        name="document-format-requested",
    ),
    path(_("resources/<slug:slug>/versions/<int:version>/"), views.edition, name="document-edition"),
    path(
        _("resources/<slug:slug>/versions/<int:version>/<slug:variant>.<format:format>"),
        views.edition_file,
        name="document-edition-file",
    ),
    # What "large-print.pdf" is called in an address follows its language, as the address itself does.
    path(_("resources/<slug:slug>/large-print.pdf"), views.document_variant, {"variant": "large"}, "document-large"),
    path(_("resources/<slug:slug>/booklet.pdf"), views.document_variant, {"variant": "booklet"}, "document-booklet"),
    path(_("resources/<slug:slug>/insert.pdf"), views.document_variant, {"variant": "insert"}, "document-insert"),
    path(_("resources/<slug:slug>.<format:format>"), views.document_file, name="document-file"),
]
