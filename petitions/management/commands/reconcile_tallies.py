from django.core.management.base import BaseCommand, CommandError

from petitions import actions


class Command(BaseCommand):
    help = "Counts all signatures anew and corrects the tallies. Ends with status 1 when one of them was wrong."

    def handle(self, *args, **options):
        wrong = actions.reconcile()
        if wrong:
            lines = (
                f"petition {petition_id}: corrected by {finding.drift:+d}, {finding.misplaced} in a wrong part"
                for petition_id, finding in sorted(wrong.items())
            )
            raise CommandError("\n".join(lines), returncode=1)
        self.stdout.write("Every tally is right.")
