"""Keeps what was published when a newer version takes its place."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape

from publishing import placeholders
from resources import current
from resources.models import Document, Edition, EditionFile

TEXTS = ("title", "subtitle", "summary", "body")
FILE = ("language", "format", "variant", "digest", "file", "pages", "size")


def known_to_readers(document):
    """`document` as it is on the site or, where it was taken back, as it was there last; None if it never was."""
    if document.is_public:
        return document
    public = document.history.filter(state=Document.State.PUBLISHED).order_by("-history_id").first()
    return public and public.instance


@transaction.atomic
def keep_edition(*, document):
    """Keep `document`, as it is given, as an earlier edition of itself. To be called before its new words are saved.

    Effects: an Edition holds its text in both languages, with names and numbers as records say them now, and its
    files, which stay in the storage as long as it does; without one that is stale. The one
    that was kept of the same version before, because staff went back and forth, is replaced. Returns the Edition.
    """
    kept = Edition(document=document, version=document.version, issued_on=document.issued_on)
    kept.superseded_at = timezone.now()
    for language, _name in settings.LANGUAGES:
        said = {name: escape(text) for name, text in placeholders.texts(language).items()}
        for name in TEXTS:
            is_body = name == "body"
            text = (document.text_in(language) if is_body else getattr(document, f"{name}_{language}")) or ""
            setattr(kept, f"{name}_{language}", placeholders.fill(text, said) if is_body else text)
    document.editions.filter(version=document.version).delete()
    kept.save()
    files = [file for file in document.renditions.downloadable() if current.is_current(file)]
    EditionFile.objects.bulk_create(
        EditionFile(edition=kept, **{name: getattr(file, name) for name in FILE}) for file in files
    )
    return kept
