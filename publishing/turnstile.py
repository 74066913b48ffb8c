"""How many requests a process works on at once, whatever number of threads it has.

Python runs one thread at a time, so more than a few at work only slow each other (docs/decisions/0011 has figures).
Requests that wait for another process, such as the one that sets a letter, need a thread each and no turn: they step
aside, and others are answered meanwhile.
"""

import threading
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

_turns = threading.Semaphore(settings.REQUESTS_AT_ONCE)
_has_turn = threading.local()


class TurnstileMiddleware:
    """Stands before everything else."""

    def __init__(self, get_response):
        if not settings.REQUESTS_AT_ONCE:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        with _turns:
            _has_turn.it = True
            try:
                return self.get_response(request)
            finally:
                _has_turn.it = False


@contextmanager
def stepping_aside():
    """While this lasts, the request that called it needs no turn. Outside a request it changes nothing."""
    if not getattr(_has_turn, "it", False):
        yield
        return
    _turns.release()
    try:
        yield
    finally:
        _turns.acquire()
