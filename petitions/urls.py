from django.urls import path
from django.utils.translation import gettext_lazy as _

from petitions import pack_page, views
from petitions.embed.views import EmbedView
from petitions.on_paper import views as paper
from petitions.signers_page import views as own

urlpatterns = [
    path(_("petitions/<slug:slug>/"), views.PetitionView.as_view(), name="petition"),
    path(_("petitions/<slug:slug>/sign/"), views.sign, name="petition-sign"),
    # deploy/nginx knows these two by their words: more posts come through there.
    path(_("petitions/<slug:slug>/at/<slug:code>/"), views.EventView.as_view(), name="petition-event"),
    path(_("petitions/<slug:slug>/at/<slug:code>/sign/"), views.sign_at_event, name="petition-event-sign"),
    path(
        _("petitions/<slug:slug>/check-your-email/"),
        views.CheckYourEmailView.as_view(),
        name="petition-check-email",
    ),
    path(_("petitions/<slug:slug>/confirm/<str:token>/"), views.confirm, name="petition-confirm"),
    path(_("petitions/<slug:slug>/receipt/<str:token>/"), own.page, name="petition-receipt"),
    path(_("petitions/<slug:slug>/receipt/<str:token>/name/"), own.name, name="petition-receipt-name"),
    path(_("petitions/<slug:slug>/receipt/<str:token>/choices/"), own.choices, name="petition-receipt-choices"),
    path(_("petitions/<slug:slug>/receipt/<str:token>/withdraw/"), own.withdraw, name="petition-receipt-withdraw"),
    path(_("petitions/<slug:slug>/receipt/<str:token>/erase/"), own.erase, name="petition-receipt-erase"),
    path(_("petitions/<slug:slug>/receipt/<str:token>/download/"), own.download, name="petition-receipt-download"),
    path(_("petitions/<slug:slug>/receipt/<str:token>/done/<slug:what>/"), own.done, name="petition-receipt-done"),
    path(_("petitions/<slug:slug>/thank-you/"), views.ThankYouView.as_view(), name="petition-thank-you"),
    path(_("petitions/<slug:slug>/unsubscribe/<str:token>/"), views.unsubscribe, name="petition-unsubscribe"),
    path(_("petitions/<slug:slug>/versions/<int:number>/"), views.version, name="petition-version"),
    path("petitions/<slug:slug>/count.json", views.count, name="petition-count"),
    path(_("petitions/<slug:slug>/embed/"), EmbedView.as_view(), name="petition-embed"),
    path(_("petitions/<slug:slug>/deliveries/<slug:code>/"), pack_page.delivery, name="petition-delivery"),
    path(_("petitions/<slug:slug>/sheet.pdf"), views.sheet, name="petition-sheet"),
    path(_("petitions/<slug:slug>/paper/"), paper.PaperView.as_view(), name="petition-paper"),
    path(_("petitions/<slug:slug>/house-sheet.pdf"), paper.house_sheet, name="petition-house-sheet"),
    path(_("petitions/<slug:slug>/house-sheet-both.pdf"), paper.house_sheet_both, name="petition-house-sheet-both"),
    path(_("petitions/<slug:slug>/how-to-collect.pdf"), paper.instructions, name="petition-house-instructions"),
    path(_("petitions/<slug:slug>/paper/group/"), paper.register, name="petition-group-register"),
    path(
        _("petitions/<slug:slug>/paper/check-your-email/"),
        paper.CheckYourEmailView.as_view(),
        name="petition-paper-check-email",
    ),
    path(_("petitions/<slug:slug>/paper/group/<str:token>/"), paper.group, name="petition-group"),
    path(
        _("petitions/<slug:slug>/paper/group/<str:token>/sheets.pdf"), paper.group_sheets, name="petition-group-sheets"
    ),
]
