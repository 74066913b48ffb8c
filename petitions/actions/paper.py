"""Sheets of paper."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from petitions import sheets
from petitions.models import Sheet, sheet_path


def make_sheets(*, petition):
    """Make the paper sheets of `petition` in both languages, unless those that exist are current.

    Effects: each file is stored under the hash of what is printed on it, and the sheet names it. Raises
    resources.rendering.problems.RenderingProblem; sheets that exist stay then. Returns the sheets.
    """
    return [_make_sheet(petition, language) for language, _name in settings.LANGUAGES]


def _make_sheet(petition, language):
    edition = sheets.sheet_edition(petition, language)
    digest = sheets.digest_of(edition, "pdf")
    sheet = Sheet.objects.filter(petition=petition, language=language).first()
    if sheet and sheet.digest == digest and default_storage.exists(sheet.file.name):
        return sheet
    content, pages = sheets.set_sheet(edition)
    sheet = sheet or Sheet(petition=petition, language=language)
    sheet.digest, sheet.pages, sheet.size = digest, pages, len(content)
    name = sheet_path(sheet, "")
    sheet.file.name = name if default_storage.exists(name) else default_storage.save(name, ContentFile(content))
    sheet.save()
    return sheet
