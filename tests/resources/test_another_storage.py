"""Documents in a storage that is no folder, as S3 is: it knows names and bytes, and no paths."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory

import config.urls
from publishing import media
from resources import actions, covers, sweeping
from resources.models import Document
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stored_without_paths(settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "tests.resources.pathless.Pathless"}}
    OrganisationFactory()


def test_the_storage_has_no_paths():
    with pytest.raises(NotImplementedError):
        default_storage.path("documents")


def test_files_are_made_served_replaced_and_swept_there(client, django_capture_on_commit_callbacks):
    document = DocumentFactory(slug_en="a-guide")
    of = {"document": document, "language": "en"}
    made = [actions.render_document(**of, format=file_format) for file_format in ("pdf", "docx")]
    assert [rendition.problem for rendition in made] == ["", ""]
    assert covers.draw_covers(documents=[document]) == 1
    whole = client.get("/en/resources/a-guide.pdf")
    content = b"".join(whole.streaming_content)
    assert content.startswith(b"%PDF")
    part = client.get("/en/resources/a-guide.pdf", headers={"Range": "bytes=5-20"})
    assert b"".join(part.streaming_content) == content[5:21]
    assert client.get(whole["Content-Location"], headers={"If-None-Match": whole["ETag"]}).status_code == 304
    document.body_en = "<p>Other words.</p>"
    document.save()
    with django_capture_on_commit_callbacks(execute=True):
        newer = actions.render_document(**of, format="pdf")
    assert not default_storage.exists(made[0].file.name)
    assert default_storage.exists(newer.file.name)
    Document.objects.all().delete()
    assert newer.file.name in sweeping.sweep(grace=timedelta(0))
    assert not default_storage.exists(newer.file.name)


def test_media_are_passed_on_from_it_so_that_visitors_reach_no_other_host():
    default_storage.save("photos/a.webp", ContentFile(b"RIFF"))
    answer = media.stored_file(RequestFactory().get("/"), "photos/a.webp")
    assert b"".join(answer.streaming_content) == b"RIFF"
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/webp", "public, max-age=86400")
    with pytest.raises(Http404):
        media.stored_file(RequestFactory().get("/"), "photos/b.webp")
    assert config.urls.media() == (media.stored_file,)


def test_it_is_a_setting():
    chosen = {"BACKEND": "django.core.files.storage.InMemoryStorage", "OPTIONS": {"base_url": "/media/"}}
    words = "import django; django.setup(); from django.core.files.storage import storages; print(storages['default'])"
    environment = os.environ | {"MEDIA_STORAGE": json.dumps(chosen), "DJANGO_SETTINGS_MODULE": "config.settings"}
    answer = subprocess.run(
        [sys.executable, "-c", words], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert "InMemoryStorage" in answer.stdout
