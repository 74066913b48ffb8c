"""Asks Represent for a visitor who waits: quickly, seldom in vain, and without keeping a postal code.

Whatever the service does, somebody waits three seconds at most, and only a few wait at once, so that a slow service
does not take the web server's threads. After some failures it is not asked for a while. All of this is each
process's own.
"""

import hashlib
import hmac
import queue
import secrets
import threading
from collections import OrderedDict
from time import monotonic

from parliament import represent
from parliament.represent_ridings import Told, ridings_told
from publishing.turnstile import stepping_aside

# Seconds. The second is for what the first cannot end: the look-up of the service's host.
ANSWER_WITHIN = 2.0
WAIT = 2.2
AT_ONCE = 4
FAILURES = 3
PAUSE = 60  # seconds without a question after so many failures, or one answer that says "too often"
# For how long an answer is remembered, and that there is none: seconds.
KNOWN_FOR = 24 * 3600
UNKNOWN_FOR = 3600
MOST_REMEMBERED = 5000


class NotNow(Exception):
    """There is no answer at this moment."""


class Memory:
    """Answers by postal code, as many as fit. The codes themselves are not in it.

    Its keys are keyed hashes; the key is made with the process and dies with it, so that nobody can try all codes.
    """

    def __init__(self, most=MOST_REMEMBERED):
        self.most = most
        self._key = secrets.token_bytes(32)
        self._kept = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self):
        return len(self._kept)

    def _of(self, code):
        return hmac.digest(self._key, code.encode(), hashlib.sha256)

    def get(self, code):
        """The answer (Told), or None."""
        with self._lock:
            told, until = self._kept.get(self._of(code), (None, 0))
            return told if monotonic() < until else None

    def put(self, code, told):
        with self._lock:
            key = self._of(code)
            self._kept[key] = told, monotonic() + (KNOWN_FOR if told.names else UNKNOWN_FOR)
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)


class Breaker:
    """Open after some failures one after the other: then nobody asks for a while, and one failure opens it anew."""

    def __init__(self, failures=FAILURES, pause=PAUSE):
        self.most, self.pause = failures, pause
        self._failures, self._closed_from = 0, 0.0
        self._lock = threading.Lock()

    @property
    def is_open(self):
        return monotonic() < self._closed_from

    def succeeded(self):
        with self._lock:
            self._failures = 0

    def failed(self, *, at_once=False):
        with self._lock:
            self._failures = self.most if at_once else self._failures + 1
            if self._failures >= self.most:
                self._closed_from = monotonic() + self.pause


class LookUps:
    def __init__(self):
        self.memory, self.breaker = Memory(), Breaker()
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def ridings_told(self, code):
        """What Represent tells of a postal code such as "K1A0A6": a Told, without names for a code that it does not
        know. Raises NotNow, after three seconds at most.
        """
        told = self.memory.get(code)
        if told is not None:
            return told
        if self.breaker.is_open or not self._places.acquire(blocking=False):
            raise NotNow
        answers = queue.SimpleQueue()
        # A daemon: the process need not wait for it to end.
        try:
            threading.Thread(target=self._ask, args=(code, answers), daemon=True, name="look-up").start()
        except RuntimeError:  # the system has no thread left
            self._places.release()
            raise NotNow from None
        try:
            with stepping_aside():  # pages are answered meanwhile
                told = answers.get(timeout=WAIT)
        except queue.Empty:
            self.breaker.failed()
            raise NotNow from None
        if told is None:
            raise NotNow
        return told

    def _ask(self, code, answers):
        """In a thread of its own: puts a Told into `answers`, or None. Its place is free again when it has ended."""
        told = None
        try:
            told = ridings_told(represent.postcode(code, within=ANSWER_WITHIN))
            self.breaker.succeeded()
        except represent.NotKnown:
            told = Told()
            self.breaker.succeeded()
        except represent.RepresentUnavailable as problem:
            self.breaker.failed(at_once=isinstance(problem, represent.AskedTooOften))
        finally:
            if told is not None:
                self.memory.put(code, told)
            self._places.release()
            answers.put(told)


look_ups = LookUps()
