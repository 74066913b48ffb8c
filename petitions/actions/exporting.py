"""Signatures leave the site as a table: only for a reason, and with a record of it."""

import logging

from django.utils import timezone

from petitions.models import Export, Signature
from petitions.spreadsheets import columns, csv_file, xlsx_file

logger = logging.getLogger(__name__)

STREAMS = {Export.Format.CSV: csv_file.stream, Export.Format.XLSX: xlsx_file.stream}


def begin_export(*, petition, file_format, keys, chosen_by, reason, by):
    """Begin to take signatures of `petition` out of the site. Returns (Export, the file as an iterator of bytes).

    `keys` name columns of petitions.spreadsheets.columns; `chosen_by` are arguments of SignatureQuerySet.chosen.

    Effects: the export is recorded before the first byte leaves; how many rows it had is added after the last.
    An export that is broken off keeps its record, without that number.
    """
    export = Export.objects.create(
        petition=petition,
        format=file_format,
        columns=list(keys),
        chosen_by={name: _plain(value) for name, value in chosen_by.items() if value},
        reason=reason,
        made_by=by,
    )
    signatures = Signature.objects.chosen(petition=petition, **chosen_by)
    counted = _Counted(columns.shown_pages(signatures, keys))
    return export, _recorded(export, counted, STREAMS[file_format](columns.heading(keys), counted))


def _plain(value):
    return list(value) if isinstance(value, list | tuple) else str(value)


class _Counted:
    def __init__(self, pages):
        self.pages, self.rows = pages, 0

    def __iter__(self):
        for page in self.pages:
            self.rows += len(page)
            yield page


def _recorded(export, counted, stream):
    yield from stream
    export.rows = counted.rows
    export.save(update_fields=["rows"])
    logger.info("export %s: %s rows in %s", export.pk, export.rows, timezone.now() - export.made_at)
