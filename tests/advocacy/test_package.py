"""The advocacy package: one booklet of what the sections say, and never of anything else."""

import pytest

from publishing.signals import content_saved
from resources.actions import render_document
from resources.models import Document
from resources.rendering.gathering import edition_of
from tests.factories.advocacy import SectionFactory
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()
    return DocumentFactory(
        layout=Document.Layout.PACKAGE, has_docx=False, body_en="<p>Before.</p>", body_fr="<p>Avant.</p>"
    )


def outline(document, language="en"):
    tree = edition_of(document, language).tree
    return [
        (node.tag, node.text_content() if hasattr(node, "text_content") else "".join(node.itertext())) for node in tree
    ]


def test_each_public_section_is_a_chapter_with_its_guide_and_what_to_do_now(package):
    guide = DocumentFactory(body_en="<h2>A part</h2><p>Guiding words.</p><h3>Deeper</h3>")
    SectionFactory(
        number=2, title_en="Second", introduction_en="<h2>Why</h2><p>Intro.</p>", document=guide,
        tool_title_en="Now", tool_text_en="<p>Do it.</p>",
    )  # fmt: skip
    SectionFactory(number=1, title_en="First & foremost", introduction_en="<p>Hello.</p>")
    SectionFactory(number=3, title_en="Not yet", draft=True)
    assert outline(package) == [
        ("p", "Before."), ("h2", "First & foremost"), ("p", "Hello."), ("h2", "Second"), ("h3", "Why"), ("p", "Intro."),
        ("h3", "A part"), ("p", "Guiding words."), ("h4", "Deeper"), ("h3", "Now"), ("p", "Do it."),
    ]  # fmt: skip


def test_a_letter_stands_under_its_title_and_a_draft_does_not_stand_there(package):
    letter = DocumentFactory(layout="letter", kind="letter", title_en="To the minister", body_en="<p>Please act.</p>")
    hidden = DocumentFactory(draft=True, body_en="<p>Hidden.</p>")
    SectionFactory(number=1, title_en="Write", introduction_en="", document=letter)
    SectionFactory(number=2, title_en="Wait", introduction_en="", document=hidden)
    assert outline(package) == [
        ("p", "Before."), ("h2", "Write"), ("h3", "To the minister"), ("p", "Please act."), ("h2", "Wait")
    ]  # fmt: skip


def test_it_is_set_like_a_report(package):
    assert edition_of(package, "fr").layout == "report"
    assert render_document(document=package, language="fr", format="pdf").pages == 3


def test_a_changed_section_takes_the_booklet_off_the_site_until_it_is_made_again(package):
    section = SectionFactory(number=1, introduction_en="<p>Old.</p>")
    other = DocumentFactory(has_docx=False)
    for document in (package, other):
        render_document(document=document, language="en", format="pdf")
    section.introduction_en = "<p>New.</p>"
    section.save()
    content_saved.send(sender=type(section), instance=section)
    assert not package.renditions.downloadable().exists()
    assert other.renditions.downloadable().exists()
