"""Covers follow the PDFs of their documents."""

import hashlib
import logging

from django.conf import settings
from django.db import transaction

from resources.models import Cover, cover_path
from resources.rendering import press
from resources.rendering.problems import RenderingProblem
from resources.stored import delete_unnamed_later, store

logger = logging.getLogger(__name__)


def draw_covers(*, documents):
    """Draw the covers of `documents` that are missing or of an older PDF. Returns how many were drawn."""
    drawn = 0
    for document in documents:
        for language, _name in settings.LANGUAGES:
            drawn += draw_cover(document=document, language=language)
    return drawn


def draw_cover(*, document, language):
    """Draw the first page of the PDF of `document` in `language`, unless that was done.

    Effects, in one transaction: the pictures are stored under the hashes of their bytes and the Cover names them; the
    pictures that it named before are deleted after it. Without a PDF, or from one that cannot be drawn, there is no
    cover. Returns whether one was drawn.
    """
    pdf = document.renditions.downloadable().filter(language=language, format="pdf", variant="").first()
    before = document.covers.filter(language=language).first()
    if pdf is None:
        _remove(before)
        return False
    if before and before.source == pdf.digest and before.avif.storage.exists(before.avif.name):
        return False
    try:
        with pdf.file.open("rb") as file:
            pictures = press.draw_cover(file.read())
    except (RenderingProblem, FileNotFoundError) as problem:
        logger.warning("no cover of %s: %s", pdf, problem)
        _remove(before)
        return False
    _keep(document, language, pdf.digest, pictures)
    return True


@transaction.atomic
def _keep(document, language, source, pictures):
    avif, webp, width, height = pictures
    cover = document.covers.select_for_update().filter(language=language).first() or Cover(
        document=document, language=language
    )
    before = cover.avif.name, cover.webp.name
    cover.source, cover.width, cover.height = source, width, height
    for name, content in (("avif", avif), ("webp", webp)):
        filename = f"{hashlib.sha256(content).hexdigest()}.{name}"
        getattr(cover, name).name = store(cover_path(cover, filename), content)
    cover.save()
    delete_unnamed_later(*before)


@transaction.atomic
def _remove(cover):
    if cover is not None:
        names = cover.avif.name, cover.webp.name
        cover.delete()
        delete_unnamed_later(*names)
