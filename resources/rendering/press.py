"""Sets PDF, Word, EPUB and plain text in a process of its own, within limits of time and memory.

A text can be made that a typesetter chews on for minutes or gigabytes. In a process of its own it is stopped
without harm to the worker, on Linux and on macOS alike; an alarm would not interrupt the typesetter's C code,
and a limit on the worker itself would end the worker. The process is kept, with its typefaces loaded: that
costs a second once, not once a document.
"""

import atexit
import multiprocessing
import os
import signal
import sys
import warnings
from contextlib import suppress

from resources.rendering import assets
from resources.rendering.problems import RenderingFailed, TookTooLong

SECONDS = 120  # for one file; the longest report of the library takes about three
MEMORY = 2 * 1024**3  # bytes of address space, where the system lets it be limited


def _limit_memory():
    """Linux keeps to this limit; macOS does not know it."""
    if sys.platform == "linux":
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _forget_fonts_of_the_machine():
    """Only the project's typefaces are known, so that a text is set alike on every machine."""
    os.environ["FONTCONFIG_FILE"] = str(assets.FOLDERS["fonts"] / "fonts.conf")
    warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")


def _set_pdf(html, layout, variant=""):
    from resources.rendering import pdf

    return tuple(pdf.set_pdf(html, layout, variant))


def _set_word(edition):
    from resources.rendering import word

    return word.set_word(edition)


def _set_epub(edition):
    from resources.rendering import epub

    return epub.set_epub(edition)


def _set_text(edition):
    from resources.rendering import plain_text

    return plain_text.set_text(edition)


def _missing_characters(text):
    from resources.rendering import pdf

    return pdf.missing_characters(text)


def _draw_cover(content):
    from resources.rendering import cover

    return cover.draw_cover(content)


def _set_list(data):
    from resources.rendering import lists

    return lists.set_list(data)


JOBS = {
    "cover": _draw_cover,
    "list": _set_list,
    "pdf": _set_pdf,
    "docx": _set_word,
    "epub": _set_epub,
    "txt": _set_text,
    "missing characters": _missing_characters,
}


def _serve(connection):
    """The child: answers one job after the other until its parent is gone."""
    # Ctrl-C reaches the whole group; the parent decides what becomes of the job at hand.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    _forget_fonts_of_the_machine()
    while True:
        try:
            name, arguments = connection.recv()
        except EOFError:
            return
        try:
            answer = ("done", JOBS[name](*arguments))
        except Exception as problem:  # noqa: BLE001 (whatever a text does to the typesetter is told, not raised here)
            answer = ("failed", f"{type(problem).__name__}: {problem}"[:500])
        connection.send(answer)


class Press:
    """One child process, started with the first job and again after it had to be stopped."""

    def __init__(self):
        self._process = self._connection = None

    def run(self, name, *arguments, seconds=SECONDS):
        """The result of job `name`. Raises TookTooLong or RenderingFailed."""
        if self._process is None or not self._process.is_alive():
            self._start()
        try:
            self._connection.send((name, arguments))
            if not self._connection.poll(seconds):
                self.stop()
                raise TookTooLong(seconds)
            outcome, result = self._connection.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.stop()
            raise RenderingFailed("the typesetter's process ended") from None
        if outcome == "failed":
            raise RenderingFailed(result)
        return result

    def _start(self):
        context = multiprocessing.get_context("spawn")
        self._connection, child = context.Pipe()
        self._process = context.Process(target=_serve, args=(child,), daemon=True, name="press")
        self._process.start()
        child.close()

    def stop(self):
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._connection.close()
        self._process = self._connection = None


_press = Press()
atexit.register(_press.stop)
# Of its own: beside the other typesetter's libraries a volume would take half as much memory again.
_list_press = Press()
atexit.register(_list_press.stop)


def set_pdf(html, layout, variant="", *, seconds=SECONDS):
    """(bytes, number of pages) of `html` in `layout` and `variant`. Raises TookTooLong or RenderingFailed."""
    return _press.run("pdf", html, layout, variant, seconds=seconds)


def set_word(edition):
    """The bytes of a Word file. Raises TookTooLong or RenderingFailed."""
    return _press.run("docx", edition)


def set_epub(edition):
    """The bytes of an EPUB. Raises TookTooLong or RenderingFailed."""
    return _press.run("epub", edition)


def set_text(edition):
    """The bytes of a plain text. Raises TookTooLong or RenderingFailed."""
    return _press.run("txt", edition)


def draw_cover(content):
    """(AVIF, WebP, width, height) of the first page of a PDF. Raises TookTooLong or RenderingFailed."""
    return _press.run("cover", content)


def set_list(data):
    """(bytes, number of pages) of a long list; see lists.py. Raises TookTooLong or RenderingFailed."""
    return _list_press.run("list", data)


def rest():
    """End the child processes, and with them all the memory that they hold; the next job starts them anew."""
    _press.stop()
    _list_press.stop()


def missing_characters(text):
    """The characters of `text` that no typeface of the documents has."""
    return _press.run("missing characters", text)
