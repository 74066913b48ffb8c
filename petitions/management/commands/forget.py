from django.core.management.base import BaseCommand

from petitions import actions
from petitions.forgetting import all_steps


class Command(BaseCommand):
    help = "Deletes what is kept about people and whose time is over, by the clocks of privacy that staff have set."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say how many there are of each.")

    def handle(self, *args, **options):
        report = actions.forget(is_dry=options["dry_run"])
        for step in all_steps():
            self.stdout.write(f"{report.counts[step.name]:>10}  {step.label}")
        if options["dry_run"]:
            self.stdout.write("Nothing was deleted: this was a dry run.")
