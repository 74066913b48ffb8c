"""Work of the background worker."""

import logging

from django_tasks import task

from resources.models import Document

logger = logging.getLogger(__name__)

# `resources.actions` is imported inside the tasks: the web process queues them, and should not load what
# only the worker needs.


@task(queue_name="documents")
def render_document(document_pk):
    """Make the files of one document, if it is public, in both languages and all its formats."""
    _render(Document.objects.public().filter(pk=document_pk))


@task(queue_name="documents")
def measure_draft(document_pk):
    """Make those files of a draft that may be too long for their pages, so that whoever publishes it knows at once.

    Nobody is served a file of a draft.
    """
    from resources import actions

    jobs = actions.jobs(Document.objects.filter(pk=document_pk))
    limited = [job for job in jobs if (job.format, job.variant) in job.document.limited]
    list(actions.render_documents(jobs=limited))


@task(queue_name="documents")
def render_documents_in_doubt():
    """Withdraw what is no longer current since something else was saved, and make that anew."""
    from resources import current

    in_doubt = Document.objects.public().in_doubt()
    current.withdraw_stale(documents=in_doubt)
    _render(in_doubt.all())


@task(queue_name="documents")
def render_stale_documents():
    """Make whatever file of a public document is missing or no longer current."""
    _render(Document.objects.public())


@task(queue_name="documents")
def sweep_orphaned_files():
    """Delete files that no record names and that have lain there for a day."""
    from resources import sweeping

    for name in sweeping.sweep():
        logger.info("swept: %s", name)


def _render(documents):
    from resources import actions, covers

    for _job, rendition in actions.render_documents(jobs=actions.jobs(documents)):
        if rendition and rendition.problem:
            logger.warning("not rendered: %s: %s", rendition, rendition.problem)
    covers.draw_covers(documents=documents)
