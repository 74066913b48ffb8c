from django.core.management.base import BaseCommand

from petitions import actions


class Command(BaseCommand):
    help = "Counts the confirmed signatures of every petition and writes the tallies that the public sees."

    def handle(self, *args, **options):
        for pk, confirmed in actions.count_all().items():
            if options["verbosity"] > 1:
                self.stdout.write(f"petition {pk}: {confirmed}")
