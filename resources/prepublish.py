"""What is looked at in documents before they are published: that they can be set, and that a brief has one page.

Also, in every text: whether a link to a place on the same page leads to one, because the names of those places
are the renderer's.
"""

from contextlib import suppress

from django.utils.translation import gettext as _

from publishing.prepublish.finding import Finding
from publishing.prepublish.registry import check, register, thorough
from publishing.prepublish.subject import LANGUAGES, shortened
from resources.models import Document, Rendition
from resources.rendering.gathering import edition_of
from resources.rendering.problems import (
    SIDES_OF_AN_INSERT,
    InsertOverflows,
    NothingToSet,
    RenderingProblem,
    TextOverflows,
    TookTooLong,
)
from resources.rendering.source import HEADINGS, semantic_tree

Layout, Kind, Variant = Document.Layout, Document.Kind, Rendition.Variant
# In these, [words in brackets] are gaps that readers fill in.
WITH_GAPS = (Layout.LETTER, Layout.GUIDE, Layout.BRIEF, Layout.CHURCH_SHEET, Layout.PACKAGE)
# Letters, prayers and guides speak to a person; these are to be checked by one.
THAT_CITE = (Kind.REPORT, Kind.POLICY_STATEMENT, Kind.BRIEF)


def _essential(document):
    """Without a text there is nothing to read, unless a finished file was uploaded or other texts are gathered."""
    has_file = document.pk and document.finished_files.exists()
    return ("title", "summary") if has_file or document.gathers else ("title", "summary", "body")


register(
    Document,
    essential=_essential,
    has_gaps=lambda document: document.layout in WITH_GAPS,
    cites=lambda document: document.kind in THAT_CITE,
)


@check
def dead_fragment(subject):
    """A link to a place in the same text that is not there: `#text-…` is made from a heading's words."""
    for text in subject.rich_texts:
        wanted = [a for a in text.tree.iter("a") if a.get("href", "").startswith("#")]
        if not wanted:
            continue
        tree = semantic_tree(text.stored, text.language or "en")
        places = {f"#{heading.get('id')}" for heading in tree.iter(*HEADINGS)}
        for a in wanted:
            if a.get("href") not in places:
                words = _("No heading of this text has the place %(address)s.") % {"address": a.get("href")}
                yield Finding(_("A link leads nowhere"), words, text.record, text.field, shortened(a.text_content()))


@check
def cannot_be_set(subject):
    """The renderer has refused the text as it stands, or would at once."""
    document = subject.record
    if not isinstance(document, Document):
        return
    for language in LANGUAGES:
        try:
            edition = edition_of(document, language)
        except NothingToSet as problem:
            if document.gathers:  # of other documents `missing_language` says it
                yield _unset(document, language, problem.for_staff())
            continue
        except RenderingProblem as problem:
            yield _unset(document, language, problem.for_staff())
            continue
        yield from _refusals(document, edition)


def _refusals(document, edition):
    """What the renderer said of the text as it is stored; a problem of an older one may be mended by now.

    A large print or an insert that cannot be made leaves the document without that file, and no more.
    """
    for rendition in _refused(document):
        if rendition.language == edition.language:
            yield _unset(document, edition.language, rendition.problem, blocks=not rendition.variant)


def _refused(document):
    renditions = document.renditions.with_problems() if document.pk else []
    return [rendition for rendition in renditions if rendition.made_at and rendition.made_at >= document.changed_at]


def _unset(document, language, words, blocks=True):
    return Finding(_("The files cannot be made"), words, document, f"body_{language}", blocks=blocks)


@thorough
def over_long_brief(subject):
    """A brief that takes more than its one page, by the renderer's own count."""
    document = subject.record
    if isinstance(document, Document) and document.layout == Layout.BRIEF:
        for language, pages in _pages_by_language(subject, Variant.STANDARD):
            if pages is None:
                yield _not_counted(document, language)
            elif pages > 1:
                yield _too_long(_("The brief is too long"), TextOverflows(pages), document, language, blocks=True)


@thorough
def over_long_insert(subject):
    """A bulletin insert that takes more than the two sides of its half sheet."""
    document = subject.record
    if isinstance(document, Document) and Variant.INSERT in document.variants:
        for language, sides in _pages_by_language(subject, Variant.INSERT):
            if sides is None:
                yield _not_counted(document, language)
            elif sides > SIDES_OF_AN_INSERT:
                yield _too_long(_("The bulletin insert is too long"), InsertOverflows(sides), document, language)


def _too_long(title, problem, document, language, blocks=False):
    return Finding(title, problem.for_staff(), document, f"body_{language}", blocks=blocks)


def _not_counted(document, language):
    words = _(
        "Nobody has counted yet how many pages this text takes. Open this page again in a moment. If you publish the "
        "text before, its form will tell you should it be too long."
    )
    return Finding(_("The pages are not counted yet"), words, document, f"body_{language}")


def _pages_by_language(subject, variant):
    """(language, pages) of the PDF, None for pages that cannot be counted in time.

    Without the languages of which `cannot_be_set` says why there is none.
    """
    document = subject.record
    refused = {rendition.language for rendition in _refused(document) if rendition.variant == variant}
    for language in LANGUAGES:
        if language not in refused:
            with suppress(RenderingProblem):
                yield language, _pages_of(subject, edition_of(document, language, variant))


def _pages_of(subject, edition):
    """The pages of the file that was made from this edition, or of one that is made now and thrown away."""
    from resources import while_waiting  # the typesetter's side is not loaded at start-up
    from resources.rendering import layout
    from resources.rendering.digest import digest_of

    pdf = Rendition.Format.PDF
    made = subject.record.renditions.filter(format=pdf, variant=edition.variant, digest=digest_of(edition, pdf)).first()
    if made is not None and made.pages:
        return made.pages
    if not subject.seconds_left:
        return None
    try:
        html = layout.print_html(edition)
        return while_waiting.count_pages(html, edition.layout, edition.variant, seconds=subject.seconds_left)
    except (while_waiting.TooBusy, TookTooLong):
        return None
