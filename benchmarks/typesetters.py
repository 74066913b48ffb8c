"""Typesetters, each in a process of its own: the site's for PDF and Word, and WeasyPrint with nothing around it.

The bare one is handed the same HTML and has the same typefaces and style sheets in memory. It never imports
resources.rendering.pdf, which puts the site's own tags and remedies in WeasyPrint's place.
"""

import gc
import multiprocessing
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from resources.rendering import assets, press


class Turn(NamedTuple):
    """One setting of a text: its seconds, those of the processor, and what came of it."""

    seconds: float
    cpu: float
    content: bytes


def _site():
    """What the press's child does, without the way there and back."""
    from resources.rendering import pdf

    return lambda html, layout: pdf.set_pdf(html, layout).content


def _bare():
    """HTML(…).write_pdf(): untagged, of no standard, at the layout's own size of type."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        def fetch(self, url, headers=None):
            return URLFetcherResponse(url, assets.asset_path(url).read_bytes())

    fetcher, configuration, sheets = Fetcher(), FontConfiguration(), {}

    def sheet(name):
        if name not in sheets:
            sheets[name] = CSS(string=assets.style(name), font_config=configuration, url_fetcher=fetcher)
        return sheets[name]

    def write(html, layout):
        used = [sheet(name) for name in ("fonts", "base", layout)]
        return HTML(string=html, url_fetcher=fetcher).write_pdf(font_config=configuration, stylesheets=used)

    return write


def _word():
    from resources.rendering import word

    return word.set_word


SIDES = {"site": _site, "bare": _bare, "word": _word}


def _serve(connection, side):
    """The child: sets one text after the other until its parent is gone."""
    press._forget_fonts_of_the_machine()
    write = SIDES[side]()
    connection.send("ready")
    while True:
        try:
            text = connection.recv()
        except EOFError:
            return
        gc.collect()  # what the turn before left is not this one's work
        began, began_cpu = time.perf_counter(), time.process_time()
        content = write(*text)
        connection.send(Turn(time.perf_counter() - began, time.process_time() - began_cpu, content))


class Typesetter:
    def __init__(self, connection, pid):
        self._connection, self.pid = connection, pid

    def set(self, *text):
        """Set HTML in a layout, or an edition as a Word file. Returns a Turn."""
        self._connection.send(text)
        return self._connection.recv()


def forget_peak(pid):
    """Let the peak of a process's memory be measured from here (Linux)."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")


def status_mb(pid, name):
    """`VmHWM`, the most memory that a process held, or `VmRSS`, what it holds now."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


@contextmanager
def typesetter(side):
    """A running typesetter, its code in memory and its typefaces not yet."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, side), daemon=True)
    process.start()
    theirs.close()
    try:
        ours.recv()
        yield Typesetter(ours, process.pid)
    finally:
        ours.close()
        process.join(10)
        process.kill()
