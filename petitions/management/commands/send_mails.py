import signal

from django.core.management.base import BaseCommand

from petitions.postman import Postman


class Command(BaseCommand):
    help = "Sends the mails that wait, until it is stopped. SIGTERM lets it finish the mail at hand."

    def add_arguments(self, parser):
        parser.add_argument("--until-empty", action="store_true", help="End when nothing is due.")

    def handle(self, *, until_empty, **options):
        postman = Postman()
        before = {name: signal.signal(name, postman.stop) for name in (signal.SIGTERM, signal.SIGINT)}
        try:
            sent = postman.run(until_empty=until_empty)
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)
        if until_empty:
            self.stdout.write(f"{sent} mails sent.")
