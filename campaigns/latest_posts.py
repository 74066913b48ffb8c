"""Reads the organisation's own posts elsewhere from an RSS or Atom feed, as plain text.

Whatever goes wrong (no answer, no feed, nothing in it) is raised as FeedUnreadable, and the posts that were
read before stay as they are.
"""

import hashlib
import html
import io
import re
import time
from calendar import timegm
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

import feedparser
import httpx
import nh3
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from campaigns.models import LatestPost
from publishing.models import Organisation

TIMEOUT = 10  # seconds, for the connection and for each read
WHOLE_ANSWER_WITHIN = 30  # seconds: a server that sends a byte now and then must not hold the worker
MAX_BYTES = 2_000_000
NEWEST = 20
KEPT = 100
MAX_TEXT = 500  # characters


class FeedUnreadable(Exception):
    """Why the feed could not be read, in words for staff."""


class Post(NamedTuple):
    guid: str
    url: str
    text: str
    posted_at: datetime


def _is_web_address(url):
    try:
        parts = urlsplit(url)
    except ValueError:  # such as "http://[half"
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _headers():
    # Some servers turn away readers that do not say who they are.
    return {
        "User-Agent": f"Take Action (+{settings.SITE_URL})",
        "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.1",
    }


def fetch(url):
    """The bytes at `url`; at most MAX_BYTES of them. Raises FeedUnreadable."""
    if not _is_web_address(url):
        raise FeedUnreadable(f"{url} is not a web address")
    deadline = time.monotonic() + WHOLE_ANSWER_WITHIN
    try:
        with (
            httpx.Client(timeout=TIMEOUT, follow_redirects=True, max_redirects=3, headers=_headers()) as client,
            client.stream("GET", url) as answer,
        ):
            answer.raise_for_status()
            body = bytearray()
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise FeedUnreadable(f"the feed is larger than {MAX_BYTES} bytes")
                if time.monotonic() > deadline:
                    raise FeedUnreadable(f"the feed did not arrive within {WHOLE_ANSWER_WITHIN} seconds")
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


def _moment(entry):
    """When an entry was posted, in UTC; None for one without a date, or with one that no calendar has."""
    # Asked for what is not there, feedparser would answer with the other date and a warning.
    parsed = next((entry[name] for name in ("published_parsed", "updated_parsed") if name in entry), None)
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (OverflowError, ValueError, OSError):
        return None


def _post(entry):
    """A Post, or None for an entry without a web address, a date or words."""
    url = entry.get("link", "").strip()
    posted_at = _moment(entry)
    contents = [content.get("value") for content in entry.get("content", [])]
    text = _plain(next(filter(None, contents), None) or entry.get("summary") or entry.get("title", ""))
    if not _is_web_address(url) or len(url) > 500 or posted_at is None or not text:
        return None
    guid = hashlib.sha256((entry.get("id") or url).encode()).hexdigest()
    return Post(guid, url, text, posted_at)


def parse(body):
    """The newest posts of a feed's bytes. Raises FeedUnreadable when it is no feed or holds no post."""
    # Bytes alone would be tried as the name of a file first.
    feed = feedparser.parse(io.BytesIO(body))
    if not feed.get("version"):
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
    _store(posts)
    return len(posts)


@transaction.atomic
def _store(posts):
    """Effects: new posts are added, known ones take the feed's words; of those that the feed's span of time
    covers but that it no longer holds, all go but the hidden ones; the newest KEPT stay.
    """
    now = timezone.now()
    for post in posts:
        words = {"url": post.url, "text": post.text}
        # A date ahead of our clock counts as now, once, and does not move with every reading.
        when = {"posted_at": min(post.posted_at, now)}
        LatestPost.objects.update_or_create(guid=post.guid, defaults=words, create_defaults=words | when)
    oldest = min(post.posted_at for post in posts)
    LatestPost.objects.withdrawn(kept={post.guid for post in posts}, since=oldest).delete()
    kept = LatestPost.objects.order_by("-posted_at").values_list("pk", flat=True)[:KEPT]
    LatestPost.objects.exclude(pk__in=list(kept)).delete()
