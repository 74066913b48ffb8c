import os

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from resources import actions, covers
from resources.models import Document, Rendition
from resources.rendering import press

PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
STANDARD = "standard"  # in the command's words, as Rendition.Variant has "" for it
VARIANTS = [STANDARD, *filter(None, Rendition.Variant.values)]


class Command(BaseCommand):
    help = (
        "Makes the files of all public documents in both languages, several side by side; skips those that are "
        "current, so that it can be stopped and called again. Ends with status 1 when a file could not be made."
    )

    def add_arguments(self, parser):
        parser.add_argument("--only", metavar="SLUG", help="the document with this English address")
        parser.add_argument("--language", choices=actions.LANGUAGES, help="only files in this language")
        parser.add_argument("--format", choices=Rendition.Format.values, help="only files of this format")
        parser.add_argument("--variant", choices=VARIANTS, help="only this variant")
        parser.add_argument(
            "--jobs", type=int, default=PROCESSORS, metavar="N", help="how many at once (default: one a processor)"
        )
        parser.add_argument("--force", action="store_true", help="make current files too")

    def handle(self, *, only, jobs, force, **options):
        if jobs < 1:
            raise CommandError("--jobs takes a number of 1 or more.")
        documents = _documents(only)
        chosen = [job for job in actions.jobs(documents) if _is_chosen(job, options)]
        problems = []
        outcomes = actions.render_documents(jobs=chosen, at_once=jobs, force=force)
        for job, rendition in tqdm(outcomes, desc="Documents", unit="file", total=len(chosen), leave=False):
            if rendition and rendition.problem:
                of = ", ".join(filter(None, job[1:]))
                problems.append(f"{job.document.slug_en} ({of}): {rendition.problem}")
        covers.draw_covers(documents=documents, at_once=jobs)
        press.rest()
        self.stdout.write(f"Documents: {len(chosen) - len(problems)} files are current.")
        if problems:
            raise CommandError("Could not be made:\n  " + "\n  ".join(sorted(problems)))


def _documents(only):
    documents = Document.objects.public().order_by("pk").select_related("recipient")
    if not only:
        return documents
    documents = documents.filter(slug_en=only)
    if not documents:
        raise CommandError(f"No public document has the English address “{only}”.")
    return documents


def _is_chosen(job, options):
    """Whether `job` is of the language, format and variant that were asked for, where they were."""
    variant = options["variant"] and options["variant"].replace(STANDARD, "")
    return (
        options["language"] in (None, job.language)
        and options["format"] in (None, job.format)
        and variant in (None, job.variant)
    )
