"""Updates to signers: written in both languages, looked at, tested, then sent."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin

from petitions import actions, mail_server
from petitions.models import SignerUpdate, UpdateMail
from petitions.update_mails import Letter
from publishing.content_admin import ContentAdmin
from publishing.models import Organisation

REFUSALS = {
    actions.NotTested: gettext_lazy("Send yourself a test first, and look at it in both languages."),
    actions.NoPostalAddress: gettext_lazy(
        "Enter the organisation’s postal address first: the law asks for it at the foot of such mails."
    ),
    actions.WrongState: gettext_lazy("Somebody else has changed the state of this update. Look at it again."),
}


def in_our_frame(view):
    """For a page that another page of staff shows in a frame; a mail's styles are all inline."""
    return csp_replace({"frame-ancestors": [SELF], "style-src": [SELF, UNSAFE_INLINE]})(xframe_options_sameorigin(view))


class AddressForm(forms.Form):
    address = forms.EmailField(label=gettext_lazy("Send the test to"))


@admin.register(SignerUpdate)
class SignerUpdateAdmin(ContentAdmin):
    """Written and tested by writers and publishers; sent by those with the permission to send."""

    list_display = ["subject", "petition", "state_words", "sent_so_far", "started_at", "last_change"]
    list_filter = ["state", "petition"]
    list_select_related = ["petition"]
    search_fields = ["subject_en", "subject_fr"]
    fields = ["petition", ("subject_en", "subject_fr"), ("body_en", "body_fr")]
    change_form_template = "admin/petitions/update_form.html"

    def get_queryset(self, request):
        sent = Count("mails", filter=Q(mails__state=UpdateMail.State.SENT))
        return super().get_queryset(request).annotate(n_sent=sent)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_words(self, update):
        return update.get_state_display()

    @admin.display(description=gettext_lazy("mails sent"), ordering="n_sent")
    def sent_so_far(self, update):
        return update.n_sent

    def has_change_permission(self, request, obj=None):
        """What has been sent is no longer changed."""
        is_draft = obj is None or obj.state == SignerUpdate.State.DRAFT
        return is_draft and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        is_draft = obj is None or obj.state == SignerUpdate.State.DRAFT
        return is_draft and super().has_delete_permission(request, obj)

    def has_send_permission(self, request):
        return request.user.has_perm("petitions.send_signerupdate")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.changed_data:
            actions.words_changed(update=form.instance)

    # Preview, test, sending and its progress

    def get_urls(self):
        steps = [
            path("<int:pk>/sending/", self.admin_site.admin_view(self.sending_view), name="petitions_update_sending"),
            path(
                "<int:pk>/mail/<str:language>/",
                in_our_frame(self.admin_site.admin_view(self.mail_view)),
                name="petitions_update_mail",
            ),
        ]
        return steps + super().get_urls()

    def _update(self, request, pk):
        update = get_object_or_404(SignerUpdate.objects.select_related("petition"), pk=pk)
        if not self.has_view_or_change_permission(request, update):
            raise PermissionDenied
        return update

    def mail_view(self, request, pk, language):
        """The mail as it will look, shown in a frame."""
        letter = Letter(self._update(request, pk), "fr" if language == "fr" else "en")
        return HttpResponse(letter.preview_html())

    def sending_view(self, request, pk):
        """Both mails as they will look, a test, and what may be done next; while it is sent, how far it is."""
        update = self._update(request, pk)
        form = AddressForm(request.POST if "test" in request.POST else None, initial={"address": request.user.email})
        if request.method == "POST" and self._act(request, update, form):
            return redirect(reverse(f"{self.admin_site.name}:petitions_update_sending", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": update.subject,
            "update": update,
            "form": form,
            "may_send": self.has_send_permission(request),
            "has_postal_address": bool(Organisation.load().postal_lines),
            "numbers": update.progress(),
        }
        response = TemplateResponse(request, "admin/petitions/update_sending.html", context)
        if update.state == SignerUpdate.State.SENDING:
            response["Refresh"] = "5"  # the page looks again by itself, without a script
        return response

    def _act(self, request, update, form):
        """Do what was asked; returns whether the page is to be shown anew."""
        if "test" in request.POST:
            return form.is_valid() and self._test(request, update, form.cleaned_data["address"])
        if not self.has_send_permission(request):
            raise PermissionDenied
        verbs = {
            "start": (lambda update: actions.start_sending(update=update, by=request.user), _("Sending has begun.")),
            "stop": (lambda update: actions.stop_sending(update=update), _("Sending has stopped.")),
            "resume": (lambda update: actions.resume_sending(update=update), _("Sending goes on.")),
        }
        verb, words = next((verbs[name] for name in verbs if name in request.POST), (None, ""))
        if verb is None:
            return True
        try:
            verb(update)
        except tuple(REFUSALS) as refusal:
            messages.error(request, REFUSALS[type(refusal)])
        else:
            self.log_change(request, update, words)
            messages.success(request, words)
        return True

    def _test(self, request, update, address):
        try:
            actions.send_test(update=update, address=address)
        except (mail_server.Away, mail_server.NotNow, mail_server.Refused) as problem:
            messages.error(request, _("The mail server did not take the test: %(problem)s") % {"problem": problem})
        else:
            messages.success(request, _("Two mails are on their way to you: one in English, one in French."))
        return True
