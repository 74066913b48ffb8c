from django.core.management import call_command
from django.core.management.base import BaseCommand

from config import seed


class Command(BaseCommand):
    help = "Loads the site's first content into an empty site; a site that has any keeps what it has."

    def handle(self, *args, **options):
        if not seed.is_empty():
            self.stdout.write("The site has content; nothing was loaded or changed.")
            return
        for label, count in seed.load().items():
            self.stdout.write(f"  {count:3} {label}")
        call_command("rebuild_modelsearch_index", verbosity=0)
        self.stdout.write("Content loaded.")
