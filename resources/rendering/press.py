"""Sets PDF, Word, EPUB and plain text in a process of its own, within limits of time and memory.

A text can be made that a typesetter chews on for minutes or gigabytes. In a process of its own it is stopped
without harm to the worker, on Linux and on macOS alike; an alarm would not interrupt the typesetter's C code,
and a limit on the worker itself would end the worker. The process is kept, with its typefaces loaded: that
costs a second once, not once a document. Threads share it and wait for each other, unless they take presses of
their own.
"""

import atexit
import math
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
import warnings
from contextlib import suppress
from typing import NamedTuple

from resources.rendering import assets
from resources.rendering.problems import RenderingFailed, TookTooLong, TookTooMuchMemory, TookTooMuchWork


class Limits(NamedTuple):
    """For one file; the longest report of the library takes about three seconds and 200 MB."""

    seconds: float = 120  # by the clock on the wall: a busy machine is slow
    processor_seconds: int = 60
    memory: int = 2 * 1024**3  # bytes of address space, where the system lets it be limited
    # The typesetter's C libraries keep about 70 kB of each file; a child that has set so many makes room for a new one.
    files: int = 100


LIMITS = Limits()
TO_INSPECT = Limits(seconds=30, processor_seconds=15)  # while somebody waits for the form
NO_MEMORY = 12  # the status with which the child ends itself
# How a process ends to whom memory is denied: by itself, the typesetter's C libraries, or the system.
FOR_MEMORY = {NO_MEMORY, -signal.SIGABRT, -signal.SIGTRAP, -signal.SIGKILL}
TO_READ_AN_EXIT = 5  # seconds; a process that has closed its end is gone in a moment


def _limit_memory(limits):
    """Linux keeps to this limit; macOS does not know it."""
    if sys.platform == "linux":
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))


def _limit_work(limits):
    """So much processor time from now on; then the system ends the process."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + limits.processor_seconds, hard))


def _forget_fonts_of_the_machine():
    """Only the project's typefaces are known, so that a text is set alike on every machine."""
    os.environ["FONTCONFIG_FILE"] = str(assets.FOLDERS["fonts"] / "fonts.conf")
    warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")


def _set_pdf(html, layout, variant=""):
    from resources.rendering import pdf

    return tuple(pdf.set_pdf(html, layout, variant))


def _set_joined(html, layout, parts):
    from resources.rendering import joining, pdf

    return joining.join(pdf.set_pdf(html, layout).content, [joining.Joined(*part) for part in parts])


def _set_letter(html, layout, variant, text):
    """(bytes, the characters of `text` that no typeface has). Without bytes where there are any."""
    from resources.rendering import pdf

    missing = pdf.missing_characters(text)
    return (b"", missing) if missing else (pdf.set_pdf(html, layout, variant).content, [])


def _warm_up():
    """Loads the libraries and the typefaces."""
    from resources.rendering import pdf, word

    pdf.set_pdf("<p>A</p>", "letter")
    return bool(word)


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


def _inspect(kind, content):
    from resources import inspection

    return tuple(inspection.inspect(kind, content))


def _set_list(data):
    from resources.rendering import lists

    return lists.set_list(data)


JOBS = {
    "cover": _draw_cover,
    "inspection": _inspect,
    "list": _set_list,
    "pdf": _set_pdf,
    "joined": _set_joined,
    "letter": _set_letter,
    "warm up": _warm_up,
    "docx": _set_word,
    "epub": _set_epub,
    "txt": _set_text,
    "missing characters": _missing_characters,
}


def _serve(connection, limits):
    """The child: answers one job after the other until its parent is gone."""
    # Ctrl-C reaches the whole group; the parent decides what becomes of the job at hand.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(limits)
    _forget_fonts_of_the_machine()
    while True:
        try:
            name, arguments = connection.recv()
        except EOFError:
            return
        _limit_work(limits)
        try:
            answer = ("done", JOBS[name](*arguments))
        except MemoryError:
            os._exit(NO_MEMORY)  # whatever else it did now would need some
        except Exception as problem:  # noqa: BLE001 (whatever a text does to the typesetter is told, not raised here)
            answer = ("failed", f"{type(problem).__name__}: {problem}"[:500])
        connection.send(answer)


class Press:
    """One child process, started with the first job and again after it had to be stopped."""

    def __init__(self, limits=LIMITS):
        self._limits = limits
        self._turn = threading.Lock()
        self._process = self._connection = None
        self._files = 0

    @property
    def is_running(self):
        process = self._process
        return process is not None and process.is_alive()

    def run(self, name, *arguments, seconds=None):
        """The result of job `name`. Raises TookTooLong, TookTooMuchWork, TookTooMuchMemory or RenderingFailed."""
        with self._turn:
            return self._run(name, arguments, self._limits.seconds if seconds is None else seconds)

    def _run(self, name, arguments, seconds):
        if self._process is None or not self._process.is_alive():
            self._start()
        try:
            self._connection.send((name, arguments))
            if not self._connection.poll(seconds):
                self.stop()
                raise TookTooLong(seconds)
            outcome, result = self._connection.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise self._why_it_ended() from None
        self._files += 1
        if self._files >= self._limits.files:
            self.stop()
        if outcome == "failed":
            raise RenderingFailed(result)
        return result

    def _why_it_ended(self):
        """The problem to raise once the child has ended in the middle of a job."""
        self._process.join(TO_READ_AN_EXIT)
        ended_by = self._process.exitcode
        self.stop()
        if ended_by == -signal.SIGXCPU:
            return TookTooMuchWork(self._limits.processor_seconds)
        if ended_by in FOR_MEMORY:
            return TookTooMuchMemory(self._limits.memory)
        return RenderingFailed("the typesetter's process ended")

    def _start(self):
        context = multiprocessing.get_context("spawn")
        self._connection, child = context.Pipe()
        self._process = context.Process(target=_serve, args=(child, self._limits), daemon=True, name="press")
        self._process.start()
        self._files = 0
        child.close()

    def stop(self):
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._connection.close()
        self._process = self._connection = None


# Apart: one with the libraries of both typesetters would take half as much memory again.
_shared = {"documents": Press(), "lists": Press()}
_own = threading.local()
_kept = []
_all = list(_shared.values())


def take_own():
    """From now on this thread has a press for documents of its own, and others need not wait for it."""
    _own.press = Press()
    _all.append(_own.press)


def keep(press):
    """`press`, which another module has made, and which rests with the others."""
    _kept.append(press)
    _all.append(press)
    return press


def _documents():
    return getattr(_own, "press", _shared["documents"])


def rest():
    """End the child processes, and with them all the memory that they hold; the next job starts them anew.

    Not while another thread sets a file.
    """
    for press in _all:
        press.stop()
    _all[:] = [*_shared.values(), *_kept]


atexit.register(rest)


def set_pdf(html, layout, variant=""):
    """(bytes, number of pages) of `html` in `layout` and `variant`. Raises what Press.run raises."""
    return _documents().run("pdf", html, layout, variant)


def set_word(edition):
    """The bytes of a Word file. Raises what Press.run raises."""
    return _documents().run("docx", edition)


def set_epub(edition):
    """The bytes of an EPUB. Raises what Press.run raises."""
    return _documents().run("epub", edition)


def set_text(edition):
    """The bytes of a plain text. Raises what Press.run raises."""
    return _documents().run("txt", edition)


def inspect(kind, content):
    """(pages, problems) of an uploaded file; see resources.inspection. Raises what Press.run raises.

    In a process of its own that ends with it: the web process, which asks, keeps none.
    """
    inspector = Press(TO_INSPECT)
    try:
        return inspector.run("inspection", kind, content)
    finally:
        inspector.stop()


def draw_cover(content):
    """(AVIF, WebP, width, height) of the first page of a PDF. Raises what Press.run raises."""
    return _documents().run("cover", content)


def set_list(data):
    """(bytes, number of pages) of a long list; see lists.py. Raises what Press.run raises."""
    return _shared["lists"].run("list", data)


def missing_characters(text):
    """The characters of `text` that no typeface of the documents has."""
    return _documents().run("missing characters", text)
