"""Reads the organisation's own posts elsewhere from an RSS or Atom feed, as plain text.

Whatever goes wrong (no answer, no feed, nothing in it) is raised as FeedUnreadable, and the posts that were
read before stay as they are.
"""

import hashlib
import html
import re
from calendar import timegm
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

import feedparser
import httpx
import nh3
from django.db import transaction
from django.utils import timezone

from campaigns.models import LatestPost
from publishing.models import Organisation

TIMEOUT = 10  # seconds, for the whole answer's connection and each read
MAX_BYTES = 2_000_000
NEWEST = 20
MAX_TEXT = 500  # characters


class FeedUnreadable(Exception):
    """Why the feed could not be read, in words for staff."""


class Post(NamedTuple):
    guid: str
    url: str
    text: str
    posted_at: datetime


def fetch(url):
    """The bytes at `url`; at most MAX_BYTES of them. Raises FeedUnreadable."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise FeedUnreadable(f"{url} is not a web address")
    try:
        with httpx.stream("GET", url, timeout=TIMEOUT, follow_redirects=True, max_redirects=3) as answer:
            answer.raise_for_status()
            body = bytearray()
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise FeedUnreadable(f"the feed is larger than {MAX_BYTES} bytes")
            return bytes(body)
    except httpx.HTTPError as problem:
        raise FeedUnreadable(f"the feed's server did not answer as it should: {problem}") from problem
    except httpx.InvalidURL as problem:
        raise FeedUnreadable(f"{url} is not a web address") from problem


def _plain(markup):
    """Markup reduced to its words on one line."""
    spaced = re.sub(r"<(br|/p|/li|/div|/h\d)\b[^>]*>", " ", markup, flags=re.IGNORECASE)
    words = html.unescape(nh3.clean(spaced, tags=set())).split()
    text = " ".join("".join(c for c in word if c.isprintable()) for word in words)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1].rsplit(" ", 1)[0] + "…"


def _post(entry):
    """A Post, or None for an entry without a web address, a date or words."""
    url = entry.get("link", "")
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    content = entry.get("content", [{}])[0].get("value") or entry.get("summary") or entry.get("title", "")
    text = _plain(content)
    if urlsplit(url).scheme not in ("http", "https") or len(url) > 500 or not when or not text:
        return None
    guid = hashlib.sha256((entry.get("id") or url).encode()).hexdigest()
    return Post(guid, url, text, datetime.fromtimestamp(timegm(when), UTC))


def parse(body):
    """The newest posts of a feed's bytes. Raises FeedUnreadable when it is no feed or holds no post."""
    feed = feedparser.parse(body)
    if not feed.version:
        raise FeedUnreadable("what stands at that address is not an RSS or Atom feed")
    posts = [post for post in map(_post, feed.entries) if post]
    if not posts:
        raise FeedUnreadable("the feed holds no post with a text, a date and an address")
    return sorted(posts, key=lambda post: post.posted_at, reverse=True)[:NEWEST]


def read_feed():
    """Fetch the organisation's feed and store its posts; what staff have hidden stays hidden.

    Returns the number of posts read; 0 when no feed is named. Raises FeedUnreadable; then nothing changes.
    """
    url = Organisation.load().feed_url
    if not url:
        return 0
    posts = parse(fetch(url))
    with transaction.atomic():
        for post in posts:
            LatestPost.objects.update_or_create(
                guid=post.guid,
                defaults={
                    "url": post.url,
                    "text": post.text,
                    "posted_at": min(post.posted_at, timezone.now()),
                },
            )
        kept = LatestPost.objects.order_by("-posted_at").values_list("pk", flat=True)[:100]
        LatestPost.objects.exclude(pk__in=list(kept)).delete()
    return len(posts)
