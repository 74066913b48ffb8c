"""The staff pages on which a petition takes its next step, or gets a new version of its text."""

from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from petitions import steps
from petitions.admin.step_forms import FORMS, NewTextForm
from publishing.admin_policy import with_nonce
from publishing.prepublish.gate import rows_of


class StepPages:
    """For PetitionAdmin: the addresses …/<pk>/step/<name>/ and …/<pk>/new-text/, and the links to them."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/step/<slug:step>/", view(self.step_view), name="petitions_petition_step"),
            path("<path:object_id>/new-text/", view(self.new_text_view), name="petitions_petition_new_text"),
            *super().get_urls(),
        ]

    def next_steps(self, request, petition):
        """[(name, words, address)] of what this person may do with `petition` now."""
        if not self.has_publish_permission(request):
            return []
        return [
            (name, form.title, reverse("admin:petitions_petition_step", args=[petition.pk, name]))
            for name, form in FORMS.items()
            if steps.may(name, petition)
        ]

    def ways_to_publish(self, request, petition):
        """The steps that bring it before the public, for the page "Check before publishing"."""
        steps_there = ("schedule", "open_for_signing")
        return [(words, address) for name, words, address in self.next_steps(request, petition) if name in steps_there]

    def new_text_address(self, request, petition):
        """Where a text that is signed already is changed; None for those who may not, and when it cannot be."""
        if not self.has_publish_permission(request) or not steps.may("change_text", petition):
            return None
        return reverse("admin:petitions_petition_new_text", args=[petition.pk]) if petition.version_id else None

    def step_view(self, request, object_id, step):
        petition = self._petition_to_publish(request, object_id)
        if step not in FORMS:
            raise Http404
        if not steps.may(step, petition):
            return self._not_allowed(request, petition)
        form = FORMS[step](request.POST or None, petition=petition)
        if request.method == "POST" and form.is_valid():
            try:
                if form.act():
                    return self._done(request, petition, form.title, form.done)
            except steps.NotAllowed:
                return self._not_allowed(request, petition)
        return self._form_page(request, petition, form, form.title, form.button, form.help)

    def new_text_view(self, request, object_id):
        petition = self._petition_to_publish(request, object_id)
        if self.new_text_address(request, petition) is None:
            return self._not_allowed(request, petition)
        title = _("A new version of the text")
        form = NewTextForm(request.POST or None, petition=petition)
        if request.method == "POST" and form.is_valid():
            try:
                if form.act(by=request.user):
                    return self._done(request, petition, title, _("From now on, people sign the new text."))
            except steps.NotAllowed:
                return self._not_allowed(request, petition)
        words = _(
            "Those who have signed so far signed the present text; it can still be read. From now on people sign the "
            "new one, and the reason stands in the public timeline. Paper sheets are made again."
        )
        return self._form_page(request, petition, form, title, _("Publish the new version"), words)

    def _petition_to_publish(self, request, object_id):
        petition = self.get_object(request, unquote(object_id))
        if petition is None:
            raise Http404
        if not (self.has_publish_permission(request) and self.has_change_permission(request, petition)):
            raise PermissionDenied
        return petition

    def _not_allowed(self, request, petition):
        words = _("That cannot be done: this petition is in the state “%(state)s”.")
        label = steps.State(petition.stage).label
        self.message_user(request, words % {"state": label}, messages.WARNING)
        return redirect("admin:petitions_petition_change", petition.pk)

    def _done(self, request, petition, title, words):
        self.log_change(request, petition, str(title))
        self.message_user(request, words, messages.SUCCESS)
        return redirect("admin:petitions_petition_change", petition.pk)

    def _form_page(self, request, petition, form, title, button, words):
        adminform = AdminForm(form, form.fieldsets, {}, model_admin=self)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": petition,
            "title": title,
            "subtitle": str(petition),
            "adminform": adminform,
            "errors": form.errors,
            "button": button,
            "words": words,
            "found": rows_of(form.report) if hasattr(form, "report") else [],
            "media": with_nonce(self.media + adminform.media, request),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/petitions/petition/step.html", context, status=status)
