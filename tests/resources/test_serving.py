"""A document's files over HTTP."""

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override

from publishing import recently_read
from publishing.preview import preview_path
from resources import downloads, views
from resources.models import Document, Rendition
from resources.rendering import press
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory, RenditionFactory

pytestmark = pytest.mark.django_db

CONTENT = bytes(range(256)) * 4


@pytest.fixture
def served(settings, tmp_path, client):
    """`served(**headers)` asks for the PDF of a document whose 1,024 bytes are known."""
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()
    document = DocumentFactory(slug_en="a-guide", slug_fr="un-guide-éclairé".encode("ascii", "ignore").decode())
    for language in ("en", "fr"):
        rendition = Rendition(document=document, language=language, format="pdf", digest="ab" * 32, size=len(CONTENT))
        rendition.file.save("x.pdf", ContentFile(CONTENT))

    def ask(method="get", path="/en/resources/a-guide.pdf", **headers):
        return getattr(client, method)(path, headers={name.replace("_", "-"): v for name, v in headers.items()})

    return ask


def body(answer):
    return b"".join(answer.streaming_content)


def test_a_file_has_its_type_name_language_and_a_strong_etag(served):
    answer = served()
    assert answer.status_code == 200
    assert body(answer) == CONTENT
    assert answer["Content-Type"] == "application/pdf"
    assert answer["ETag"] == f'"{"ab" * 32}"'
    assert answer["Content-Language"] == "en-CA"
    assert answer["Content-Disposition"] == "inline; filename=\"a-guide.pdf\"; filename*=UTF-8''a-guide.pdf"
    assert answer["Content-Length"] == "1024"
    assert "Content-Encoding" not in answer


@pytest.mark.parametrize(
    ("format", "content_type"), [("epub", "application/epub+zip"), ("txt", "text/plain; charset=utf-8")]
)
def test_a_book_and_a_plain_text_have_types_of_their_own(served, format, content_type):
    document = Document.objects.get()
    Document.objects.update(has_epub=True, has_txt=True)
    rendition = Rendition(document=document, language="en", format=format, digest="cd" * 32, size=3)
    rendition.file.save(f"x.{format}", ContentFile(b"abc"))
    answer = served(path=f"/en/resources/a-guide.{format}")
    assert (answer.status_code, answer["Content-Type"], body(answer)) == (200, content_type, b"abc")
    assert f'filename="a-guide.{format}"' in answer["Content-Disposition"]
    Document.objects.update(has_epub=False, has_txt=False)
    assert served(path=f"/en/resources/a-guide.{format}").status_code == 303


def test_who_has_the_file_is_told_so(served):
    answer = served(if_none_match=f'"{"ab" * 32}"')
    assert (answer.status_code, answer.content) == (304, b"")
    assert served(if_none_match='"other"').status_code == 200


@pytest.mark.parametrize("known", ['W/"{}"', "*", '"other", W/"{}"', '"other","{}"'])
def test_whoever_has_it_by_a_weak_name_or_any_is_told_so_and_it_counts_as_no_download(served, monkeypatch, known):
    counted = []
    monkeypatch.setattr(downloads.counter, "add", counted.append)
    answer = served(if_none_match=known.format("ab" * 32), user_agent="Mozilla/5.0 Firefox/140.0")
    assert (answer.status_code, counted) == (304, [])


def test_head_has_the_headers_and_no_body(served):
    answer = served("head")
    assert (answer.status_code, answer["Content-Length"]) == (200, "1024")


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=9999-"])
def test_a_range_is_for_get_alone(served, asked):
    answer = served("head", range=asked)
    assert (answer.status_code, answer["Content-Length"]) == (200, "1024")
    assert "Content-Range" not in answer


def test_a_text_that_may_be_compressed_says_so_to_caches_in_each_answer(served):
    rendition = Rendition.objects.create(
        document=Document.objects.get(), language="en", format="txt", digest="ef" * 32, size=3
    )
    rendition.file.save("y.txt", ContentFile(b"abc"))
    Document.objects.update(has_txt=True)
    path = "/en/resources/a-guide.txt"
    answers = [served(path=path), served(path=path, range="bytes=0-1"), served(path=path, if_none_match="*")]
    assert [(answer.status_code, answer.get("Vary")) for answer in answers] == [
        (200, "Accept-Encoding"),
        (206, "Accept-Encoding"),
        (304, "Accept-Encoding"),
    ]


def test_a_file_that_is_gone_from_the_storage_leads_to_the_page(served):
    Rendition.objects.filter(language="fr").update(digest="cd" * 32)
    rendition = Rendition.objects.get(language="en")
    rendition.file.storage.delete(rendition.file.name)
    answer = served()
    assert (answer.status_code, answer["Location"]) == (303, "/en/resources/a-guide/#files")
    lasting = served(path=rendition.lasting_address)
    assert (lasting.status_code, lasting["Location"]) == (303, "/en/resources/a-guide.pdf")
    assert "immutable" not in lasting["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-99", 0, 99), ("bytes=1000-", 1000, 1023), ("bytes=-24", 1000, 1023), ("bytes=500-9999", 500, 1023)],
)
def test_a_range_is_served_in_part(served, asked, first, last):
    answer = served(range=asked)
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{last}/1024"
    assert body(answer) == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(served, asked):
    answer = served(range=asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */1024")
    assert answer["Cache-Control"] == "no-store", "what one reader asked in vain is no answer for others"


@pytest.mark.parametrize("asked", ["bytes=9-3", "bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b"])
def test_a_range_that_cannot_be_read_gets_the_whole(served, asked):
    assert served(range=asked).status_code == 200


def test_a_range_of_an_older_file_gets_the_whole_new_one(served):
    assert served(range="bytes=0-9", if_range='"older"').status_code == 200
    assert served(range="bytes=0-9", if_range=f'"{"ab" * 32}"').status_code == 206


def test_a_file_that_could_not_be_made_leads_to_the_page_that_can_be_read(served):
    answer = served(path="/en/resources/a-guide.docx")
    assert (answer.status_code, answer["Location"]) == (303, "/en/resources/a-guide/#files")


def test_the_file_of_a_draft_is_not_there(served, client):
    draft = RenditionFactory(document=DocumentFactory(draft=True, slug_en="secret"))
    assert client.get("/en/resources/secret.pdf").status_code == 404
    assert client.get(draft.lasting_address).status_code == 404
    assert "/en/resources/secret.pdf" not in client.get(preview_path(draft.document)).text


def test_another_format_is_not_there(served, client):
    assert client.get("/en/resources/a-guide.exe").status_code == 404


@pytest.mark.parametrize(
    ("variant", "path", "name"),
    [
        ("large", "/en/resources/a-guide/large-print.pdf", "a-guide-large-print.pdf"),
        ("booklet", "/en/resources/a-guide/booklet.pdf", "a-guide-booklet.pdf"),
        ("insert", "/en/resources/a-guide/insert.pdf", "a-guide-insert.pdf"),
        ("large", "/fr/documents/un-guide/gros-caracteres.pdf", "un-guide-gros-caracteres.pdf"),
        ("booklet", "/fr/documents/un-guide/livret.pdf", "un-guide-livret.pdf"),
        ("insert", "/fr/documents/un-guide/feuillet.pdf", "un-guide-feuillet.pdf"),
    ],
)
def test_a_variant_has_an_address_and_a_name_in_each_language(served, variant, path, name):
    document = Document.objects.get(slug_en="a-guide")
    document.slug_fr = "un-guide"
    document.has_large_print = document.has_booklet = document.has_insert = True
    document.save()
    rendition = Rendition(
        document=document, language=path[1:3], format="pdf", variant=variant, digest="cd" * 32, size=3
    )
    rendition.file.save("y.pdf", ContentFile(b"abc"))
    answer = served(path=path)
    assert body(answer) == b"abc"
    assert f'filename="{name}"' in answer["Content-Disposition"]
    assert answer["Content-Language"] == f"{path[1:3]}-CA"
    with override(path[1:3]):
        assert rendition.get_absolute_url() == path


def test_a_variant_that_is_not_offered_leads_to_the_page(served):
    answer = served(path="/en/resources/a-guide/booklet.pdf")
    assert (answer.status_code, answer["Location"]) == (303, "/en/resources/a-guide/#files")


class TestTheAddressOfTheBytes:
    """/files/<hash>/<name>: kept for ever, beside the address that always has the newest file."""

    ADDRESS = f"/files/{'ab' * 32}/a-guide.pdf"

    @pytest.fixture
    def served(self, served):
        Rendition.objects.filter(language="fr").update(digest="cd" * 32)
        return served

    def test_is_named_by_the_other_one_which_is_always_asked_whether_it_is_still_the_newest(self, served):
        answer = served()
        assert answer["Content-Location"] == self.ADDRESS
        assert answer["Cache-Control"] == "public, no-cache"
        assert served(if_none_match=answer["ETag"])["Cache-Control"] == "public, no-cache"

    def test_is_never_asked_again(self, served):
        answer = served(path=self.ADDRESS)
        assert (answer.status_code, body(answer)) == (200, CONTENT)
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["ETag"] == f'"{"ab" * 32}"'
        assert answer["Content-Language"] == "en-CA"
        assert not answer.cookies
        assert "Vary" not in answer

    def test_answers_304_ranges_and_head_as_the_other_one_does(self, served):
        known = served(path=self.ADDRESS, if_none_match=f'"{"ab" * 32}"')
        assert (known.status_code, known["Cache-Control"]) == (304, "public, max-age=31536000, immutable")
        part = served(path=self.ADDRESS, range="bytes=0-9")
        assert (part.status_code, body(part)) == (206, CONTENT[:10])
        assert served("head", path=self.ADDRESS)["Content-Length"] == "1024"
        assert served("post", path=self.ADDRESS).status_code == 405

    def test_is_in_the_language_of_its_file_and_saved_under_a_french_name(self, served):
        Document.objects.update(slug_fr="un-guide")
        answer = served(path=f"/files/{'cd' * 32}/un-guide.pdf")
        assert answer["Content-Language"] == "fr-CA"
        assert 'filename="un-guide.pdf"' in answer["Content-Disposition"]

    def test_under_another_name_leads_to_its_own(self, served):
        answer = served(path=f"/files/{'ab' * 32}/cheap-pills.pdf")
        assert (answer.status_code, answer["Location"]) == (302, self.ADDRESS)

    @pytest.mark.parametrize(
        ("name", "newest"),
        [
            ("a-guide.pdf", "/en/resources/a-guide.pdf"),
            ("un-guide.pdf", "/fr/documents/un-guide.pdf"),
            ("a-guide-large-print.pdf", "/en/resources/a-guide/large-print.pdf"),
        ],
    )
    def test_of_bytes_that_were_replaced_leads_to_the_newest_file(self, served, name, newest):
        Document.objects.update(slug_fr="un-guide")
        Rendition.objects.create(document=Document.objects.get(), language="en", format="pdf", variant="large")
        answer = served(path=f"/files/{'00' * 32}/{name}")
        assert (answer.status_code, answer["Location"]) == (302, newest)

    def test_of_bytes_that_two_files_share_is_that_of_the_one_that_is_named(self, served):
        """A PDF in both languages, uploaded for each."""
        Rendition.objects.update(digest="ab" * 32)
        Document.objects.update(slug_fr="un-guide")
        english, french = (served(path=f"/files/{'ab' * 32}/{name}.pdf") for name in ("a-guide", "un-guide"))
        assert [answer.status_code for answer in (english, french)] == [200, 200]
        assert [answer["Content-Language"] for answer in (english, french)] == ["en-CA", "fr-CA"]

    def test_of_bytes_that_one_document_offers_no_longer_is_that_of_the_other(self, served):
        other = DocumentFactory(slug_en="other")
        rendition = RenditionFactory(document=other, digest="ab" * 32)
        Document.objects.filter(slug_en="a-guide").update(has_pdf=False)
        answer = served(path=f"/files/{'ab' * 32}/a-guide.pdf")
        assert (answer.status_code, answer["Location"]) == (302, rendition.lasting_address)

    @pytest.mark.parametrize(
        "path",
        [
            f"/files/{'00' * 32}/nothing.pdf",
            f"/files/{'00' * 32}/a-guide.exe",
            f"/files/{'00' * 32}/pdf",
            f"/files/{'00' * 32}/{'-' * 500}.pdf",
            "/files/abc/a-guide.pdf",
            f"/files/{'AB' * 32}/a-guide.pdf",
        ],
    )
    def test_of_nothing_is_not_there(self, served, path):
        assert served(path=path).status_code == 404

    def test_is_gone_with_its_document(self, served):
        Document.objects.update(state=Document.State.ARCHIVED)
        assert served(path=self.ADDRESS).status_code == 404

    def test_costs_as_many_queries_as_the_other_one(self, served, django_assert_max_num_queries):
        served()
        with django_assert_max_num_queries(2):
            served()
        with django_assert_max_num_queries(2):
            served(path=self.ADDRESS)


def test_a_file_is_never_made_in_a_request(served, monkeypatch):
    """Whatever is asked for, the typesetter is not called, nor when a file is missing."""
    monkeypatch.setattr(press.Press, "run", lambda *_, **__: pytest.fail("a request reached the typesetter"))
    Document.objects.update(has_docx=True, has_epub=True, has_txt=True, has_large_print=True)
    Rendition.objects.update(file="", digest="")
    paths = [f"/en/resources/a-guide{end}" for end in ("/", ".pdf", ".docx", ".epub", ".txt", "/large-print.pdf")]
    answers = [served(path=path).status_code for path in [*paths, f"/files/{'ab' * 32}/a-guide.pdf"]]
    assert answers == [200, 303, 303, 303, 303, 303, 302]


class TestWhatIsAskedForOften:
    """In the two seconds after somebody has asked for a file it is sent to others without a look into the database."""

    @pytest.fixture(autouse=True)
    def clock(self, settings, monkeypatch):
        settings.PAGE_CACHE_SECONDS = 15
        views.files_found.forget()
        now = [1000.0]
        monkeypatch.setattr(recently_read, "monotonic", lambda: now[0])
        yield lambda seconds: now.__setitem__(0, now[0] + seconds)
        views.files_found.forget()

    @pytest.mark.parametrize("path", ["/en/resources/a-guide.pdf", f"/files/{'ab' * 32}/a-guide.pdf"])
    def test_it_is_the_same_answer_without_a_query(self, served, path, django_assert_num_queries):
        first = served(path=path)
        with django_assert_num_queries(0):
            second = served(path=path)
        assert body(first) == body(second) == CONTENT
        assert first.headers == second.headers
        with django_assert_num_queries(0):
            assert served(path=path, if_none_match=first["ETag"]).status_code == 304
            assert body(served(path=path, range="bytes=0-9")) == CONTENT[:10]

    def test_several_readers_are_sent_it_at_once(self, served):
        pieces = [iter(served().streaming_content) for _reader in range(3)]
        assert [next(piece) for piece in pieces] == [CONTENT] * 3

    def test_each_download_counts(self, served, monkeypatch):
        counted = []
        monkeypatch.setattr(downloads.counter, "add", counted.append)
        for _reader in range(3):
            served(user_agent="Mozilla/5.0 Firefox/140.0")
        assert counted == [(Document.objects.get().pk, "en", "pdf", "")] * 3

    def test_what_is_taken_off_the_site_is_gone_two_seconds_later(self, served, clock):
        assert served().status_code == 200
        Document.objects.update(state="draft")
        clock(2.1)
        assert served().status_code == 404

    def test_what_is_withdrawn_meanwhile_leads_to_the_page(self, served):
        assert served().status_code == 200
        for rendition in Rendition.objects.all():
            rendition.file.storage.delete(rendition.file.name)
        answer = served()
        assert (answer.status_code, answer["Location"]) == (303, "/en/resources/a-guide/#files")

    def test_each_language_is_sent_its_own(self, served):
        assert served()["Content-Language"] == "en-CA"
        french = Document.objects.get().slug_fr
        assert served(path=f"/fr/documents/{french}.pdf")["Content-Language"] == "fr-CA"
