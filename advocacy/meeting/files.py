"""The files of a plan: a PDF with the papers behind it, and a Word file with their words. Nothing of them is stored."""

from advocacy.meeting.papers import plan_edition
from resources import current, while_waiting
from resources.models import Rendition


def plan_pdf(plan):
    """The bytes of the PDF: the plan, the brief and what is left behind, as one tagged file.

    The papers come from the library as they are. Raises as resources.while_waiting.set_edition.
    """
    return while_waiting.set_edition(plan_edition(plan), joined=_papers(plan))


def plan_word(plan):
    """The bytes of the Word file. Raises as resources.while_waiting.set_word."""
    return while_waiting.set_word(plan_edition(plan, with_papers=True))


def _papers(plan):
    """(title, language tag, bytes) of the papers that are there as PDFs of our own making.

    One that staff have uploaded may have no tags; it is brought along by itself, as the plan says.
    """
    joined = []
    for paper in plan.papers:
        content = _content(paper, plan.language)
        if content:
            joined.append((paper.title, f"{plan.language}-CA", content))
    return joined


def _content(paper, language):
    if paper.finished_files.filter(language=language, format=Rendition.Format.PDF).exists():
        return None
    made = paper.renditions.downloadable().filter(language=language, format=Rendition.Format.PDF, variant="").first()
    if made is None or not current.is_current(made):
        return None
    try:
        with made.file.open("rb") as file:
            return file.read()
    except FileNotFoundError:  # replaced at this moment by a newer one: it is brought along by itself
        return None
