"""What every page needs: the organisation, the menu, the stylesheet's address."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from publishing.models import Organisation, Page
from publishing.stylesheet import stylesheet


def site(request):
    if request.path.startswith("/admin/"):
        return {}
    organisation = SimpleLazyObject(Organisation.load)
    return {
        "organisation": organisation,
        "menu": SimpleLazyObject(lambda: list(Page.objects.in_menu())),
        "stylesheet_url": SimpleLazyObject(lambda: reverse("stylesheet", args=[stylesheet(organisation).digest])),
        "site_url": settings.SITE_URL,
        "DEBUG": settings.DEBUG,
    }
