"""Files that are set while somebody waits for them: made of what was typed, handed over, and kept nowhere.

They have a press of their own in each web process, which the worker's long reports do not hold up, with tighter
limits. In front of it stands a short queue: a site that is asked for too many files at once says so to some, and goes
on answering the others.
"""

import threading
from contextlib import contextmanager

from resources.rendering.press import Limits, Press

# A letter takes 0.1 s, a plan with its papers 0.4 s; the first one after a start two seconds more.
LIMITS = Limits(seconds=15, processor_seconds=10, memory=1024**3)
# Of the four threads of a web process, one is always left for pages.
MOST_AT_ONCE = 3

_press = Press(LIMITS)
_places = threading.BoundedSemaphore(MOST_AT_ONCE)


class TooBusy(Exception):
    """As many files are being set as this process sets at once: the visitor may try again in a moment."""


@contextmanager
def _place():
    if not _places.acquire(blocking=False):
        raise TooBusy
    try:
        yield
    finally:
        _places.release()


def _run(job, *arguments):
    with _place():
        return _press.run(job, *arguments)


def set_pdf(html, layout, joined=()):
    """(bytes, pages) of `html` in `layout`; `joined`: (title, language tag, bytes) of PDFs that follow it.

    Raises TooBusy, and what Press.run raises.
    """
    return _run("joined", html, layout, list(joined)) if joined else _run("pdf", html, layout)


def set_word(edition):
    """The bytes of a Word file. Raises as set_pdf."""
    return _run("docx", edition)


def set_text(edition):
    """The bytes of a plain text. Raises as set_pdf."""
    return _run("txt", edition)


def missing_characters(text):
    """The characters of `text` that no typeface of the documents has. Raises as set_pdf."""
    return _run("missing characters", text)


def rest():
    """End the child process, as a test or a server that is stopped wants it."""
    _press.stop()
