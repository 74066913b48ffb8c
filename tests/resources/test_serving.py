"""A document's files over HTTP."""

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override

from resources.models import Document, Rendition
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory

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


def test_head_has_the_headers_and_no_body(served):
    answer = served("head")
    assert (answer.status_code, answer["Content-Length"]) == (200, "1024")


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
    DocumentFactory(draft=True, slug_en="secret")
    assert client.get("/en/resources/secret.pdf").status_code == 404


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
