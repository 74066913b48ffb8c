"""What this process has read a moment ago, for a few seconds: many ask for the same thing in a hot hour.

It is switched off together with the page cache.
"""

from time import monotonic

from django.conf import settings


class RecentlyRead:
    """At most `most` things by key, each for at most `seconds`. Safe between threads: each step is one of a dict's."""

    def __init__(self, *, seconds, most):
        self.seconds, self.most = seconds, most
        self._read = {}

    def get(self, key):
        """What was kept under `key`, or None. Not to be changed."""
        found, read_at = self._read.get(key, (None, 0))
        is_recent = found is not None and monotonic() - read_at <= self.seconds
        return found if is_recent and settings.PAGE_CACHE_SECONDS else None

    def keep(self, key, found):
        if len(self._read) >= self.most:
            self._read.clear()
        self._read[key] = found, monotonic()

    def forget(self):
        """Have this process read all of them anew; other processes follow within the seconds."""
        self._read.clear()
