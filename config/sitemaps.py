"""The sitemap: every public page in both languages, each with its alternate."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from advocacy.models import CallSheet, MeetingPlan, Section
from campaigns.models import Campaign, NewsPost
from parliament.models import Riding
from petitions.models import Petition
from publishing.models import Page
from resources.models import Document


class PublicSitemap(Sitemap):
    """What is listed of one model. Names the site's own address, whatever Host the request came with."""

    i18n = True
    alternates = True
    protocol = urlsplit(settings.SITE_URL).scheme
    limit = 2000
    model = None

    def items(self):
        return self.model.objects.listed().order_by("pk")

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def lastmod(self, item):
        return item.changed_at


class RidingSitemap(PublicSitemap):
    """Ridings have their pages here, and no address of their own."""

    def items(self):
        return Riding.objects.in_force().select_related("member")

    def location(self, item):
        return reverse("your-mp", args=[item.number])

    def lastmod(self, item):
        """The day on which its details were last right."""
        member = getattr(item, "member", None)
        return max(item.as_of, member.as_of) if member else item.as_of


SITEMAPS = {
    model._meta.model_name: type(f"{model.__name__}Sitemap", (PublicSitemap,), {"model": model})
    for model in (Page, Campaign, NewsPost, Document, Petition, Section, CallSheet, MeetingPlan)
} | {"riding": RidingSitemap}
