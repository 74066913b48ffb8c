from django.urls import path
from django.utils.translation import gettext_lazy as _

from advocacy.meeting.views import planner, report

urlpatterns = [
    path(_("meet/<slug:slug>/"), planner.MeetView.as_view(), name="meet"),
    path(_("meet/<slug:slug>/<slug:riding>/"), planner.meet_member, name="meet-member"),
    path(_("meet/<slug:slug>/<slug:riding>/report/"), report.report, name="meet-report"),
    path(_("meet/<slug:slug>/<slug:riding>/thank-you/"), report.thanks, name="meet-thanks"),
]
