"""What is looked at in a section of the toolkit before it is published."""

from django.utils.translation import gettext as _

from advocacy.models import Section, Way
from publishing.prepublish.finding import Finding
from publishing.prepublish.registry import always, check, register

# Its text may be a worksheet, with [gaps] that the reader fills in on paper.
register(Section, essential=("title", "teaser"), has_gaps=always)
register(Way, essential=("title", "text"))


@check
def section_without_words(subject):
    """A section that offers nothing: no introduction, no document and nothing to do."""
    section = subject.record
    if not isinstance(section, Section) or section.tool != Section.Tool.NONE or section.document:
        return
    if not section.introduction_en and not section.introduction_fr:
        words = _("Write an introduction, or choose a document or something to do.")
        yield Finding(_("An empty page"), words, section, "introduction_en", blocks=True)


@check
def document_not_public(subject):
    """A section whose document no reader can open yet."""
    section = subject.record
    if isinstance(section, Section) and section.document and not section.document.is_public:
        words = _("The document “%(title)s” is not public yet; until it is, the section stands without it.")
        yield Finding(_("A document that is not public"), words % {"title": section.document}, section, "document")
