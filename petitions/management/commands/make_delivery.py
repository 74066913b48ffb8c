from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from petitions import actions
from petitions.models import Delivery
from petitions.one_at_a_time import BeingDone
from resources.rendering.problems import RenderingProblem


class Command(BaseCommand):
    help = "Makes the files of a delivery pack, or those that are missing. Ctrl-C stops it; called again, it goes on."

    def add_arguments(self, parser):
        parser.add_argument("pk", type=int, help="The pack's number, as in its address in the admin.")

    def handle(self, *, pk, **options):
        delivery = Delivery.objects.filter(pk=pk).first()
        if delivery is None:
            raise CommandError(f"There is no delivery pack {pk}.")
        if delivery.state in (Delivery.State.STOPPED, Delivery.State.FAILED):
            actions.resume_delivery(delivery=delivery)
        with tqdm(unit=" files", disable=None, file=self.stderr) as bar:

            def tell(delivery):
                bar.total, bar.n = delivery.steps, delivery.steps_done
                bar.refresh()

            delivery = self._make(pk, tell)
        self.stdout.write(f"{delivery.get_state_display()}: {delivery.steps_done} of {delivery.steps} files.")
        if delivery.checksum:
            self.stdout.write(f"SHA-256 of the pack: {delivery.checksum}")

    def _make(self, pk, tell):
        try:
            return actions.make_delivery(pk=pk, tell=tell)
        except BeingDone:
            raise CommandError("Another process is making this pack.") from None
        except RenderingProblem as problem:
            raise CommandError(f"The pack failed: {type(problem).__name__} at one of its files.") from None
        except KeyboardInterrupt:
            raise CommandError("Stopped. Call it again, and it goes on with the file that was at hand.") from None
