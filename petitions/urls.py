from django.urls import path
from django.utils.translation import gettext_lazy as _

from petitions import views
from petitions.embed.views import EmbedView

urlpatterns = [
    path(_("petitions/<slug:slug>/"), views.PetitionView.as_view(), name="petition"),
    path(_("petitions/<slug:slug>/sign/"), views.sign, name="petition-sign"),
    path(
        _("petitions/<slug:slug>/check-your-email/"),
        views.CheckYourEmailView.as_view(),
        name="petition-check-email",
    ),
    path(_("petitions/<slug:slug>/confirm/<str:token>/"), views.confirm, name="petition-confirm"),
    path(_("petitions/<slug:slug>/thank-you/"), views.ThankYouView.as_view(), name="petition-thank-you"),
    path("petitions/<slug:slug>/count.json", views.count, name="petition-count"),
    path(_("petitions/<slug:slug>/embed/"), EmbedView.as_view(), name="petition-embed"),
    path(_("petitions/<slug:slug>/sheet.pdf"), views.sheet, name="petition-sheet"),
]
