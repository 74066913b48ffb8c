from django.core.management.base import BaseCommand

from petitions import actions
from petitions.models import Petition


class Command(BaseCommand):
    help = "Makes the paper sheets of petitions, of each kind and language; skips those that are current."

    def handle(self, *args, **options):
        made = [
            sheet
            for petition in Petition.objects.with_sheets().with_page_content()
            for sheet in actions.make_sheets(petition=petition)
        ]
        self.stdout.write(f"Petition sheets: {len(made)} files are current.")
