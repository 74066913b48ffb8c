"""Delivery packs: asked for, watched while the worker makes them, downloaded, handed over."""

import zipfile

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from petitions import actions
from petitions.admin.exports import MAY_EXPORT
from petitions.delivery_form import AskForDeliveryForm, HandOverForm
from petitions.models import Delivery
from petitions.packs import files
from petitions.packs.addressee import riding_name
from petitions.packs.editions import pack_address
from petitions.packs.manifest import NAME as MANIFEST
from petitions.packs.manifest import manifest_of
from petitions.tasks import make_delivery
from petitions.zip_stream import ZipStream

CHUNK = 256 * 1024  # bytes
REFRESHED_EVERY = 4  # seconds, while a pack is being made: by a header, which works without a script


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):
    """Counts are for publishers too; a pack that names people is made and opened by Data stewards alone."""

    list_display = ["made_at", "petition", "addressee", "language", "detail", "progress", "handed_over_on"]
    list_filter = ["petition", "state", "detail"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_addressees()

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/pack.zip", view(self.download_all), name="petitions_delivery_zip"),
            path("<int:pk>/files/<int:part>/", view(self.download), name="petitions_delivery_file"),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request, obj=None):
        """Files go by the clock of privacy; that a pack was made stays known."""
        return False

    def may_open(self, request, delivery):
        """Who may have its files, and have them made."""
        return request.user.has_perm(MAY_EXPORT) or (
            delivery.detail == Delivery.Detail.COUNTS and self.has_change_permission(request)
        )

    @admin.display(description=_("for"))
    def addressee(self, delivery):
        return delivery.recipient or gettext("MP for %(riding)s") % {"riding": riding_name(delivery.riding)}

    @admin.display(description=_("state"), ordering="state")
    def progress(self, delivery):
        words = delivery.get_state_display()
        if delivery.state in (Delivery.State.MAKING, Delivery.State.STOPPED) and delivery.steps:
            words = f"{words} ({delivery.steps_done}/{delivery.steps})"
        return format_html('<span class="state state-{}">{}</span>', delivery.state, words)

    # Asking for packs

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = AskForDeliveryForm(request.POST or None, may_name=request.user.has_perm(MAY_EXPORT))
        if request.method == "POST" and form.is_valid():
            try:
                return self._ask(request, form)
            except actions.NobodyThere:
                form.add_error("to", gettext("Nobody whose riding is known has signed this petition."))
        context = self._context(request, _("Ask for a delivery pack"), form=form)
        return TemplateResponse(request, "admin/petitions/delivery_add.html", context)

    def _ask(self, request, form):
        data = form.cleaned_data
        common = {name: data[name] for name in ("petition", "language", "detail", "letter")} | {"by": request.user}
        if form.is_per_riding:
            packs = actions.ask_for_delivery_per_riding(**common)
        else:
            packs = [actions.ask_for_delivery(recipient=data["recipient"], **common)]
        for pack in packs:
            make_delivery.enqueue(pack.pk)
            self.log_addition(request, pack, [{"added": {}}])
        if len(packs) == 1:
            return redirect("admin:petitions_delivery_change", packs[0].pk)
        words = ngettext("%(count)d pack will be made.", "%(count)d packs will be made.", len(packs))
        messages.success(request, words % {"count": len(packs)})
        return redirect("admin:petitions_delivery_changelist")

    # One pack

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """GET shows how far it is and its files; POST with `stop`, `resume` or `hand_over` does that."""
        delivery = self.get_object(request, object_id)
        if delivery is None:
            raise Http404
        if not self.has_view_permission(request, delivery):
            raise PermissionDenied
        form = HandOverForm(request.POST if "hand_over" in request.POST else None)
        if request.method == "POST":
            if not self.has_change_permission(request, delivery):
                raise PermissionDenied
            if self._act(request, delivery, form):
                return redirect("admin:petitions_delivery_change", delivery.pk)
        is_unfinished = delivery.state in (Delivery.State.WAITING, Delivery.State.MAKING)
        context = self._context(
            request,
            str(delivery.petition),
            delivery=delivery,
            addressee=self.addressee(delivery),
            parts=[(files.name_of(part), part) for part in delivery.files.in_order(files.ORDER)],
            form=form,
            is_unfinished=is_unfinished,
            may_open=self.may_open(request, delivery),
            may_change=self.has_change_permission(request, delivery),
            percent=round(100 * delivery.steps_done / delivery.steps) if delivery.steps else 0,
            public_pages=self._public_pages(delivery),
        )
        response = TemplateResponse(request, "admin/petitions/delivery.html", context)
        if is_unfinished and not form.errors:
            response["Refresh"] = str(REFRESHED_EVERY)
        return response

    def _act(self, request, delivery, form):
        """Do what the pressed button says. Returns whether it was done; else the form says why not."""
        if "stop" in request.POST:
            actions.stop_delivery(delivery=delivery)
            messages.success(request, _("It stops after the file at hand. What is made stays."))
        elif "resume" in request.POST:
            if not self.may_open(request, delivery):
                raise PermissionDenied
            if actions.resume_delivery(delivery=delivery):
                make_delivery.enqueue(delivery.pk)
        elif not form.is_valid():
            return False
        else:
            try:
                actions.hand_over(delivery=delivery, day=form.cleaned_data["day"])
            except actions.NotReady:
                form.add_error("day", _("The pack is not ready yet."))
                return False
            self.log_change(request, delivery, [{"changed": {"fields": ["handed_over_on"]}}])
            messages.success(request, _("Its public page is there now."))
        return True

    def _public_pages(self, delivery):
        if not delivery.handed_over_on or delivery.state != Delivery.State.READY:
            return []
        pages = []
        for code, name in Delivery.Language.choices:
            with translation.override(code):
                address = pack_address(delivery)
            pages.append((name, address))
        return pages

    # Files

    def _files(self, request, pk):
        """(pack, its files) for somebody who may have them; the opening is noted in its history by the caller."""
        delivery = get_object_or_404(Delivery.objects.with_addressees(), pk=pk)
        if not self.may_open(request, delivery):
            raise PermissionDenied
        return delivery, delivery.files.exclude(file="")

    def download(self, request, pk, part):
        delivery, parts = self._files(request, pk)
        part = get_object_or_404(parts, pk=part)
        self._note(request, delivery, files.name_of(part))
        response = FileResponse(part.file.open("rb"), as_attachment=True, filename=files.name_of(part))
        response["Cache-Control"] = "no-store"
        return response

    def download_all(self, request, pk):
        delivery, parts = self._files(request, pk)
        if delivery.state != Delivery.State.READY or not parts:
            raise Http404
        name = f"{delivery.petition.slug}-{delivery.pk}.zip"
        self._note(request, delivery, name)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return StreamingHttpResponse(_zipped(delivery, parts), content_type="application/zip", headers=headers)

    def _note(self, request, delivery, name):
        self.log_change(request, delivery, gettext("Downloaded: %(name)s") % {"name": name})

    def _context(self, request, title, **more):
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **more}


def _zipped(delivery, parts):
    """The zip of all files and their manifest, piece by piece; PDFs are compressed already."""
    stream = ZipStream(timezone.localtime(delivery.finished_at), compression=zipfile.ZIP_STORED)
    for part in parts:
        with part.file.open("rb") as stored, stream.open(files.name_of(part)) as packed:
            for chunk in iter(lambda stored=stored: stored.read(CHUNK), b""):
                packed.write(chunk)
                yield stream.take()
        yield stream.take()
    yield stream.whole(MANIFEST, manifest_of((files.name_of(part), part.sha256) for part in parts).encode())
    yield stream.close()
