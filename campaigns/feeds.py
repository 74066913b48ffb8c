"""The news as an Atom feed, one in each language. Its links name the site's own address, whoever asks."""

import uuid
from datetime import datetime, time

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

    @property
    def language(self):
        # Django takes the feed's language from the view itself, not from a method.
        return f"{get_language()}-CA"

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
        # A changed title, slug or date keeps the identity, so that readers do not show a post twice.
        return uuid.uuid5(uuid.NAMESPACE_URL, _absolute(f"/{get_language()}/news/{item.pk}")).urn

    def item_pubdate(self, item):
        return timezone.make_aware(datetime.combine(item.date, time.min))

    def item_updateddate(self, item):
        return item.changed_at
