"""Public pages from the memory of the process: ready headers and bytes, without database, session or template.

A page that PublicCacheMiddleware marks as public is the same bytes for everyone, so one copy answers all. A copy is
fresh for `PAGE_CACHE_SECONDS`; then one request renews it while the others still get the old one. When renewing
fails, the old copy stands in, as `stale-if-error` says that it may. Whatever else the site answers (staff pages, posts,
previews, searches, redirects, errors, files, anything with a cookie) passes through untouched.
"""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from time import monotonic
from typing import NamedTuple

import brotli
from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import cc_delim_re, get_max_age
from django.utils.http import parse_etags, quote_etag

from publishing.content_coding import TEXT, best_coding

# For how long an old page may be shown, in seconds: while a new one is fetched, and while the site is down. The
# Cache-Control of public pages says so to caches further out.
STALE_WHILE_REVALIDATE = 300
STALE_IF_ERROR = 86_400
# Of each process. A page of Take Action takes about 70 KB with its compressed forms.
MAX_PAGES = 1000
MAX_BYTES = 24_000_000
# Seconds: for how long somebody waits for the page that another request makes, and after how many a renewal that
# failed is tried again.
WAIT = 3
RETRY = 5
# Shorter texts are sent in one packet anyway.
WORTH_COMPRESSING = 200  # bytes
# The better ones cost three times the processor time for 3 % fewer bytes, at each renewal.
BROTLI_QUALITY = 6
# What newsletters and social networks hang on a link. No view reads it, and each visitor's is another.
TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|msclkid|mc_cid|mc_eid)=[^&]*(?:&|$)")
ABOUT_THE_BODY = ("Content-Encoding", "Content-Length", "ETag", "Age")


class Variant(NamedTuple):
    """The page's bytes in one coding, and the headers that go with them."""

    body: bytes
    headers: dict
    headers_of_304: dict


class KeptPage:
    """A page as it was answered, in each coding."""

    def __init__(self, plain, etag, headers):
        self.plain, self.etag, self.headers = plain, etag, headers
        self.variants = {"": _variant(plain, "", etag, headers)}
        if len(plain) >= WORTH_COMPRESSING:
            for coding, body in (
                ("br", brotli.compress(plain, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)),
                ("gzip", gzip.compress(plain, compresslevel=6, mtime=0)),
            ):
                # Weak: other bytes of the same text.
                self.variants[coding] = _variant(body, coding, f"W/{etag}", headers)
        self.size = sum(len(variant.body) for variant in self.variants.values())
        self.made_at = self.fresh_until = 0

    def stays_fresh(self, now, seconds):
        self.made_at, self.fresh_until = now, now + seconds

    def answer(self, request, now):
        """The response for `request`: whole, or 304 when the browser has these very words already."""
        coding = best_coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        variant = self.variants.get(coding) or self.variants[""]
        known = request.META.get("HTTP_IF_NONE_MATCH")
        if known and any(tag in ("*", self.etag) for tag in (t.removeprefix("W/") for t in parse_etags(known))):
            response = HttpResponseNotModified(headers=variant.headers_of_304)
        else:
            response = HttpResponse(variant.body, headers=variant.headers)
        # A cache in front counts from when the page was made.
        response.headers["Age"] = str(int(now - self.made_at))
        return response


def _variant(body, coding, etag, headers):
    headers = headers | {"ETag": etag}
    whole = headers | {"Content-Length": str(len(body))} | ({"Content-Encoding": coding} if coding else {})
    return Variant(body, whole, {name: value for name, value in headers.items() if name != "Content-Type"})


class PageStore:
    """Pages by key, at most so many and so large; the one that nobody asked for the longest goes first."""

    def __init__(self, max_pages, max_bytes):
        self.max_pages, self.max_bytes = max_pages, max_bytes
        self.size = 0
        self._pages = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self):
        return len(self._pages)

    def get(self, key):
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key, page):
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.size += page.size
            while len(self._pages) > self.max_pages or self.size > self.max_bytes:
                self._drop(next(iter(self._pages)))

    def drop(self, key):
        with self._lock:
            self._drop(key)

    def _drop(self, key):
        page = self._pages.pop(key, None)
        if page is not None:
            self.size -= page.size


class Turns:
    """Who makes which page at this moment: one request for each key."""

    def __init__(self):
        self._taken = {}
        self._lock = threading.Lock()

    def take(self, key):
        """None when the turn is the caller's, who must give it back; else the event that its end will set."""
        with self._lock:
            ended = self._taken.get(key)
            if ended is None:
                self._taken[key] = threading.Event()
            return ended

    def give_back(self, key):
        with self._lock:
            ended = self._taken.pop(key)
        ended.set()


class PageCacheMiddleware:
    """Stands first, so that a page's stored headers hold what every middleware behind it said."""

    def __init__(self, get_response):
        if not settings.PAGE_CACHE_SECONDS:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.prefixes = ("/api/", *(f"/{code}/" for code, _name in settings.LANGUAGES))
        self.pages = PageStore(MAX_PAGES, MAX_BYTES)
        self.turns = Turns()

    def __call__(self, request):
        key = self._key(request)
        if key is None:
            return self.get_response(request)
        page, now = self.pages.get(key), monotonic()
        if page is not None and now < page.fresh_until:
            return page.answer(request, now)
        if request.method == "HEAD":  # has no body to keep
            return self.get_response(request)
        return self._renew(key, page, request)

    def _key(self, request):
        """(scheme, host, path) of a page that may be kept; None for anything else."""
        if request.method not in ("GET", "HEAD") or not request.path.startswith(self.prefixes):
            return None
        if request.META.get("QUERY_STRING"):
            if TRACKING.sub("", request.META["QUERY_STRING"]):
                return None
            # Nor does it get into a page that others are shown.
            request.META["QUERY_STRING"] = ""
        try:
            return request.scheme, request.get_host(), request.path
        except DisallowedHost:  # the site says so in its own way
            return None

    def _renew(self, key, page, request):
        ended = self.turns.take(key)
        if ended is not None:
            return self._while_another_renews(key, page, request, ended)
        try:
            return self._make(key, page, request)
        finally:
            self.turns.give_back(key)

    def _while_another_renews(self, key, page, request, ended):
        now = monotonic()
        if page is None or now > page.fresh_until + STALE_WHILE_REVALIDATE:
            ended.wait(WAIT)
            page, now = self.pages.get(key) or page, monotonic()
        if page is not None and now < page.made_at + STALE_IF_ERROR:
            return page.answer(request, now)
        return self.get_response(request)

    def _make(self, key, page, request):
        response, now = self.get_response(request), monotonic()
        if page is not None and response.status_code >= 500 and now < page.made_at + STALE_IF_ERROR:
            page.fresh_until = now + RETRY
            return page.answer(request, now)
        if response.status_code == 304:  # of a page that this visitor has and this process may have
            if page is not None and _plain_etag(response) == page.etag:
                page.stays_fresh(now, min(settings.PAGE_CACHE_SECONDS, get_max_age(response) or 0))
            return response
        seconds = _seconds_to_keep(response)
        if not seconds:
            self.pages.drop(key)
            return response
        page = _kept(response, page)
        page.stays_fresh(now, seconds)
        self.pages.put(key, page)
        return page.answer(request, now)


def _seconds_to_keep(response):
    """How long a response may answer others, in seconds; 0 for what is one visitor's, no text or no page."""
    if response.status_code != 200 or response.streaming or response.cookies or not response.content:
        return 0
    if not response.get("Content-Type", "").startswith(TEXT):
        return 0
    if response.get("Vary", "Accept-Encoding") != "Accept-Encoding":
        return 0
    said = {part.partition("=")[0].lower() for part in cc_delim_re.split(response.get("Cache-Control", ""))}
    if "public" not in said or said & {"no-store", "no-cache", "private"}:
        return 0
    return min(settings.PAGE_CACHE_SECONDS, get_max_age(response) or 0)


def _kept(response, earlier):
    """The KeptPage of `response`; the `earlier` one when nothing has changed, which is then not compressed again."""
    packed = response.get("Content-Encoding") == "gzip"
    plain = gzip.decompress(response.content) if packed else response.content
    headers = {name: value for name, value in response.items() if name not in ABOUT_THE_BODY}
    if earlier is not None and (earlier.plain, earlier.headers) == (plain, headers):
        return earlier
    etag = _plain_etag(response) or quote_etag(hashlib.sha256(plain).hexdigest())
    return KeptPage(plain, etag, headers)


def _plain_etag(response):
    return response.get("ETag", "").removeprefix("W/")
