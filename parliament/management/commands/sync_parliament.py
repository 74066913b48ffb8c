from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from parliament import represent
from parliament.actions import TooManyGone
from parliament.csv_files import FileRefused
from parliament.management.report_in_words import tell_report
from parliament.syncing import sync_members


class Command(BaseCommand):
    help = (
        "Reads the whole roster of the House from the Represent service, with offices, and brings it in at once or not "
        "at all. Says what was added, changed and is gone."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *, dry_run, **options):
        try:
            report = sync_members(dry_run=dry_run, progress=self._bar)
        except represent.RepresentUnavailable as problem:
            raise CommandError(f"The roster was not read, and nothing was changed. {problem}") from problem
        except FileRefused as refusal:
            lines = [f"{problem.words}" for problem in refusal.problems]
            raise CommandError("\n  ".join(["The roster was refused, and nothing was changed:", *lines])) from refusal
        except TooManyGone as refusal:
            raise CommandError(f"The roster was refused, and nothing was changed. {refusal}") from refusal
        tell_report(self.stdout, report)
        if dry_run:
            self.stdout.write("This was a dry run. Nothing was changed.")

    def _bar(self, total):
        return tqdm(total=total, desc="Members", unit="member", leave=False)
