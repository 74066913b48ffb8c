"""The news as an Atom feed, one in each language."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from campaigns.models import NewsPost
from publishing.models import Organisation, Page

NEWEST = 30


def _absolute(path):
    return f"{settings.SITE_URL}{path}"


class NewsFeed(Feed):
    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        response["Content-Type"] = "application/atom+xml; charset=utf-8"
        return response

    def get_feed(self, obj, request):
        # The feed's links name the site's own address, not the Host of whoever asked first.
        address = urlsplit(settings.SITE_URL)
        request.META["HTTP_HOST"] = address.netloc
        request.META["wsgi.url_scheme"] = address.scheme
        return super().get_feed(obj, request)

    def get_object(self, request):
        return {"page": Page.objects.get(key=Page.Key.NEWS), "organisation": Organisation.load()}

    def title(self, obj):
        return f"{obj['page'].title} – {obj['organisation'].name}"

    def subtitle(self, obj):
        return obj["page"].lead

    def link(self, obj):
        return _absolute(reverse("news"))

    def feed_url(self, obj):
        return _absolute(reverse("news-feed"))

    def language(self, obj):
        return f"{get_language()}-CA"

    def author_name(self, obj):
        return obj["organisation"].name

    def items(self, obj):
        return NewsPost.objects.public()[:NEWEST]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return render_to_string("campaigns/news_feed_entry.html", {"post": item, "site_url": settings.SITE_URL})

    def item_link(self, item):
        return _absolute(item.get_absolute_url())

    def item_guid(self, item):
        # Both languages and a changed address keep one identity (RFC 4151).
        host = urlsplit(settings.SITE_URL).hostname
        return f"tag:{host},{item.date:%Y-%m-%d}:news/{item.pk}/{get_language()}"

    def item_pubdate(self, item):
        return timezone.make_aware(timezone.datetime.combine(item.date, timezone.datetime.min.time()))

    def item_updateddate(self, item):
        return item.changed_at
