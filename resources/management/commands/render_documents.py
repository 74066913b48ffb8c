from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from resources import actions, covers
from resources.models import Document


class Command(BaseCommand):
    help = "Makes the PDF and Word files of all public documents in both languages; skips those that are current."

    def add_arguments(self, parser):
        parser.add_argument("--only", metavar="SLUG", help="the document with this English address")
        parser.add_argument("--force", action="store_true", help="make current files too")

    def handle(self, *, only, force, **options):
        documents = Document.objects.public().order_by("pk").select_related("recipient")
        if only:
            documents = documents.filter(slug_en=only)
            if not documents:
                raise CommandError(f"No public document has the English address “{only}”.")
        problems = []
        for job in tqdm(actions.jobs(documents), desc="Documents", unit="file", leave=False):
            rendition = actions.render_document(**job._asdict(), force=force)
            if rendition.problem:
                of = ", ".join(filter(None, job[1:]))
                problems.append(f"{job.document.slug_en} ({of}): {rendition.problem}")
        covers.draw_covers(documents=documents)
        self.stdout.write(f"Documents: {len(actions.jobs(documents)) - len(problems)} files are current.")
        if problems:
            raise CommandError("Could not be made:\n  " + "\n  ".join(problems))
