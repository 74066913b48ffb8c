from datetime import timedelta

from django.core.management.base import BaseCommand

from resources import sweeping


class Command(BaseCommand):
    help = "Deletes files of the library that no record names any more; the clock does it every night."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="list them and delete nothing")
        parser.add_argument(
            "--days", type=float, default=sweeping.GRACE.days, help="only files older than this (default: 1)"
        )

    def handle(self, *, dry_run, days, **options):
        grace = timedelta(days=days)
        names = list(sweeping.orphans(grace=grace)) if dry_run else sweeping.sweep(grace=grace)
        for name in names:
            self.stdout.write(name)
        self.stdout.write(f"{len(names)} files {'would be' if dry_run else 'were'} deleted.")
