"""The advocacy package: one document of what the public sections say, in their order, and of nothing else."""

import re

import page as validator
import pytest
from django_tasks_db.models import DBTaskResult
from lxml import html
from pypdfium2 import PdfDocument

from advocacy.models import Section
from config import seed
from publishing.prepublish.registry import report_on
from publishing.signals import content_saved
from resources import actions, current, editions
from resources.models import Document
from resources.rendering import layout, press
from resources.rendering.digest import digest_of
from resources.rendering.gathering import edition_of
from resources.rendering.problems import NothingToSet
from tests.factories.advocacy import SectionFactory
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.publishing import OrganisationFactory, PageFactory
from tests.factories.resources import DocumentFactory
from tests.page_forms import page_of, words_of
from tests.resources import word_files
from tests.resources.books import opened
from tests.resources.structure import Structure

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()
    return DocumentFactory(
        layout=Document.Layout.PACKAGE, title_en="The package", body_en="<p>Before.</p>", body_fr="<p>Avant.</p>"
    )


def guide(words="<h2>A part</h2><p>Guiding words.</p><h3>Deeper</h3>", **fields):
    return DocumentFactory(layout=Document.Layout.GUIDE, body_en=words, **fields)


def outline(document, language="en"):
    return [(node.tag, "".join(node.itertext())) for node in edition_of(document, language).tree]


def saved(record):
    record.save()
    content_saved.send(sender=type(record), instance=record)


class TestItsText:
    def test_has_each_section_as_a_chapter_with_its_guide_below(self, package):
        SectionFactory(number=2, title_en="Second", introduction_en="<h2>Why</h2><p>Intro.</p>", document=guide())
        SectionFactory(number=1, title_en="First & foremost", introduction_en="<p>Hello.</p>")
        assert outline(package) == [
            ("p", "Before."), ("h2", "First & foremost"), ("p", "Hello."), ("h2", "Second"), ("h3", "Why"),
            ("p", "Intro."), ("h3", "A part"), ("p", "Guiding words."), ("h4", "Deeper"),
        ]  # fmt: skip

    def test_leaves_drafts_out(self, package):
        SectionFactory(number=1, title_en="There", introduction_en="<p>Here.</p>")
        SectionFactory(number=2, title_en="Not yet", draft=True, introduction_en="<p>Secret.</p>")
        SectionFactory(number=3, title_en="Waiting", document=guide("<p>Secret.</p>", draft=True))
        assert outline(package)[1:] == [
            ("h2", "There"), ("p", "Here."), ("h2", "Waiting"), ("p", "What it is for."),
        ]  # fmt: skip

    def test_has_a_letter_whole_on_a_sheet_of_its_own(self, package):
        letter = DocumentFactory(
            layout="letter", title_en="To her", recipient=DecisionMakerFactory(), body_en="<p>Please act.</p>"
        )
        SectionFactory(title_en="Write", document=letter)
        _before, chapter, title, address, salutation, body, closing, name = edition_of(package, "en").tree
        assert (chapter.tag, title.tag, title.get("class")) == ("h2", "h3", "sample")
        assert address.find("br") is not None
        words = ["".join(part.itertext()) for part in (salutation, body, closing, name)]
        assert words == ["Dear Minister:", "Please act.", "Yours sincerely,", "[Your name]"]
        assert 'class="blank"' in layout.print_html(edition_of(package, "en"))

    def test_leads_to_its_own_chapters_instead_of_the_sections_pages(self, package):
        SectionFactory(number=1, document=guide('<p><a href="page:section/next-one">Go on</a></p>'))
        SectionFactory(number=2, title_en="Next one: what’s new?", slug_en="next-one")
        tree = edition_of(package, "en").tree
        assert [link.get("href") for link in tree.iter("a")] == [f"#{tree.findall('h2')[1].get('id')}"]

    def test_numbers_the_notes_of_all_sections_through(self, package):
        for number in (1, 2):
            SectionFactory(number=number, document=guide(f"<p>Words.((Note of {number}.))</p>"))
        assert [note.get("n") for note in edition_of(package, "en").tree.iter("note")] == ["1", "2"]

    def test_is_in_each_language_that_of_the_sections(self, package):
        SectionFactory(title_fr="L’étape", introduction_fr="<p>Bonjour.</p>")
        assert outline(package, "fr") == [("p", "Avant."), ("h2", "L’étape"), ("p", "Bonjour.")]

    def test_is_none_as_long_as_no_section_is_public(self, package):
        SectionFactory(draft=True)
        with pytest.raises(NothingToSet):
            edition_of(package, "en")
        assert "There is no text in this language yet." in [f.words for f in report_on(package).blocks]

    def test_takes_as_many_queries_for_three_sections_as_for_one(
        self, package, django_assert_num_queries, django_assert_max_num_queries
    ):
        SectionFactory(document=guide())
        with django_assert_max_num_queries(6) as one:
            edition_of(package, "en")
        for _ in range(2):
            SectionFactory(document=guide())
        with django_assert_num_queries(len(one)):
            edition_of(package, "en")

    def test_has_the_ten_sections_of_the_first_content_and_no_link_out_to_one_of_them(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        seed.load()
        document = Document.objects.get(slug_en="advocacy-package")
        for language in actions.LANGUAGES:
            tree = edition_of(document, language).tree
            titles = [" ".join("".join(heading.itertext()).split()) for heading in tree.findall("h2")]
            sections = Section.objects.order_by("number").values_list(f"title_{language}", flat=True)
            assert titles == [" ".join(title.split()) for title in sections]
            assert len(titles) == 10
            assert not [link for link in tree.iter("a") if re.search("/(toolkit|trousse)/.", link.get("href"))]
            assert len([link for link in tree.iter("a") if link.get("href").startswith("#")]) > 10

    def test_stays_in_an_earlier_edition_as_it_was(self, package):
        section = SectionFactory(introduction_en="<p>Old words.</p>")
        kept = editions.keep_edition(document=package)
        Section.objects.filter(pk=section.pk).update(introduction_en="<p>New words.</p>")
        kept.refresh_from_db()
        assert "Old words." in kept.body_en
        assert "New words." not in kept.body_en


class TestItsFiles:
    @pytest.fixture
    def sections(self):
        long = "".join(f"<p>{'Words that fill a line or two. ' * 8}</p>" for _ in range(4))
        return [
            SectionFactory(number=n, title_en=f"Step {n}", document=guide(f"<h2>Of {n}</h2>{long}")) for n in (1, 2, 3)
        ]

    def test_are_tagged_and_keep_the_standards(self, package, sections):
        for variant in ("", "booklet", "large"):
            made = edition_of(package, "en", variant)
            content, _pages = press.set_pdf(layout.print_html(made), made.layout, variant)
            for profile in ("ua1", "2a"):
                assert validator.validate_pdf_bytes(content, profile=profile).failures == []

    def test_list_the_sections_with_the_pages_that_they_begin(self, package, sections):
        made = edition_of(package, "en")
        content, _pages = press.set_pdf(layout.print_html(made), made.layout)
        texts = [page.get_textpage().get_text_range().replace("\u00a0", " ") for page in PdfDocument(content)]
        # Cover, contents and preface come first; then every section begins a page.
        assert re.findall(r"(\d) (Step \d)", texts[1]) == [("4", "Step 1"), ("5", "Step 2"), ("6", "Step 3")]
        assert [f"Step {n}" in texts[n + 2] for n in (1, 2, 3)] == [True, True, True]
        assert Structure(content).kinds["TOCI"] == 6

    def test_of_small_pages_list_the_sections_alone(self, package, sections):
        whole, small = (layout.print_html(edition_of(package, "en", variant)) for variant in ("", "booklet"))
        assert [len(html.fromstring(made).findall(".//li[@data-in='toc']")) for made in (whole, small)] == [6, 3]

    def test_begin_each_section_on_a_page_in_word_and_in_a_book(self, package, sections):
        made = edition_of(package, "en")
        assert word_files.opened(made).styles["Heading 1"].paragraph_format.page_break_before
        assert [len(page.findall(".//{*}h1")) for page in opened(made).pages.values()] == [0, 1, 1, 1]

    def test_have_a_sample_on_a_sheet_of_its_own_in_word(self, package):
        SectionFactory(document=DocumentFactory(layout="brief", title_en="A brief"))
        (sample,) = [p for p in word_files.opened(edition_of(package, "en")).paragraphs if p.text == "A brief"][-1:]
        assert sample.paragraph_format.page_break_before

    @pytest.mark.parametrize("change", ["section", "guide", "recipient", "draft"])
    def test_go_when_what_they_hold_changes_and_are_queued_anew(self, package, change):
        minister = DecisionMakerFactory(key="minister")
        document = guide("<p>Old words for {{minister.full_name}}.</p>")
        section = SectionFactory(introduction_en="<p>Hello.</p>", document=document)
        SectionFactory()
        rendition = actions.render_document(document=package, language="en", format="txt")
        other = actions.render_document(document=DocumentFactory(), language="en", format="txt")
        before = digest_of(edition_of(package, "en"), "txt")
        if change == "section":
            section.introduction_en = "<p>Good day.</p>"
        elif change == "draft":
            section.state = Section.State.DRAFT
        elif change == "guide":
            document.body_en = "<p>New words.</p>"
        else:
            minister.last_name = "Somebody"
        saved({"guide": document, "recipient": minister}.get(change, section))
        rendition.refresh_from_db()
        other.refresh_from_db()
        assert (current.is_current(rendition), current.is_current(other)) == (False, True)
        assert digest_of(edition_of(package, "en"), "txt") != before
        assert DBTaskResult.objects.filter(task_path="resources.tasks.render_documents_in_doubt").exists()

    def test_come_with_the_first_public_section(self, package):
        saved(SectionFactory())
        assert DBTaskResult.objects.filter(task_path="resources.tasks.render_documents_in_doubt").count() == 1


class TestItsPages:
    def test_can_be_read_whole_with_all_sections_in_the_contents(self, client, package):
        SectionFactory(number=1, title_en="One", document=guide())
        SectionFactory(number=2, title_en="Two")
        SectionFactory(number=3, title_en="Three")
        page = page_of(client.get(package.get_absolute_url()))
        assert [h.text_content() for h in page.xpath("//*[@itemprop='articleBody']/h2")] == ["One", "Two", "Three"]
        assert page.xpath("//nav//a[@href='#text-two']")

    @pytest.mark.parametrize(("path", "title"), [("/en/toolkit/", "The package"), ("/fr/trousse/", "La trousse")])
    def test_are_offered_with_the_toolkit_when_it_is_public(self, client, package, path, title):
        PageFactory(key="toolkit")
        SectionFactory()
        Document.objects.filter(pk=package.pk).update(title_fr="La trousse", has_docx=False)
        for language in ("en", "fr"):
            actions.render_document(document=package, language=language, format="pdf")
        page = page_of(client.get(path))
        (offer,) = page.xpath("//section[@aria-labelledby='package-title']")
        assert title in offer.text_content()
        assert offer.xpath(".//a[contains(@href, '.pdf')]")
        Document.objects.filter(pk=package.pk).update(state=Document.State.DRAFT)
        assert not page_of(client.get(path)).xpath("//section[@aria-labelledby='package-title']")

    def test_tell_staff_what_is_gathered_and_what_is_not(self, publisher, package):
        here, not_yet = SectionFactory(number=1, title_en="Here"), SectionFactory(number=2, title_en="Not", draft=True)
        answer = publisher.get(f"/admin/resources/document/{package.pk}/change/")
        for section in (here, not_yet):
            assert page_of(answer).xpath(f"//a[@href='/admin/advocacy/section/{section.pk}/change/']")
        assert words_of(answer).count("left out: not public") == 1
