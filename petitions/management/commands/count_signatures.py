from django.core.management.base import BaseCommand

from petitions import actions


class Command(BaseCommand):
    help = "Counts what was confirmed, withdrawn or changed since the last time, into the tallies that the public sees."

    def handle(self, *args, **options):
        for petition_id, rows in actions.count_window().items():
            if options["verbosity"] > 1:
                self.stdout.write(f"petition {petition_id}: {rows}")
