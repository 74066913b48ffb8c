from django.urls import path
from django.utils.translation import gettext_lazy as _

from advocacy.calling import views

urlpatterns = [
    path(_("call/<slug:slug>/"), views.CallView.as_view(), name="call"),
    path(_("call/<slug:slug>/report/"), views.report, name="call-report"),
    path(_("call/<slug:slug>/thank-you/"), views.ThanksView.as_view(), name="call-done"),
    path(_("call/<slug:slug>/<slug:riding>/"), views.CallView.as_view(), name="call-member"),
    path(_("call/<slug:slug>/<slug:riding>/report/"), views.report, name="call-member-report"),
    path(_("call/<slug:slug>/<slug:riding>/thank-you/"), views.ThanksView.as_view(), name="call-member-done"),
]
