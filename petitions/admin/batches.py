"""Signed sheets: received, entered twice, compared. Whoever makes the second entry is not shown the first."""

from pathlib import PurePosixPath

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.template.defaultfilters import date as format_date
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from petitions import actions
from petitions.models import PaperBatch
from petitions.on_paper import comparison
from petitions.on_paper.staff_forms import BatchForm, EntryForm, NoteForm
from petitions.scans import CONTENT_TYPES

State = PaperBatch.State


def may_enter(request):
    return request.user.has_perm("petitions.add_paperentry")


def may_correct(request):
    return request.user.has_perm("petitions.change_paperentry")


@admin.register(PaperBatch)
class PaperBatchAdmin(SimpleHistoryAdmin):
    """One row for each batch; its numbers are entered and compared on pages of their own."""

    form = BatchForm
    change_form_template = "admin/petitions/paperbatch/change_form.html"
    list_display = ["received_on", "petition", "group", "state_shown", "valid_shown", "next_step"]
    list_filter = ["state", "petition"]
    list_select_related = ["petition", "group"]
    date_hierarchy = "received_on"
    autocomplete_fields = ["group"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_numbers().prefetch_related("entries__entered_by")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The records behind a choice have their own forms; no button here changes or deletes one by mistake."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def get_fields(self, request, obj=None):
        fields = ["petition", "group", "received_on", "scan", "note"]
        return [*fields, "remove_scan"] if obj and obj.scan and self.has_change_permission(request, obj) else fields

    def get_readonly_fields(self, request, obj=None):
        return ["petition"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """A batch is set aside. What has been counted once stays to be seen."""
        return False

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Earlier versions are read. Going back to one would bring a state without the entries that it follows from."""
        if request.method == "POST":
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)

    def revert_disabled(self, request, obj=None):
        return True

    def save_model(self, request, obj, form, change):
        before = form.initial.get("scan")
        super().save_model(request, obj, form, change)
        actions.keep_scan(batch=obj, before=str(before or ""))

    def response_add(self, request, obj, post_url_continue=None):
        """On to the first entry, for whoever may make it."""
        if may_enter(request) and not {"_continue", "_addanother"} & set(request.POST):
            return redirect("admin:petitions_paperbatch_enter", obj.pk)
        return super().response_add(request, obj, post_url_continue)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= {"batch": obj, "steps": self.steps(request, obj), "entries": obj.entries.all()}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def steps(self, request, batch):
        """[(words, address)] of what can be done with `batch` now."""
        at = [batch.pk]
        entered, found = len(batch.entries.all()), []
        if batch.scan:
            found.append((_("Open the scan"), reverse("admin:petitions_paperbatch_scan", args=at)))
        if batch.state == State.AWAITING and may_enter(request):
            words = _("Make the second entry") if entered else _("Make the first entry")
            found.append((words, reverse("admin:petitions_paperbatch_enter", args=at)))
        if entered == 2:
            found.append((_("Compare the two entries"), reverse("admin:petitions_paperbatch_compare", args=at)))
        if self.has_change_permission(request, batch):
            words = _("Take up again") if batch.state == State.SET_ASIDE else _("Set aside")
            found.append((words, reverse("admin:petitions_paperbatch_set_aside", args=at)))
        return found

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, batch):
        return format_html('<span class="state state-{}">{}</span>', batch.state, batch.get_state_display())

    @admin.display(description=gettext_lazy("valid signatures"))
    def valid_shown(self, batch):
        return batch.valid if batch.state == State.COUNTED else "–"

    @admin.display(description=gettext_lazy("next"))
    def next_step(self, batch):
        if batch.state == State.DIFFERS:
            address = reverse("admin:petitions_paperbatch_compare", args=[batch.pk])
            return format_html('<a href="{}">{}</a>', address, _("Compare"))
        if batch.state == State.AWAITING:
            words = _("Second entry") if batch.entries.all() else _("First entry")
            return format_html(
                '<a href="{}">{}</a>', reverse("admin:petitions_paperbatch_enter", args=[batch.pk]), words
            )
        return "–"

    # Pages of their own

    def get_urls(self):
        def page(address, view, name):
            return path(f"<int:pk>/{address}", self.admin_site.admin_view(view), name=f"petitions_paperbatch_{name}")

        return [
            page("enter/", self.enter_view, "enter"),
            page("compare/", self.compare_view, "compare"),
            page("correct/<int:place>/", self.correct_view, "correct"),
            page("set-aside/", self.set_aside_view, "set_aside"),
            page("scan/", self.scan_view, "scan"),
            *super().get_urls(),
        ]

    def _found(self, request, pk, allowed):
        batch = self.get_object(request, str(pk))
        if batch is None:
            raise Http404
        if not (allowed and self.has_view_permission(request, batch)):
            raise PermissionDenied
        return batch

    def _page(self, request, batch, template, title, **context):
        shared = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "batch": batch,
            "original": batch,
            "steps": self.steps(request, batch),
        }
        return TemplateResponse(request, f"admin/petitions/paperbatch/{template}.html", shared | context)

    def _back(self, batch, name="change"):
        return redirect(f"admin:petitions_paperbatch_{name}", batch.pk)

    def enter_view(self, request, pk):
        batch = self._found(request, pk, may_enter(request))
        form = EntryForm(request.POST or None)
        refusal = self._why_not(batch, request.user)
        if request.method == "POST" and not refusal and form.is_valid():
            try:
                batch = actions.enter_batch(batch=batch, person=request.user, **form.numbers())
            except (actions.TooSoon, actions.EnteredTwice, actions.SetAside):
                refusal = self._why_not(self.get_object(request, str(pk)), request.user)
            else:
                self.log_change(request, batch, _("Entered the sheets."))
                messages.success(request, self._told(batch))
                return self._back(batch, "compare" if batch.state == State.DIFFERS else "change")
        title = _("Second entry") if batch.entries.all() else _("First entry")
        return self._page(request, batch, "enter", title, form=form, refusal=refusal)

    def _why_not(self, batch, person):
        """Why `person` may not enter this batch now; "" when they may."""
        if batch.state == State.SET_ASIDE:
            return _("This batch is set aside.")
        if len(batch.entries.all()) > 1:
            return _("This batch has both its entries.")
        allowed = actions.may_enter_at(batch, person)
        if allowed:
            return _(
                "You made the first entry yourself. Somebody else can make the second one now, or you at %(time)s. "
                "After an hour one reads the sheets and not one’s memory."
            ) % {"time": format_date(timezone.localtime(allowed), "TIME_FORMAT")}
        return ""

    def _told(self, batch):
        return {
            State.AWAITING: _("The first entry is saved. It is not shown before the second one is made."),
            State.DIFFERS: _("Both entries are saved, and they differ. Look at the sheets where they do."),
            State.COUNTED: _(
                "Both entries agree. The batch is counted, and the petition’s page follows within a minute."
            ),
        }[batch.state]

    def compare_view(self, request, pk):
        batch = self._found(request, pk, True)
        if len(batch.entries.all()) < 2:
            return self._back(batch)
        context = {
            "rows": comparison.rows_of(*batch.entries.all()),
            "entries": batch.entries.all(),
            "changes": comparison.changes_of(batch),
            "may_correct": may_correct(request) and batch.state != State.SET_ASIDE,
        }
        return self._page(request, batch, "compare", _("The two entries"), **context)

    def correct_view(self, request, pk, place):
        batch = self._found(request, pk, may_correct(request))
        entries = {entry.place: entry for entry in batch.entries.all()}
        if len(entries) < 2 or place not in entries or batch.state == State.SET_ASIDE:
            return self._back(batch)
        form = EntryForm(request.POST or None, entry=entries[place])
        if request.method == "POST" and form.is_valid():
            batch = actions.correct_entry(entry=entries[place], **form.numbers())
            self.log_change(request, batch, _("Corrected an entry."))
            messages.success(request, self._told(batch))
            return self._back(batch, "compare")
        title = _("Correct the first entry") if place == 1 else _("Correct the second entry")
        return self._page(request, batch, "enter", title, form=form, refusal="")

    def set_aside_view(self, request, pk):
        batch = self._found(request, pk, True)
        if not self.has_change_permission(request, batch):
            raise PermissionDenied
        is_aside = batch.state == State.SET_ASIDE
        form = NoteForm(request.POST or None, initial={"note": batch.note})
        if request.method == "POST" and (is_aside or form.is_valid()):
            if is_aside:
                actions.take_up_again(batch=batch)
                self.log_change(request, batch, _("Taken up again."))
            else:
                actions.set_aside(batch=batch, note=form.cleaned_data["note"])
                self.log_change(request, batch, _("Set aside."))
            return self._back(batch)
        title = _("Take this batch up again?") if is_aside else _("Set this batch aside?")
        return self._page(request, batch, "set_aside", title, form=form, is_aside=is_aside)

    def scan_view(self, request, pk):
        """The scan, for those who may see batches; kept by no cache."""
        batch = self._found(request, pk, True)
        if not batch.scan or not batch.scan.storage.exists(batch.scan.name):
            raise Http404
        kind = PurePosixPath(batch.scan.name).suffix[1:]
        response = FileResponse(
            batch.scan.open("rb"), content_type=CONTENT_TYPES[kind], filename=f"batch-{batch.pk}.{kind}"
        )
        response["Cache-Control"] = "private, no-store"
        return response
