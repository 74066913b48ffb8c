"""Counts downloads: in the memory of the process, and from there into the database a few times a minute at most.

Nothing of a reader is kept: what a request says of its browser is looked at once, to leave programs out. A process that
is killed loses what it counted in the last seconds, and what a cache in front answers by itself is not seen. The
numbers are therefore "at least".
"""

import atexit
import logging
import re
import threading
from collections import Counter
from time import monotonic
from typing import NamedTuple

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from resources.models import Document, DownloadCount

logger = logging.getLogger(__name__)

FLUSH_AFTER = 20  # seconds
# What search engines, monitors, link checkers and libraries of programs call themselves; people's browsers do not.
# (Cubot makes telephones.)
_PROGRAM = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|archiver|preview|monitor|check|scan|fetch|headless|lighthouse|curl|wget|python|java/|"
    r"okhttp|go-http|libwww|httpx|axios|node|ruby|perl|php|scrapy|facebookexternalhit|embedly|whatsapp",
    re.IGNORECASE,
)


class File(NamedTuple):
    """Which file was downloaded."""

    document: int
    language: str
    format: str
    variant: str


def is_download(request, response):
    """Whether somebody has been sent a whole file: no HEAD, part, 304 or prefetch, and no program that says so."""
    if request.method != "GET" or response.status_code != 200:
        return False
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return False
    browser = request.headers.get("User-Agent", "")
    return bool(browser) and not _PROGRAM.search(browser)


class DownloadCounter:
    """Safe between threads. What could not be written waits for the next time."""

    def __init__(self):
        self._numbers = Counter()
        self._lock = threading.Lock()
        self._flushed_at = monotonic()

    def add(self, file):
        with self._lock:
            self._numbers[file] += 1

    def take(self):
        """All that is waiting, which is then nobody's but the caller's."""
        with self._lock:
            numbers, self._numbers = self._numbers, Counter()
            self._flushed_at = monotonic()
        return numbers

    def flush(self):
        numbers = self.take()
        if not numbers:
            return
        try:
            record(numbers=numbers, month=timezone.localdate().replace(day=1))
        except DatabaseError:
            logger.warning("downloads not written yet: %d", numbers.total())
            with self._lock:
                self._numbers += numbers

    def flush_if_due(self, **_signal):
        """After an answer has been sent, so that no reader waits for it."""
        if self._numbers and monotonic() - self._flushed_at > FLUSH_AFTER:
            self.flush()


counter = DownloadCounter()
atexit.register(counter.flush)


def file_of(rendition):
    return File(rendition.document_id, rendition.language, rendition.format, rendition.variant)


def count(request, response, file):
    """Remember that `file`, a File, was downloaded, if it was."""
    if is_download(request, response):
        counter.add(file)


@transaction.atomic
def record(*, numbers, month):
    """Add `numbers` ({File: how often}) to those of `month`, its first day.

    Effects: one row for each file and month is made or raised. What was downloaded of a document that has been deleted
    since is dropped.
    """
    # In one order, so that two processes wait for each other instead of blocking each other.
    files = sorted(numbers)
    there = set(Document.objects.filter(pk__in={file.document for file in files}).values_list("pk", flat=True))
    for file in files:
        if file.document in there:
            _raise(file, month, numbers[file])


def _raise(file, month, number):
    key = {"document_id": file.document, "month": month, **file._asdict()}
    del key["document"]
    row, made = DownloadCount.objects.get_or_create(**key, defaults={"number": number})
    if not made:
        DownloadCount.objects.filter(pk=row.pk).update(number=F("number") + number)
