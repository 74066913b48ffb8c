"""Publishing from a record's form and from lists: what was found is shown first, on the page of the findings."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from publishing import actions
from publishing.models import Publishable
from publishing.prepublish import gate, registry


class NothingUnchecked:
    """For the admin of a Publishable."""

    def may_bring(self, request, form):
        """Not to the public while there are findings: they are mended or confirmed on a page of their own."""
        wanted = form.wanted["state"]
        if wanted not in gate.TO_PUBLIC or wanted == form.stored["state"]:
            return True
        report = registry.report_on(type(form.instance)._default_manager.get(pk=form.instance.pk), thoroughly=True)
        if report.findings:
            request.held_back = form.wanted
        return not report.findings

    def response_add(self, request, obj, post_url_continue=None):
        return self._held_back(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._held_back(request, obj) or super().response_change(request, obj)

    def _held_back(self, request, record):
        """To the page of the findings, for a record that was saved and not published; else None."""
        wanted = getattr(request, "held_back", None)
        if wanted is None:
            return None
        words = gettext("Everything is saved, but not published yet: please look at what was found.")
        self.message_user(request, words, messages.WARNING)
        query = {"state": wanted["state"]}
        if wanted["publish_at"]:
            query["publish_at"] = timezone.localtime(wanted["publish_at"]).strftime("%Y-%m-%d %H:%M:%S")
        return HttpResponseRedirect(f"{self.before_publishing_address(record)}?{urlencode(query)}")

    def publish_form(self, request, record, report):
        may = self.has_publish_permission(request) and self.has_change_permission(request, record)
        if not may or record.is_public:
            return None
        if request.method == "POST":
            return gate.PublishForm(request.POST, report=report)
        wanted = {"state": Publishable.State.PUBLISHED} | request.GET.dict()
        return gate.PublishForm(initial=wanted, report=report)

    def published_words(self, record):
        return gettext("It is on the site now.") if record.is_public else gettext("It will be published at its time.")

    @admin.action(description=_("Publish now"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        """Those about which nothing is found; the others are named, with the way to what was found."""
        clean = []
        for item in queryset.exclude(state=Publishable.State.PUBLISHED):
            if registry.report_on(item, thoroughly=True).findings:
                link = format_html('<a href="{}">{}</a>', self.before_publishing_address(item), item)
                self.message_user(
                    request,
                    format_html(gettext("Not published: {}. Something was found; please look at it first."), link),
                    messages.WARNING,
                )
            else:
                clean.append(item)
        done = self.act_on(request, clean, actions.publish)
        message = ngettext("%(count)d record is on the site now.", "%(count)d records are on the site now.", done)
        if done:
            self.message_user(request, message % {"count": done}, messages.SUCCESS)
