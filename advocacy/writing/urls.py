from django.urls import path
from django.utils.translation import gettext_lazy as _

from advocacy.writing import views

urlpatterns = [
    path(_("write/<slug:slug>/"), views.WriteView.as_view(), name="write"),
    path(_("write/<slug:slug>/letter.pdf"), views.PdfView.as_view(), name="write-pdf"),
    path(_("write/<slug:slug>/letter.docx"), views.WordView.as_view(), name="write-docx"),
    path(_("write/<slug:slug>/count/"), views.CountView.as_view(), name="write-count"),
    path(_("write/<slug:slug>/thank-you/"), views.ThanksView.as_view(), name="write-done"),
    path(_("write/<slug:slug>/<slug:riding>/"), views.WriteView.as_view(), name="write-member"),
    path(_("write/<slug:slug>/<slug:riding>/letter.pdf"), views.PdfView.as_view(), name="write-member-pdf"),
    path(_("write/<slug:slug>/<slug:riding>/letter.docx"), views.WordView.as_view(), name="write-member-docx"),
    path(_("write/<slug:slug>/<slug:riding>/count/"), views.CountView.as_view(), name="write-member-count"),
    path(_("write/<slug:slug>/<slug:riding>/thank-you/"), views.ThanksView.as_view(), name="write-member-done"),
]
