"""Verbs of the library: make files from documents, and only those that are not current."""

from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from resources.models import Document, Rendition, rendition_path
from resources.presses import Step, side_by_side
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

    @property
    def is_uploaded(self):
        """Whether staff have brought a finished file, in whose place none is made."""
        finished = self.document.finished_files.filter(language=self.language, format=self.format)
        return not self.variant and finished.exists()


class Work(NamedTuple):
    """What is still to be set of a job: plain data, which needs no database.

    `doubt`: since when its file was in doubt as its text was read.
    """

    edition: Edition
    digest: str
    doubt: datetime | None


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
    names any more is deleted after the transaction. Returns the Rendition; None when the document has been deleted.
    """
    [(_job, rendition)] = render_documents(jobs=[Job(document, language, format, variant)], force=force)
    return rendition


def render_documents(*, jobs, at_once=None, force=False):
    """Do many `jobs`: at the press of this thread, or `at_once` of them side by side, as presses.side_by_side says.

    Effects: those of render_document for each. Yields (job, rendition) as each is done; whoever stops in between
    can go on later, for what is made is current.
    """
    return side_by_side((_step(job, force) for job in jobs), at_once=at_once)


def _step(job, force):
    """The Step of `job`; (job, rendition) when nothing is to be set."""
    begun = _begin(job, force)
    if not isinstance(begun, Work):
        return job, begun
    return Step(partial(_set, begun.edition, job.format), partial(_finish, job, begun))


def _begin(job, force):
    """The Work that `job` needs; its Rendition, when that is current or can be told to be impossible; None without it.

    Documents are read anew: a worker is at a library for minutes, in which staff go on writing. The row stands before
    the text is read, so that what is saved from then on puts it in doubt.
    """
    document = job.document
    if not Document.objects.filter(pk=document.pk).exists():
        return None
    row, _made = Rendition.objects.get_or_create(document=document, **job.of)
    document = Document.objects.select_related("recipient").get(pk=document.pk)
    try:
        edition = edition_of(document, job.language, job.variant)
    except RenderingProblem as problem:
        return _record(job, row.in_doubt_since, problem=problem.for_staff())
    digest = digest_of(edition, job.format)
    if row.digest == digest and not row.problem and not force and default_storage.exists(row.file.name):
        Rendition.objects.believe(row)
        return row
    Rendition.objects.filter(pk=row.pk).update(began_at=timezone.now())
    return Work(edition, digest, row.in_doubt_since)


def _finish(job, work, result):
    """(job, rendition), with the file that `result()` gives or the problem that it raises."""
    try:
        content, pages = result()
    except RenderingProblem as problem:
        return job, _record(job, work.doubt, problem=problem.for_staff())
    return job, _record(job, work.doubt, digest=work.digest, content=content, pages=pages)


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


@transaction.atomic
def _record(job, doubt, *, digest="", content=b"", pages=None, problem=""):
    """Keep what was made of `job`, unless staff have deleted its document or uploaded a file in its place meanwhile.

    What was saved since `doubt` leaves the file in doubt. Returns the Rendition, or None without its document.
    """
    rendition = Rendition.objects.select_for_update().filter(document=job.document, **job.of).first()
    if rendition is None:
        return None
    rendition.began_at = None
    if not job.is_uploaded:
        rendition.digest, rendition.pages, rendition.problem = digest, pages, problem
        rendition.size, rendition.made_at = len(content), timezone.now()
        if rendition.in_doubt_since == doubt:
            rendition.in_doubt_since = None
        _name_file(rendition, store(rendition_path(rendition, ""), content) if content else "")
    rendition.save()
    return rendition


def _name_file(rendition, name):
    """Let `rendition` name another file, or none; the one it named goes when no other rendition needs it."""
    before, rendition.file.name = rendition.file.name, name
    if before and before != name:
        delete_unnamed_later(before)
