"""What the forms and lists of all staff-edited records share: states and who may change them, previews, history."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from simple_history.admin import SimpleHistoryAdmin

from publishing import actions
from publishing.admin_policy import with_nonce
from publishing.fields import RichTextField
from publishing.forms import PublishableForm
from publishing.kept_uploads import keep_uploads
from publishing.models import Publishable
from publishing.prepublish.held_back import NothingUnchecked
from publishing.prepublish.pages import CheckPages
from publishing.preview import preview_path
from publishing.side_by_side import LABELS, SideBySide
from publishing.signals import content_saved
from publishing.writing_help import writing_help

# Petitions, which have states of their own, begin with the same one.
DRAFT = Publishable.State.DRAFT


def total_column(name, description):
    """A list's column for one of the admin's `totals`."""

    @admin.display(description=description, ordering=name)
    def column(_model_admin, record):
        return getattr(record, name) or 0

    return column


class ContentAdmin(CheckPages, SideBySide, SimpleHistoryAdmin, TranslationAdmin):
    """Everything that the site shows. Sends `content_saved` once per saved form, after its parts."""

    # The links of `site_links` stand in its place: one for each language, with a preview of drafts.
    view_on_site = False

    # {name: aggregate}: what lists count about each record, by a subquery each. See `total_column`.
    totals = {}

    def get_queryset(self, request):
        itself = self.model._base_manager.filter(pk=OuterRef("pk")).order_by().values("pk")
        totals = {name: Subquery(itself.annotate(n=total).values("n")) for name, total in self.totals.items()}
        history = self.model.history.filter(**{self.opts.pk.attname: OuterRef("pk")}).order_by("-history_id")
        return (
            super()
            .get_queryset(request)
            .annotate(
                last_changed_at=Subquery(history.values("history_date")[:1]),
                last_changed_by=Subquery(history.values("history_user__username")[:1]),
                **totals,
            )
        )

    @admin.display(description=_("last change"), ordering="last_changed_at")
    def last_change(self, record):
        if record.last_changed_at is None:
            return "–"
        when = format_date(timezone.localtime(record.last_changed_at), "DATETIME_FORMAT")
        return format_html('{}<span class="by">{}</span>', when, record.last_changed_by or "")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.announce_saved(form)

    def announce_saved(self, form):
        content_saved.send(sender=self.model, instance=form.instance)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        if request.method == "POST" and form.is_bound:
            keep_uploads(form)
        has_rich_text = any(isinstance(field, RichTextField) for field in self.opts.get_fields())
        context |= {
            "media": with_nonce(context["media"], request),
            "site_links": self.site_links(obj) if change else [],
            "writing_help": writing_help() if has_rich_text else None,
            "before_publishing": self.summary(obj) if change and obj else None,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def site_links(self, record):
        """[(language, address)] of the record's pages; a preview of what is not public yet."""
        if not hasattr(record, "get_absolute_url"):
            return []
        links = []
        for language in LABELS:
            if getattr(record, f"slug_{language}", "-"):
                with override(language):
                    url = record.get_absolute_url() if record.is_public else preview_path(record)
                links.append((language, url))
        return links

    # History, and going back to an earlier version

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):
        """Without the untranslated column, which only repeats the English one."""
        super().set_history_delta_changes(request, historical_records, foreign_keys_are_objs)
        repeated = {capfirst(self.opts.get_field(name).verbose_name) for name in self.trans_opts.fields}
        for record in historical_records:
            changes = getattr(record, "history_delta_changes", [])
            changes[:] = [change for change in changes if change["field"] not in repeated]

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """An earlier version, and the way back to it: only for those who may change the record as it is now."""
        current = self.get_object(request, object_id)
        if request.method == "POST" and not (current and self.has_change_permission(request, current)):
            raise PermissionDenied
        with transaction.atomic():
            response = super().history_form_view(request, object_id, version_id, extra_context)
            if request.method == "POST" and response.status_code == 302:
                content_saved.send(sender=self.model, instance=self.get_object(request, object_id))
        return response

    def revert_disabled(self, request, obj=None):
        current = self.get_object(request, str(obj.pk)) if obj else None
        return current is None or not self.has_change_permission(request, current)

    def render_history_view(self, request, template, context, **kwargs):
        if "media" in context:
            context["media"] = with_nonce(context["media"], request)
        return super().render_history_view(request, template, context, **kwargs)


class StatefulAdmin(ContentAdmin):
    """A record with a state. Writers work on drafts; the "publish" permission is for all that concerns the public."""

    # The fields that only the record's actions write; a form's values for them go to `bring_into`.
    held_fields = ["state"]

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if self.has_publish_permission(request) else [*fields, *self.held_fields]

    def has_publish_permission(self, request):
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def has_change_permission(self, request, obj=None):
        is_open = obj is None or obj.state == DRAFT or self.has_publish_permission(request)
        return is_open and super().has_change_permission(request, obj)

    @admin.display(description=_("state"), ordering="state")
    def state_shown(self, record):
        return format_html('<span class="state state-{}">{}</span>', record.state, self.state_words(record))

    def state_words(self, record):
        return record.get_state_display()

    def save_model(self, request, obj, form, change):
        """Save all but the held fields, which keep what is stored until `save_related` brings in what is wanted."""
        stored = type(obj)._default_manager.filter(pk=obj.pk).first() or type(obj)()
        form.wanted = {name: getattr(obj, name) for name in self.held_fields}
        form.stored = {name: getattr(stored, name) for name in self.held_fields}
        for name, value in form.stored.items():
            setattr(obj, name, value)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.wanted == form.stored:
            return
        if self.may_bring(request, form):
            self.bring_into(form.instance, **form.wanted)
        else:
            content_saved.send(sender=self.model, instance=form.instance)

    def may_bring(self, request, form):
        """Whether what `form` wants is done at once; its words are saved already, in the state that was stored."""
        return True

    def announce_saved(self, form):
        # The action announces the change itself; nothing is announced twice.
        if form.wanted == form.stored:
            super().announce_saved(form)


class PublishableAdmin(NothingUnchecked, StatefulAdmin):
    """Draft, scheduled, published, archived."""

    form = PublishableForm
    held_fields = ["state", "publish_at"]
    actions = ["publish_selected", "archive_selected"]
    readonly_fields = ["published_at"]
    publication = (_("Publication"), {"fields": [("state", "publish_at", "published_at")], "classes": ["publication"]})

    def get_fieldsets(self, request, obj=None):
        return [self.publication, *super().get_fieldsets(request, obj)]

    def has_delete_permission(self, request, obj=None):
        """What the public has seen is archived, not deleted: its address may be linked to."""
        return (obj is None or obj.state == DRAFT) and super().has_delete_permission(request, obj)

    def state_words(self, record):
        if record.state != Publishable.State.SCHEDULED:
            return super().state_words(record)
        when = format_date(timezone.localtime(record.publish_at), "DATETIME_FORMAT")
        return gettext("scheduled for %(when)s") % {"when": when}

    def bring_into(self, item, *, state, publish_at):
        State = Publishable.State
        if state == State.SCHEDULED:
            actions.schedule(item=item, publish_at=publish_at)
        else:
            by_state = {
                State.PUBLISHED: actions.publish,
                State.ARCHIVED: actions.archive,
                State.DRAFT: actions.return_to_draft,
            }
            by_state[state](item=item)

    @admin.action(description=_("Archive: take off the site"), permissions=["publish"])
    def archive_selected(self, request, queryset):
        done = self.act_on(request, queryset.exclude(state=Publishable.State.ARCHIVED), actions.archive)
        message = ngettext("%(count)d record was archived.", "%(count)d records were archived.", done)
        self.message_user(request, message % {"count": done}, messages.SUCCESS)

    def act_on(self, request, items, action):
        """Run `action` on each; returns how many. Each is noted in the log of recent actions."""
        count = 0
        for item in items:
            action(item=item)
            self.log_change(request, item, [{"changed": {"fields": [gettext("state")]}}])
            count += 1
        return count
