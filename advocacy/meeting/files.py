"""The files of a plan: a PDF with the papers behind it, and a Word file with the brief. Nothing of them is stored."""

from dataclasses import replace

from lxml import etree

from advocacy.meeting.papers import plan_edition
from resources import while_waiting
from resources.models import Rendition
from resources.rendering import layout
from resources.rendering.trees import text_nodes

# What stands for a character that no typeface of the documents has; one of them has this one.
UNKNOWN = "\ufffd"


def plan_pdf(plan):
    """The bytes of the PDF: the plan, the brief and what is left behind, as one tagged file.

    The papers come from the library as they are. Raises resources.while_waiting.TooBusy and RenderingProblem.
    """
    edition = with_known_characters(plan_edition(plan))
    content, _pages = while_waiting.set_pdf(layout.print_html(edition), edition.layout, joined=_papers(plan))
    return content


def plan_word(plan):
    """The bytes of the Word file. Raises as plan_pdf."""
    return while_waiting.set_word(plan_edition(plan, with_brief=True))


def with_known_characters(edition):
    """`edition` with UNKNOWN for what the typefaces lack: a name in any script is printed, and no file is refused."""
    missing = set(while_waiting.missing_characters("".join(edition.tree.itertext()) + edition.title))
    if not missing:
        return edition
    table = str.maketrans(dict.fromkeys(missing, UNKNOWN))
    tree = edition.tree
    for holder, attribute in text_nodes(tree):
        setattr(holder, attribute, getattr(holder, attribute).translate(table))
    return replace(edition, title=edition.title.translate(table), body=etree.tostring(tree, encoding="unicode"))


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
    if made is None:
        return None
    try:
        with made.file.open("rb") as file:
            return file.read()
    except FileNotFoundError:  # replaced at this moment by a newer one: it is brought along by itself
        return None
