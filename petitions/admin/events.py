"""Signing events: where and when many people sign from one connection, and the poster that leads there."""

import segno
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from modeltranslation.admin import TranslationAdmin

from petitions.models import SigningEvent
from publishing.side_by_side import LABELS, SideBySide


def short_address(event):
    """The address that people can type from a screen; it leads to the event's page in their own language."""
    return settings.SITE_URL + reverse("event-by-code", args=[event.code])


@admin.register(SigningEvent)
class SigningEventAdmin(SideBySide, TranslationAdmin):
    list_display = ["place", "petition", "starts_at", "ends_at", "expected", "now", "poster_link"]
    list_filter = ["petition"]
    list_select_related = ["petition"]
    search_fields = ["place_en", "place_fr"]
    fieldsets = [
        (
            None,
            {
                "fields": ["petition", ("place_en", "place_fr"), ("starts_at", "ends_at"), "expected", "address"],
                "description": gettext_lazy(
                    "For a service, a meeting or a market stall: within this time, so many people may sign on the "
                    "event’s page from one connection without waiting for review."
                ),
            },
        )
    ]
    readonly_fields = ["address"]

    @admin.display(description=gettext_lazy("address"))
    def address(self, event):
        return format_html("<code>{}</code>", short_address(event)) if event.pk else _("Made when you save.")

    @admin.display(description=gettext_lazy("state"))
    def now(self, event):
        if event.is_on:
            return format_html('<span class="state state-open">{}</span>', _("going on"))
        return _("it is over") if event.ends_at < timezone.now() else _("still to come")

    @admin.display(description=gettext_lazy("poster"))
    def poster_link(self, event):
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:petitions_signingevent_poster", args=[event.pk]), _("Show or print")
        )

    def get_urls(self):
        view = self.admin_site.admin_view(self.poster_view)
        return [path("<int:pk>/poster/", view, name="petitions_signingevent_poster"), *super().get_urls()]

    def poster_view(self, request, pk):
        """The QR code and the short address, large, in both languages: to show on a screen or to print."""
        event = self.get_object(request, str(pk))
        if event is None or not self.has_view_permission(request, event):
            raise PermissionDenied
        address = short_address(event)
        petitions = []
        for language in LABELS:
            with override(language):
                petitions.append((language, event.petition.title, event.place))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Poster"),
            "opts": self.opts,
            "event": event,
            "petitions": petitions,
            "address": address.partition("://")[2].rstrip("/"),
            "picture": segno.make(address, error="m", micro=False).svg_data_uri(scale=8, border=4),
        }
        return TemplateResponse(request, "admin/petitions/poster.html", context)

    def response_post_save_add(self, request, obj):
        """On to the poster, which is what an event is made for."""
        return HttpResponseRedirect(reverse("admin:petitions_signingevent_poster", args=[obj.pk]))
