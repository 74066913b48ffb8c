"""Photographs on pages: small sizes once they are made, the upload until then."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.template.loader import render_to_string
from lxml import html
from PIL import Image

from campaigns.templatetags.photos import photo
from tests.factories.campaigns import CampaignFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    buffer = BytesIO()
    Image.new("RGB", (1600, 1000), "#0f3f3a").save(buffer, "JPEG")
    campaign = CampaignFactory(photo_alt_en="A door", photo_alt_fr="Une porte")
    campaign.photo.save("door.jpg", ContentFile(buffer.getvalue()))
    return campaign.photo


def page(context):
    return html.fromstring(render_to_string("_components/photo.html", context))


def test_before_the_worker_has_made_its_sizes_the_upload_is_shown(file):
    picture = page(photo(file, "A door", "100vw"))
    assert picture.findall("source") == []
    (image,) = picture.findall("img")
    assert (image.get("src"), image.get("alt")) == (file.url, "A door")
    assert (image.get("width"), image.get("height")) == ("1600", "1000")


def test_once_they_are_all_made_they_are_named(file, work):
    work("documents")
    picture = page(photo(file, "A door", "(min-width: 60rem) 26rem, 100vw", "16/9"))
    assert [source.get("type") for source in picture.iter("source")] == ["image/avif", "image/webp"]
    assert "16_9/288w.avif 288w" in picture.find("source").get("srcset")
    assert picture.find("source").get("sizes") == "(min-width: 60rem) 26rem, 100vw"


def test_one_size_missing_is_enough_to_wait(file, work):
    work("documents")
    missing = next(iter(file.aspect_ratios[None]["WEBP"].values()))
    missing.storage.delete(missing.name)
    assert photo(file, "", "100vw")["sources"] == []


def test_the_storage_is_not_asked_again_for_every_visitor(file, work, monkeypatch):
    work("documents")
    photo(file, "", "100vw")
    monkeypatch.setattr(FileSystemStorage, "exists", lambda *args: pytest.fail("asked again"))
    assert photo(file, "", "100vw")["sources"]


def test_only_the_picture_at_the_top_of_a_page_is_fetched_at_once(file):
    assert page(photo(file, "", "100vw")).find("img").get("loading") == "lazy"
    first = page(photo(file, "", "100vw", eager=True)).find("img")
    assert (first.get("loading"), first.get("fetchpriority")) == (None, "high")
