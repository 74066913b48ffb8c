"""Which files a pack consists of, what they are called, and how each is made: (bytes, pages, rows)."""

import hashlib
from pathlib import Path
from tempfile import TemporaryFile

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import override

from petitions.models import DeliveryFile
from petitions.packs.groups import groups_of
from petitions.packs.letter import letter_edition
from petitions.packs.names import FIELDS, Signatories, signatories_of, volume
from petitions.packs.statement import statement_edition
from petitions.spreadsheets import csv_file
from petitions.spreadsheets.cells import all_harmless
from resources.rendering import layout, press

Kind = DeliveryFile.Kind
ROWS_IN_A_VOLUME = 5_000

# In the order in which they are made: the statement comes after the lists, whose lengths it tells.
_NAMES = {
    Kind.NAMES: "signatories-{number:03}.pdf",
    Kind.NAMES_TABLE: "signatories.csv",
    Kind.COUNTS: "counts.csv",
    Kind.STATEMENT: "statement.pdf",
    Kind.LETTER: "letter.pdf",
    Kind.LETTER_WORD: "letter.docx",
}
ORDER = list(_NAMES)


def name_of(part):
    """The file's name: nothing in it is about a person."""
    return _NAMES[part.kind].format(number=part.number)


def planned(delivery):
    """The DeliveryFiles of a pack, unsaved; volumes are ranges of keys, so that they hold the same when begun again."""
    kinds = [Kind.COUNTS, Kind.STATEMENT, Kind.LETTER, Kind.LETTER_WORD]
    parts = []
    if delivery.detail != delivery.Detail.COUNTS:
        pages = signatories_of(delivery).in_pages("pk", size=ROWS_IN_A_VOLUME)
        for number, page in enumerate(pages, 1):
            (first,), (last,) = page[0], page[-1]
            parts.append(
                DeliveryFile(delivery=delivery, kind=Kind.NAMES, number=number, first=first, last=last, rows=len(page))
            )
        kinds = [Kind.NAMES_TABLE, *kinds] if parts else kinds
    return parts + [DeliveryFile(delivery=delivery, kind=kind) for kind in kinds]


def made(delivery, part):
    """The content of `part` as (open temporary file, SHA-256, pages, rows), in the language of the pack.

    Raises resources.rendering.problems.RenderingProblem.
    """
    file, digest = TemporaryFile(), hashlib.sha256()  # noqa: SIM115 (whoever takes it closes it)
    with override(delivery.language):
        chunks, pages, rows = _MAKERS[part.kind](delivery, part)
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
    file.seek(0)
    return File(file, name=Path(name_of(part)).name), digest.hexdigest(), pages, rows()


def _volume(delivery, part):
    # A name that has gone since the plan leaves a gap in the numbers and moves no other.
    before = (part.number - 1) * ROWS_IN_A_VOLUME
    volumes = delivery.files.filter(kind=Kind.NAMES).count()
    data = volume(delivery, part, before=before, volumes=volumes)
    content, pages = press.set_list(data)
    press.rest()
    return [content], pages, lambda: len(data["rows"])


def _names_table(delivery, part):
    signatories, count = Signatories(delivery), _Count()

    def pages():
        for page in signatories_of(delivery).in_pages(*FIELDS):
            lines = [signatories.line(count.next(), *row) for row in page]
            yield list(zip(*(all_harmless(column) for column in zip(*lines, strict=True)), strict=True))

    return csv_file.stream(signatories.heading(), pages()), 0, lambda: count.value


class _Count:
    value = 0

    def next(self):
        self.value += 1
        return self.value


def _counts(delivery, part):
    groups = groups_of(delivery)
    few = _("fewer than five, or kept back to hide such a number")
    rows = [
        (group.province, group.riding, few if group.number is None else str(group.number))
        for group in groups.provinces + groups.ridings
    ]
    pages = [list(zip(*(all_harmless(column) for column in zip(*rows, strict=True)), strict=True))] if rows else []
    return csv_file.stream([_("Province"), _("Riding"), _("Signatures")], pages), 0, lambda: len(rows)


def _statement(delivery, part):
    edition = statement_edition(delivery)
    content, pages = press.set_pdf(layout.print_html(edition), edition.layout)
    return [content], pages, lambda: 0


def _letter(delivery, part):
    edition = letter_edition(delivery)
    content, pages = press.set_pdf(layout.print_html(edition), edition.layout)
    return [content], pages, lambda: 0


def _letter_word(delivery, part):
    content = press.set_word(letter_edition(delivery))
    press.rest()
    return [content], 0, lambda: 0


_MAKERS = {
    Kind.NAMES: _volume,
    Kind.NAMES_TABLE: _names_table,
    Kind.COUNTS: _counts,
    Kind.STATEMENT: _statement,
    Kind.LETTER: _letter,
    Kind.LETTER_WORD: _letter_word,
}
