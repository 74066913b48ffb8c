"""Covers follow the PDFs of their documents."""

import hashlib
import logging
from functools import partial

from django.conf import settings
from django.db import transaction

from resources.models import Cover, Document, cover_path
from resources.presses import Step, side_by_side
from resources.rendering import press
from resources.rendering.problems import RenderingProblem
from resources.stored import delete_unnamed_later, store

logger = logging.getLogger(__name__)


def draw_covers(*, documents, at_once=None):
    """Draw the covers of `documents` that are missing or of an older PDF. Returns how many were drawn.

    `at_once`: how many side by side, as presses.side_by_side says. Effects for each, in one transaction: the pictures
    are stored under the hashes of their bytes and the Cover names them; the pictures that it named before are deleted
    after it. Without a PDF, or from one that cannot be drawn, there is no cover.
    """
    steps = (_step(document, language) for document in documents for language, _name in settings.LANGUAGES)
    return sum(side_by_side(steps, at_once=at_once))


def _step(document, language):
    """The Step that draws the first page of the PDF of `document` in `language`; 0 when there is nothing to draw."""
    pdf = document.renditions.downloadable().filter(language=language, format="pdf", variant="").first()
    before = document.covers.filter(language=language).first()
    if pdf is None:
        _remove(before)
        return 0
    if before and before.source == pdf.digest and before.avif.storage.exists(before.avif.name):
        return 0
    return Step(partial(_draw, pdf.file), partial(_finish, pdf, before))


def _draw(stored):
    with stored.open("rb") as file:
        return press.draw_cover(file.read())


def _finish(pdf, before, result):
    """1 when there is a new cover, 0 when none could be drawn."""
    try:
        pictures = result()
    except (RenderingProblem, FileNotFoundError) as problem:
        logger.warning("no cover of %s: %s", pdf, problem)
        _remove(before)
        return 0
    return _keep(pdf, pictures)


@transaction.atomic
def _keep(pdf, pictures):
    """0 when the document has been deleted meanwhile."""
    if not Document.objects.filter(pk=pdf.document_id).exists():
        return 0
    avif, webp, width, height = pictures
    key = {"document_id": pdf.document_id, "language": pdf.language}
    before = Cover.objects.select_for_update().filter(**key).values_list("avif", "webp").first()
    names = {}
    for name, content in (("avif", avif), ("webp", webp)):
        names[name] = store(cover_path(None, f"{hashlib.sha256(content).hexdigest()}.{name}"), content)
    Cover.objects.update_or_create(**key, defaults={"source": pdf.digest, "width": width, "height": height, **names})
    delete_unnamed_later(*before or ())
    return 1


@transaction.atomic
def _remove(cover):
    if cover is not None:
        names = cover.avif.name, cover.webp.name
        cover.delete()
        delete_unnamed_later(*names)
