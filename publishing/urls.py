from django.urls import path
from django.utils.translation import gettext_lazy as _

from publishing.models import Page
from publishing.views import PageView

urlpatterns = [
    path(_("privacy/"), PageView.as_view(key=Page.Key.PRIVACY), name="privacy"),
    path(_("accessibility/"), PageView.as_view(key=Page.Key.ACCESSIBILITY), name="accessibility"),
]
