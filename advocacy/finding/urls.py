from django.urls import path
from django.utils.translation import gettext_lazy as _

from advocacy.finding import views

urlpatterns = [
    path(_("find-your-mp/"), views.FindView.as_view(), name="find-your-mp"),
    path(_("find-your-mp/ridings/"), views.RidingsView.as_view(), name="ridings"),
    path(_("find-your-mp/<slug:riding>/"), views.RidingView.as_view(), name="your-mp"),
]
