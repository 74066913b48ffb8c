"""How far the worker is with the files of documents, in words for staff."""

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import pgettext
from django_tasks_db.models import DBTaskResult

from resources.models import Document, Rendition

# Whoever began a file longer ago than this was stopped in between; the limit of the press is two minutes.
BEGUN_IN_VAIN = timedelta(minutes=10)
# A worker that runs begins a task within seconds, unless it is at another one.
WORKER_IS_LATE = timedelta(minutes=5)
TASKS = tuple(
    f"resources.tasks.{name}" for name in ("render_document", "render_documents_in_doubt", "render_stale_documents")
)


class FileProgress(NamedTuple):
    """One file that a document is to have. `state`: waiting, making, made or problem."""

    language: str
    label: str
    state: str
    rendition: Rendition | None

    @property
    def words(self):
        return {
            "waiting": pgettext("a file", "waiting"),
            "making": pgettext("a file", "being made"),
            "made": pgettext("a file", "made"),
            "problem": pgettext("a file", "cannot be made"),
        }[self.state]


def files_of(document):
    """A FileProgress for each file that is made from the document, English first."""
    from resources import actions  # the typesetter's side is not loaded at start-up

    there = {(r.language, r.format, r.variant): r for r in document.renditions.all()}
    found = []
    for job in actions.jobs([document]):
        rendition = there.get(job[1:])
        label = (rendition or Rendition(**job.of)).label
        found.append(FileProgress(job.language, label, _state(rendition), rendition))
    return found


def _state(rendition):
    if rendition is None:
        return "waiting"
    if rendition.began_at and timezone.now() - rendition.began_at < BEGUN_IN_VAIN:
        return "making"
    if rendition.problem:
        return "problem"
    return "made" if rendition.file and rendition.in_doubt_since is None else "waiting"


def unfinished():
    """(document, its files) of each public document that lacks a file, the newest first."""
    documents = Document.objects.public().prefetch_related("renditions", "finished_files")
    found = [(document, files_of(document)) for document in documents]
    return [(document, files) for document, files in found if any(file.state != "made" for file in files)]


class Worker(NamedTuple):
    """Whether any file is to be made, and whether a worker seems to be there to do it."""

    has_work: bool
    is_late: bool


def worker():
    tasks = DBTaskResult.objects.filter(task_path__in=TASKS)
    running, first = tasks.running().exists(), tasks.ready().order_by("enqueued_at").first()
    is_late = bool(first) and not running and timezone.now() - first.enqueued_at > WORKER_IS_LATE
    return Worker(running or bool(first), is_late)
