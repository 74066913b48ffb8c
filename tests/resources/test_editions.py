"""Earlier editions: what was published stays to be read, and says that it is superseded."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation

from publishing.actions import publish, return_to_draft
from resources import actions, current
from resources.models import Document, Edition, EditionFile, Rendition
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory
from tests.page_forms import form_of, page_of, words_of

pytestmark = pytest.mark.django_db
LIST = "/admin/resources/document/"
CONTENT = b"%PDF the first version"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()


@pytest.fixture
def document():
    document = DocumentFactory(slug_en="a-guide", slug_fr="un-guide", body_en="<p>The first words.</p>")
    rendition = document.renditions.create(language="en", format="pdf", digest="ab" * 32, size=len(CONTENT), pages=3)
    rendition.file.save("x.pdf", ContentFile(CONTENT))
    return document


@pytest.fixture
def save(publisher, django_capture_on_commit_callbacks):
    def change(document, **changes):
        page = f"{LIST}{document.pk}/change/"
        with django_capture_on_commit_callbacks(execute=True):
            answer = publisher.post(page, form_of(publisher.get(page), "document_form") | changes)
        assert answer.status_code == 302, words_of(answer)

    return change


class TestANewerVersion:
    def test_leaves_the_earlier_one_with_its_words_and_files(self, document, save, client):
        save(document, version="2", title_en="A better guide", body_en="<p>The second words.</p>")
        words = words_of(client.get(document.get_absolute_url()))
        assert "The second words." in words
        assert "Version 1, superseded" in words
        earlier = words_of(client.get("/en/resources/a-guide/versions/1/"))
        assert "The first words." in earlier
        assert "This is version 1, which has been superseded. Version 2 is the newest" in earlier
        answer = client.get("/en/resources/a-guide/versions/1/standard.pdf")
        assert b"".join(answer.streaming_content) == CONTENT
        assert answer["X-Robots-Tag"] == "noindex"

    def test_is_what_search_engines_are_sent_to(self, document, save, client):
        save(document, version="2")
        page = page_of(client.get("/en/resources/a-guide/versions/1/"))
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert page.xpath("//link[@rel='canonical']/@href")[0].endswith("/en/resources/a-guide/")
        assert page.xpath("//div[contains(@class, 'notice')]//a/@href") == ["/en/resources/a-guide/"]

    def test_keeps_names_as_they_were(self, document, save, client):
        minister = DecisionMakerFactory(key="minister")
        document.body_en = "<p>Write to {{minister.full_name}}.</p>"
        document.save()
        before = words_of(client.get(document.get_absolute_url()))
        assert minister.full_name in before
        save(document, version="2")
        minister.first_name_en = minister.first_name_fr = minister.first_name = "Quite-Another"
        minister.save()
        assert "{{" not in Edition.objects.get().body_en
        assert "Quite-Another" not in Edition.objects.get().body_en

    def test_of_a_draft_leaves_nothing(self, save):
        save(DocumentFactory(draft=True), version="2")
        assert not Edition.objects.exists()

    def test_is_told_by_its_number_alone(self, document, save):
        save(document, title_en="A correction of a letter")
        assert not Edition.objects.exists()

    def test_there_and_back_again_keeps_one_of_each(self, document, save):
        for version in ("2", "1", "2", "3"):
            save(document, version=version)
        assert [edition.version for edition in Edition.objects.all()] == [2, 1]


def test_the_other_language_has_its_own_address(document, save, client):
    save(document, version="2")
    with translation.override("fr"):
        assert "Quelques mots." in words_of(client.get("/fr/documents/un-guide/versions/1/"))
        assert client.get("/fr/documents/un-guide/versions/1/standard.pdf").status_code == 404


def test_its_files_outlive_those_of_the_newer_one(document, save, django_capture_on_commit_callbacks):
    save(document, version="2", title_en="Other words")
    file = EditionFile.objects.get()
    assert not document.renditions.get().file
    assert default_storage.exists(file.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        current.withdraw_stale(documents=[document])
    assert default_storage.exists(file.file.name)


class TestWhatIsTakenBackToBeWorkedOn:
    """Writers change drafts only: a text that readers know is a draft again before it is a newer version."""

    @pytest.fixture
    def draft(self, document):
        publish(item=document)
        return_to_draft(item=document)
        return document

    def test_is_kept_as_readers_knew_it_when_the_version_is_raised(self, draft, save, client):
        save(draft, body_en="<p>Words that nobody has read.</p>")
        assert not draft.editions.exists()
        save(draft, version="2", body_en="<p>The second words.</p>")
        save(draft, version="2", body_en="<p>The third words.</p>")
        publish(item=Document.objects.get())
        earlier = words_of(client.get("/en/resources/a-guide/versions/1/"))
        assert "The first words." in earlier
        assert "nobody has read" not in earlier

    def test_keeps_its_files_too_when_nothing_else_has_changed(self, document, save):
        Rendition.objects.all().delete()
        made = actions.render_document(document=document, language="en", format="pdf")
        publish(item=document)
        return_to_draft(item=document)
        save(document, version="2", body_en="<p>The second words.</p>")
        assert EditionFile.objects.get().digest == made.digest

    def test_that_was_never_public_leaves_nothing(self, save):
        draft = DocumentFactory(draft=True)
        save(draft, version="2")
        assert not Edition.objects.exists()


def test_each_of_its_files_has_a_name_of_its_own(document, save, client):
    large = document.renditions.create(language="en", format="pdf", variant="large", digest="cd" * 32, size=3)
    large.file.save("y.pdf", ContentFile(b"abc"))
    document.has_large_print = True
    document.save()
    save(document, version="2")
    answers = [client.get(f"/en/resources/a-guide/versions/1/{name}.pdf") for name in ("standard", "large")]
    names = [answer["Content-Disposition"].split('"')[1] for answer in answers]
    assert names == ["a-guide-1.pdf", "a-guide-1-large-print.pdf"]


def test_a_file_of_it_that_is_gone_from_the_storage_leads_to_its_page(document, save, client):
    save(document, version="2")
    default_storage.delete(EditionFile.objects.get().file.name)
    answer = client.get("/en/resources/a-guide/versions/1/standard.pdf")
    assert (answer.status_code, answer["Location"]) == (303, "/en/resources/a-guide/versions/1/")


@pytest.mark.parametrize(
    "address",
    [
        "versions/2/",
        "versions/9/",
        "versions/1/large.pdf",
        "versions/1/standard.docx",
        f"versions/{10**30}/",
        f"versions/{10**30}/standard.pdf",
    ],
)
def test_what_there_is_not_is_not_found(document, save, client, address):
    save(document, version="2")
    assert client.get(f"/en/resources/a-guide/{address}").status_code == 404


def test_of_a_document_that_is_off_the_site_nothing_is_shown(document, save, client):
    save(document, version="2")
    document.state = "archived"
    document.save()
    assert client.get("/en/resources/a-guide/versions/1/").status_code == 404
    assert client.get("/en/resources/a-guide/versions/1/standard.pdf").status_code == 404
