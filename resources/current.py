"""Whether files are still what their documents say: in doubt once something is saved, compared before they are served.

To compare a file, its whole text is read and filled in: a tenth of a second for a long one, and the organisation's
record stands in all of them. So whoever saves a record only puts files in doubt, by one statement in the same
transaction. The worker compares them in a moment. Until it has come, a reader is sent a file in doubt only after it
was compared there and then.

What is read first decides: the doubt, then the text. What is saved in between raises a doubt of its own, which
`believe` does not take away.
"""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from resources.models import Document, Rendition
from resources.rendering.digest import digest_of
from resources.rendering.gathering import edition_of
from resources.rendering.problems import RenderingProblem
from resources.stored import delete_unnamed_later


def doubt(*, documents):
    """Put the files of `documents` (a queryset) in doubt, those included that are being made. Returns how many."""
    return Rendition.objects.filter(document__in=documents.order_by()).update(in_doubt_since=timezone.now())


def is_current(rendition):
    """Whether a file that can be downloaded is what its document says. Nothing is written: a reader asks."""
    if rendition.in_doubt_since is None:
        return True
    current = _digests(rendition.document, rendition.language)
    return rendition.digest == current.get((rendition.format, rendition.variant))


def withdraw_stale(*, documents):
    """Take files that are no longer current off the site, until new ones have been made.

    Effects, in one transaction for each of `documents`: renditions whose text, names or colours have changed name no
    file and stay in doubt, so that they are made anew; their files are deleted after it. What is current is in doubt
    no longer. Nothing is rendered. Returns the number of files withdrawn.
    """
    return sum(_withdraw_stale_of(document.pk) for document in documents)


@transaction.atomic
def _withdraw_stale_of(pk):
    renditions = list(Rendition.objects.filter(document=pk))
    document = Document.objects.select_related("recipient").filter(pk=pk).first()
    if document is None:
        return 0
    filled = {rendition.language for rendition in renditions if rendition.file}
    current = {language: _digests(document, language) for language in filled}
    withdrawn = 0
    for rendition in renditions:
        key = rendition.format, rendition.variant
        if rendition.file and rendition.digest != current[rendition.language].get(key):
            withdrawn += _withdraw(rendition)
        elif rendition.file and rendition.in_doubt_since:
            Rendition.objects.believe(rendition)
        if rendition.in_doubt_since and key not in document.wanted:  # it will not be made again
            Rendition.objects.believe(rendition)
    return withdrawn


def _withdraw(rendition):
    """1, or 0 when the rendition names another file by now."""
    still = Rendition.objects.filter(pk=rendition.pk, file=rendition.file.name)
    if not still.update(file="", digest="", pages=None, size=0):
        return 0
    delete_unnamed_later(rendition.file.name)
    return 1


def _digests(document, language):
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
