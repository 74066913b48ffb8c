"""Sheets of paper: the petition printed, to be signed by hand."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from petitions import house_form, house_guide, house_sheets, sheets
from petitions.models import Sheet, sheet_path

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def make_sheets(*, petition):
    """Make the paper sheets of `petition`, unless those that exist are current.

    This site's own sheet in both languages; and when it is addressed to the House of Commons, the petition to the
    House in English, French and both, with instructions.

    Effects: each file is stored under the hash of what is printed on it, and the sheet names it; sheets that are
    offered no more are taken away. Raises resources.rendering.problems.RenderingProblem; sheets that exist stay
    then. Returns the sheets.
    """
    made = [_make_sheet(petition, kind, language, edition) for kind, language, edition in _editions(petition)]
    petition.sheets.exclude(pk__in=[sheet.pk for sheet in made]).delete()
    return made


def _editions(petition):
    for language in LANGUAGES:
        yield Sheet.Kind.SITE, language, sheets.sheet_edition(petition, language)
    if not petition.house_addressee:
        return
    for language in (*LANGUAGES, house_sheets.BOTH):
        try:
            yield Sheet.Kind.HOUSE, language, house_sheets.house_sheet_edition(petition, language)
        except house_form.NoHouseAddressee:  # house_rules says so to staff
            return
    for language in LANGUAGES:
        yield Sheet.Kind.INSTRUCTIONS, language, house_guide.house_guide_edition(petition, language)


def _make_sheet(petition, kind, language, edition):
    digest = sheets.digest_of(edition, "pdf")
    sheet = petition.sheets.filter(kind=kind, language=language).first()
    if sheet and sheet.digest == digest and default_storage.exists(sheet.file.name):
        return sheet
    content, pages = sheets.set_sheet(edition)
    sheet = sheet or Sheet(petition=petition, kind=kind, language=language)
    sheet.digest, sheet.pages, sheet.size = digest, pages, len(content)
    name = sheet_path(sheet, "")
    sheet.file.name = name if default_storage.exists(name) else default_storage.save(name, ContentFile(content))
    sheet.save()
    return sheet
