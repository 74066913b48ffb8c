"""The staff's side of the site: Django admin with a second factor, a list of what is to do, and its own order."""

import django_otp
import segno
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.i18n import JavaScriptCatalog

from publishing import checklist, second_factor
from publishing.admin_policy import allow_editor
from publishing.content_admin import ContentAdmin
from publishing.forms import StaffLoginForm

# Libraries call their parts by the names of their packages.
NAMES = {
    "auth": gettext_lazy("People and groups of staff"),
    "axes": gettext_lazy("Sign-ins"),
    "otp_static": gettext_lazy("Second factor: backup codes"),
    "otp_totp": gettext_lazy("Second factor: telephones"),
    "django_tasks_database": gettext_lazy("What the worker does"),
}


class StaffSite(AdminSite):
    site_title = site_header = gettext_lazy("Take Action")
    index_title = gettext_lazy("What would you like to work on?")
    index_template = "admin/staff_index.html"
    # The front page lists all there is; beside a form the room is for the two languages.
    enable_nav_sidebar = False
    login_form = StaffLoginForm
    login_template = "admin/staff_login.html"

    def has_permission(self, request):
        """Staff; and those who have set up a second factor only in a session that has shown it."""
        user = request.user
        return super().has_permission(request) and (user.is_verified() or not second_factor.is_set_up(user))

    def admin_view(self, view, cacheable=False):
        return allow_editor(super().admin_view(view, cacheable))

    def get_urls(self):
        return [
            path("second-factor/", self.admin_view(self.second_factor_view), name="second_factor"),
            *super().get_urls(),
        ]

    def i18n_javascript(self, request, extra_context=None):
        """The words of the scripts, those of the rich text editor included."""
        return JavaScriptCatalog.as_view(packages=["django.contrib.admin", "django_prose_editor"])(request)

    def get_app_list(self, request, app_label=None):
        """The site's own apps first: what writers come for stands above the machinery."""
        own = {model._meta.app_label for model, admin in self._registry.items() if isinstance(admin, ContentAdmin)}
        apps = sorted(super().get_app_list(request, app_label), key=lambda app: app["app_label"] not in own)
        for app in apps:
            app["name"] = NAMES.get(app["app_label"], app["name"])
            # An app's main record above what hangs on it; the rest stays in the order of its names.
            app["models"].sort(key=lambda row: not getattr(self._registry[row["model"]], "stands_first", False))
        return apps

    def index(self, request, extra_context=None):
        lists = {"to_do": checklist.to_do(self, request), "facts": checklist.facts(self, request)}
        return super().index(request, {**lists, **(extra_context or {})})

    def second_factor_view(self, request):
        """Shows the state of one's second factor; POST with a code sets it up or removes it."""
        is_set_up = second_factor.is_set_up(request.user)
        context = {**self.each_context(request), "title": _("Second factor"), "is_set_up": is_set_up}
        if request.method == "POST":
            act = self._remove_second_factor if is_set_up else self._set_up_second_factor
            try:
                return act(request, request.POST.get("code", ""), context)
            except second_factor.WrongCode:
                context["error"] = _("That code did not match. Wait for the next one and try again.")
            except second_factor.TooManyTries:
                context["error"] = _("There were too many wrong codes. Wait a minute and try again.")
        if not is_set_up:
            device = second_factor.pending_device(user=request.user)
            context["secret"] = second_factor.secret(device)
            context["picture"] = segno.make(device.config_url).svg_data_uri(scale=5, border=2)
        return TemplateResponse(request, "admin/second_factor.html", context)

    def _set_up_second_factor(self, request, code, context):
        device, codes = second_factor.set_up(user=request.user, code=code)
        django_otp.login(request, device)
        context |= {"is_set_up": True, "backup_codes": codes}
        return TemplateResponse(request, "admin/second_factor.html", context)

    def _remove_second_factor(self, request, code, _context):
        second_factor.remove(user=request.user, code=code)
        messages.success(request, _("The second factor is removed. Your password alone lets you in."))
        return redirect(f"{self.name}:second_factor")
