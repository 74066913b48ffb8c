"""Verbs of the library: make files from documents, and only those that are not current."""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import replace
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from resources.models import Document, Rendition, rendition_path
from resources.rendering import layout, press
from resources.rendering.digest import digest_of
from resources.rendering.edition import Edition
from resources.rendering.gathering import edition_of
from resources.rendering.problems import (
    SIDES_OF_AN_INSERT,
    InsertOverflows,
    MissingGlyphs,
    RenderingProblem,
    TextOverflows,
)
from resources.stored import delete_unnamed_later, store

LANGUAGES = tuple(language for language, _name in settings.LANGUAGES)


# What makes the files of each format that has no pages of its own.
_WITHOUT_PAGES = {
    Rendition.Format.DOCX: press.set_word,
    Rendition.Format.EPUB: press.set_epub,
    Rendition.Format.TXT: press.set_text,
}


class Job(NamedTuple):
    """One file that a document is to have."""

    document: Document
    language: str
    format: str
    variant: str = ""

    @property
    def of(self):
        """Which of the document's renditions it is."""
        return {"language": self.language, "format": self.format, "variant": self.variant}


class Work(NamedTuple):
    """What is still to be set of a job: plain data, which needs no database."""

    edition: Edition
    digest: str


def jobs(documents):
    """Every file that is to be made from `documents`, in both languages, as a list of Job."""
    return [
        Job(document, language, file_format, variant)
        for document in documents
        for finished in [document.finished]
        for language in LANGUAGES
        for file_format, variant in document.wanted
        if variant or (language, file_format) not in finished
    ]


def render_document(*, document, language, format, variant="", force=False):
    """Make the file of `document` in `language`, `format` and `variant`, unless the one that exists is current.

    Effects: the rendition says that it is being made. Then, in one transaction, the file is stored under the
    hash of all that went into it, and the rendition names it, with its pages and size. When the text cannot be
    set, the rendition names no file (a stale one is never served) and says why, for staff. A file that nothing
    names any more is deleted after the transaction. Returns the Rendition.
    """
    job = Job(document, language, format, variant)
    begun = _begin(job, force)
    return _finish(job, begun, lambda: _set(begun.edition, format)) if isinstance(begun, Work) else begun


def render_documents(*, jobs, at_once, force=False):
    """Do many `jobs`, `at_once` of them side by side, each in a press of its own; the database has one hand only.

    Effects: those of render_document for each. Yields (job, rendition) as each is done; whoever stops in between
    can go on later, for what is made is current. The presses rest at the end.
    """
    threads, under_way = ThreadPoolExecutor(at_once, initializer=press.take_own), {}
    try:
        for job in jobs:
            begun = _begin(job, force)
            if not isinstance(begun, Work):
                yield job, begun
                continue
            under_way[threads.submit(_set, begun.edition, job.format)] = job, begun
            if len(under_way) > at_once:  # one waits, so that no press does
                yield from _finish_some(under_way)
        while under_way:
            yield from _finish_some(under_way)
    finally:
        threads.shutdown(cancel_futures=True)
        press.rest()


def _finish_some(under_way):
    """(job, rendition) of each that has been set; waits for the first."""
    done, _still = wait(under_way, return_when=FIRST_COMPLETED)
    for future in done:
        job, work = under_way.pop(future)
        yield job, _finish(job, work, future.result)


def _begin(job, force):
    """The Work that `job` needs; or its Rendition, when that is current or can be told to be impossible."""
    of = job.of
    try:
        edition = edition_of(job.document, job.language, job.variant)
    except RenderingProblem as problem:
        return _record(job.document, of, problem=problem.for_staff())
    digest = digest_of(edition, job.format)
    current = job.document.renditions.filter(**of, digest=digest, problem="").first()
    if current and not force and default_storage.exists(current.file.name):
        return current
    job.document.renditions.update_or_create(**of, defaults={"began_at": timezone.now()})
    return Work(edition, digest)


def _finish(job, work, result):
    """The Rendition of `job`, with the file that `result()` gives or the problem that it raises."""
    try:
        content, pages = result()
    except RenderingProblem as problem:
        return _record(job.document, job.of, problem=problem.for_staff())
    return _record(job.document, job.of, digest=work.digest, content=content, pages=pages)


def _set(edition, format):
    """(bytes, pages or None). Raises RenderingProblem."""
    if format in _WITHOUT_PAGES:
        return _WITHOUT_PAGES[format](edition), None
    missing = press.missing_characters("".join(edition.tree.itertext()) + edition.title + edition.subtitle)
    if missing:
        raise MissingGlyphs(missing)
    content, pages = press.set_pdf(layout.print_html(edition), edition.layout, edition.variant)
    if edition.layout == Document.Layout.BRIEF and not edition.variant and pages > 1:
        raise TextOverflows(pages)
    if edition.variant == Rendition.Variant.INSERT and pages > SIDES_OF_AN_INSERT:
        raise InsertOverflows(pages)
    return content, pages


def withdraw_stale(*, documents):
    """Take files that are no longer current off the site, until new ones have been made.

    Effects, in one transaction: renditions of `documents` whose text, names or colours have changed name no
    file; their files are deleted after it. Nothing is rendered. Returns the number of files withdrawn.
    """
    withdrawn = 0
    with transaction.atomic():
        for document in documents:
            renditions = [rendition for rendition in document.renditions.all() if rendition.file]
            current = {language: _current_digests(document, language) for language in LANGUAGES} if renditions else {}
            for rendition in renditions:
                if rendition.digest != current[rendition.language].get((rendition.format, rendition.variant)):
                    _name_file(rendition, "")
                    rendition.digest, rendition.pages, rendition.size = "", None, 0
                    rendition.save()
                    withdrawn += 1
    return withdrawn


def _current_digests(document, language):
    """{(format, variant): digest} of what the files in `language` ought to be."""
    uploaded = {(file_format, ""): digest for (of, file_format), digest in document.finished.items() if of == language}
    try:
        edition = edition_of(document, language)
    except RenderingProblem:
        return uploaded
    made = {
        (file_format, variant): digest_of(replace(edition, variant=variant), file_format)
        for file_format, variant in document.wanted
    }
    return made | uploaded


@transaction.atomic
def _record(document, of, *, digest="", content=b"", pages=None, problem=""):
    """`of`: the language, format and variant of the file."""
    renditions = Rendition.objects.select_for_update()
    rendition = renditions.filter(document=document, **of).first() or Rendition(document=document, **of)
    rendition.digest, rendition.pages, rendition.problem = digest, pages, problem
    rendition.size, rendition.made_at, rendition.began_at = len(content), timezone.now(), None
    _name_file(rendition, store(rendition_path(rendition, ""), content) if content else "")
    rendition.save()
    return rendition


def _name_file(rendition, name):
    """Let `rendition` name another file, or none; the one it named goes when no other rendition needs it."""
    before, rendition.file.name = rendition.file.name, name
    if before and before != name:
        delete_unnamed_later(before)
