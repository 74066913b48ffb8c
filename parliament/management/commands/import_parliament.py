import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from parliament import actions, csv_files
from parliament.management.report_in_words import tell_report

MOST_PROBLEMS = 30


class Command(BaseCommand):
    help = (
        "Imports ridings, members of Parliament, their offices and postal areas from CSV files, which it tells apart "
        "by their header. Says what was added, changed and is gone."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument(
            "--as-of",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day on which the files were right; else the newest day in a file, else today",
        )
        parser.add_argument("--source", default="", help="who keeps these facts, such as “Elections Canada”")
        parser.add_argument("--source-fr", default="", help="the same in French, such as “Élections Canada”")
        parser.add_argument("--source-url", default="", help="the address of the source")
        parser.add_argument(
            "--remove",
            action="store_true",
            help="delete the ridings and areas that the files lack, and mark the seats that they lack as vacant",
        )

    def handle(self, *, files, dry_run, as_of, source, source_fr, source_url, remove, **options):
        sheets = actions.in_order([self._read(path) for path in files])
        provenance = actions.Provenance(as_of, source, source_fr or source, source_url)
        settings = {"provenance": provenance, "remove": remove, "progress": self._bar}
        try:
            if dry_run:
                for report in actions.try_sheets(sheets=sheets, **settings):
                    tell_report(self.stdout, report)
                self.stdout.write("This was a dry run. Nothing was changed.")
                return
            for sheet in sheets:
                tell_report(self.stdout, actions.import_sheet(sheet=sheet, **settings))
        except csv_files.FileRefused as refusal:
            raise CommandError(self._words(refusal)) from refusal
        except actions.TooManyGone as refusal:
            raise CommandError(f"{refusal.name} was not imported. {refusal}") from refusal

    def _read(self, path):
        try:
            return csv_files.read(path.name, path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except csv_files.FileRefused as refusal:
            raise CommandError(self._words(refusal)) from refusal

    def _words(self, refusal):
        lines = [str(problem) for problem in refusal.problems[:MOST_PROBLEMS]]
        if more := len(refusal.problems) - len(lines):
            lines.append(f"and {more} more problems")
        return "\n  ".join([f"{refusal.name} was not imported:", *lines])

    def _bar(self, rows):
        return tqdm(rows, desc="Rows", unit="row", leave=False)
