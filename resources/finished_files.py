"""Files that staff upload in place of those that would be made from the text."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from resources.inspection import kind_of
from resources.models import FinishedFile, Rendition, finished_path
from resources.rendering import press
from resources.rendering.problems import RenderingProblem
from resources.stored import delete_unnamed_later, store

# nginx lets 20 MB through to the admin; see deploy/nginx.
MAX_BYTES = 15_000_000

PROBLEMS = {
    "actions": _("It has buttons or links that start programs, send forms or open files. Take them out."),
    "attachments": _("Other files are attached to it or embedded in it. Take them out."),
    "damaged": _("It is damaged, or made in a way that cannot be looked into. Save it anew."),
    "encrypted": _("It is protected by a password or by restrictions. Save it without them."),
    "kind": _("It is no Word document, though packed like one."),
    "large": _("It is too large once it is unpacked."),
    "loads": _("It loads something from elsewhere: a template, a picture, a field. Embed or remove it."),
    "macros": _("It has macros or controls. Save it as a .docx without them."),
    "media": _("It has sounds, films or models in it. Take them out."),
    "pages": _("It has more than 1,000 pages."),
    "scripts": _("It has scripts in it. Save it as a PDF without them."),
}


def look_into(content):
    """(format, pages) of a file's bytes. Raises ValidationError, which says all that speaks against it."""
    if len(content) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 15 MB."))
    kind = kind_of(content)
    if kind is None:
        raise ValidationError(_("Choose a PDF or a Word file (.docx). This one is neither by its content."))
    try:
        pages, problems = press.inspect(kind, content)
    except RenderingProblem:
        pages, problems = None, ("damaged",)
    if problems:
        raise ValidationError([PROBLEMS[problem] for problem in problems])
    return kind, pages


def look_into_upload(upload):
    """(format, pages, bytes) of an uploaded file. Raises as look_into.

    What was found stays with the upload: it is looked into before the form is saved, and asked for while it is.
    """
    if not hasattr(upload, "found"):
        try:
            upload.found = _found_in(upload)
        except ValidationError as problem:
            upload.found = problem
    if isinstance(upload.found, ValidationError):
        raise upload.found
    return upload.found


def _found_in(upload):
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 15 MB."))
    content = upload.read()
    return *look_into(content), content


@transaction.atomic
def offer_finished(*, document, language, format, content, pages):
    """Offer `content` as the file of `document` in `language` and `format`, in place of the one made from the text.

    Effects: the file is stored under the hash of its bytes, the FinishedFile and the rendition name it, and the
    document offers this format; a file that nothing names any more is deleted after the transaction. The worker draws
    the cover once the document's form sends `content_saved`. Returns the FinishedFile.
    """
    finished = document.finished_files.filter(language=language, format=format).first() or FinishedFile(
        document=document, language=language, format=format
    )
    before = finished.file.name
    finished.digest, finished.size, finished.pages = hashlib.sha256(content).hexdigest(), len(content), pages
    finished.file.name = store(finished_path(finished, ""), content)
    finished.save()
    _offer(finished)
    if not getattr(document, f"has_{format}"):
        setattr(document, f"has_{format}", True)
        document.save(update_fields=[f"has_{format}", "changed_at"])
    if before != finished.file.name:
        delete_unnamed_later(before)
    return finished


def _offer(finished):
    key = {"language": finished.language, "format": finished.format, "variant": ""}
    # Locked: a worker that is about to keep what it made of the text waits, and finds the finished file.
    there = finished.document.renditions.select_for_update().filter(**key).first()
    rendition = there or Rendition(document=finished.document, **key)
    before = rendition.file.name
    rendition.digest, rendition.pages, rendition.size = finished.digest, finished.pages, finished.size
    rendition.file.name, rendition.problem, rendition.made_at = finished.file.name, "", timezone.now()
    rendition.in_doubt_since = rendition.began_at = None
    rendition.save()
    if before != finished.file.name:
        delete_unnamed_later(before)


@transaction.atomic
def take_back_finished(*, finished):
    """Offer a finished file no longer.

    Effects: its record and the rendition that named it are deleted, and its bytes after the transaction, unless an
    earlier edition has them too. The worker makes the file from the text once the document's form sends
    `content_saved`.
    """
    name = finished.file.name
    finished.document.renditions.filter(
        language=finished.language, format=finished.format, variant="", file=name
    ).delete()
    finished.delete()
    delete_unnamed_later(name)
