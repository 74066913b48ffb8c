from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from advocacy import views

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path(_("take-action/"), views.TakeActionView.as_view(), name="take-action"),
    path(_("toolkit/"), views.ToolkitView.as_view(), name="toolkit"),
    path(_("toolkit/<slug:slug>/"), views.SectionView.as_view(), name="section"),
    path(_("search/"), views.SearchView.as_view(), name="search"),
    path("", include("advocacy.finding.urls")),
    path("", include("advocacy.calling.urls")),
    path("", include("advocacy.meeting.urls")),
    path("", include("advocacy.writing.urls")),
]
