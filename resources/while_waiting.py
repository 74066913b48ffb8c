"""Files that are set while somebody waits for them: made of what was typed, handed over, and kept nowhere.

They have a press of their own in each web process, which the worker's long reports do not hold up, with tighter
limits. In front of it stands a queue. Twenty letters of a congregation that all press the button at once are set one
after the other; whoever waits needs a thread and no turn (publishing.turnstile), so pages are answered meanwhile. More
than the queue has places for are told so at once: a flood takes neither the memory nor the threads of others.
"""

import threading
from contextlib import contextmanager
from dataclasses import astuple
from time import monotonic

from publishing.turnstile import stepping_aside
from resources.rendering import layout, press
from resources.rendering.press import Limits, Press
from resources.rendering.problems import MissingGlyphs

# A letter takes 0.1 s, a plan with its papers 0.4 s; the first one after a start two seconds more.
LIMITS = Limits(seconds=15, processor_seconds=10, memory=1024**3, files=400)
# In each web process. It has as many threads and those of publishing.turnstile besides: see deploy/systemd.
MOST_AT_ONCE = 20
PATIENCE = 20  # seconds until one's turn; whoever waited longer has gone

_press = press.keep(Press(LIMITS))
_places = threading.BoundedSemaphore(MOST_AT_ONCE)
_turn = threading.Lock()


class TooBusy(Exception):
    """As many files are being set as this process sets at once: the visitor may try again in a moment."""


@contextmanager
def _place():
    if not _places.acquire(blocking=False):
        raise TooBusy
    try:
        with stepping_aside():
            yield
    finally:
        _places.release()


def _run(job, *arguments, seconds=None):
    """The result of a job; `seconds`: within which it is there, the time in the queue included."""
    until = None if seconds is None else monotonic() + seconds
    with _place():
        if not _turn.acquire(timeout=PATIENCE if seconds is None else seconds):
            raise TooBusy
        try:
            return _press.run(job, *arguments, seconds=until and max(0, until - monotonic()))
        finally:
            _turn.release()


def make_ready():
    """Start the press beside this thread, unless it stands ready: who asks for a file a minute later need not wait."""
    if not _press.is_running and not _turn.locked():
        threading.Thread(target=_start, name="press-start", daemon=True).start()


def _start():
    with _turn:
        _press.run("warm up")


def set_pdf(html, layout, joined=()):
    """(bytes, pages) of `html` in `layout`; `joined`: (title, language tag, bytes) of PDFs that follow it.

    Raises TooBusy, and what Press.run raises.
    """
    return _run("joined", html, layout, list(joined)) if joined else _run("pdf", html, layout)


def set_edition(edition, joined=()):
    """The bytes of a PDF. Raises MissingGlyphs where no typeface has a character of `edition`, and as set_pdf."""
    missing = missing_characters(_all_words(edition))
    if missing:
        raise MissingGlyphs(missing)
    return set_pdf(layout.print_html(edition), edition.layout, joined=joined)[0]


def _all_words(edition):
    around = astuple(edition.letter) if edition.letter else ()
    return "".join([*edition.tree.itertext(), edition.title, edition.subtitle, *map("".join, around)])


def count_pages(html, layout, variant, *, seconds):
    """The pages that `html` takes. Raises TooBusy or TookTooLong after `seconds`, and what Press.run raises."""
    return _run("pdf", html, layout, variant, seconds=seconds)[1]


def set_letter(html, layout, variant, text):
    """The bytes of a PDF. Raises MissingGlyphs where no typeface has a character of `text`, and as set_pdf."""
    content, missing = _run("letter", html, layout, variant, text)
    if missing:
        raise MissingGlyphs(missing)
    return content


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
