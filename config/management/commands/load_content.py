from django.core.management import call_command
from django.core.management.base import BaseCommand

from config import gained, seed


class Command(BaseCommand):
    help = "Loads the site's first content into an empty site; a site that has any keeps what it has."

    def add_arguments(self, parser):
        parser.add_argument(
            "--gained",
            action="store_true",
            help="bring in what the first content has gained since: drafts of campaigns' tools where there are none, "
            "and the words of ways to help that nobody has changed. Nothing that staff wrote is touched",
        )

    def handle(self, *args, gained=False, **options):
        if not seed.is_empty():
            self._go_on(gained)
            return
        for label, count in seed.load().items():
            self.stdout.write(f"  {count:3} {label}")
        call_command("rebuild_modelsearch_index", verbosity=0)
        self.stdout.write("Content loaded.")

    def _go_on(self, is_wanted):
        if not is_wanted:
            self.stdout.write("The site has content; nothing was loaded or changed.")
            return
        for sentence in gained.take_over() or ["Nothing is new; nothing was changed."]:
            self.stdout.write(sentence)
