"""Uploading the picture of a campaign."""

import io
import zlib
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from campaigns.models import Campaign
from publishing import kept_uploads
from tests.page_forms import errors_at, form_of, words_of

pytestmark = pytest.mark.django_db

ADD = "/admin/campaigns/campaign/add/"
WORDS = {
    "title_en": "A new campaign",
    "title_fr": "Une nouvelle campagne",
    "slug_en": "a-new-campaign",
    "slug_fr": "une-nouvelle-campagne",
    "lead_en": "What it is about.",
    "lead_fr": "De quoi il s’agit.",
}
ALTERNATIVES = {"photo_alt_en": "A door.", "photo_alt_fr": "Une porte."}


@pytest.fixture(autouse=True)
def _own_media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(name="door.png", size=(640, 360)):
    buffer = io.BytesIO()
    Image.new("RGB", size, "#0f3f3a").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


def picture_that_claims(width, height):
    """A PNG of a few bytes whose header claims a size: what a decompression bomb looks like."""

    def chunk(kind, data):
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    return SimpleUploadedFile("claim.png", data, "image/png")


def save(client, **changes):
    return client.post(ADD, form_of(client.get(ADD), "campaign_form") | WORDS | changes)


def test_a_picture_with_alternative_texts_is_saved(writer):
    assert save(writer, photo=picture(), **ALTERNATIVES).status_code == 302
    campaign = Campaign.objects.get()
    assert (campaign.photo_width, campaign.photo_height) == (640, 360)
    assert campaign.photo_alt_fr == "Une porte."


def test_a_picture_without_alternative_texts_is_refused_at_both_fields(writer):
    response = save(writer, photo=picture())
    for name in ("photo_alt_en", "photo_alt_fr"):
        assert errors_at(response, name) == ["Say what the picture shows, for those who do not see it."]
    assert save(writer, photo=picture(), photo_alt_en="A door.").context["errors"]
    assert not Campaign.objects.exists()


def test_without_a_picture_no_alternative_text_is_asked_for(writer):
    assert save(writer).status_code == 302


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("door.png", b"This is a text.", "image/png"),
        SimpleUploadedFile("door.jpg", b"\xff\xd8\xff\xe0 cut off", "image/jpeg"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_in_words(writer, upload):
    upload.seek(0)
    (error,) = errors_at(save(writer, photo=upload, **ALTERNATIVES), "photo")
    assert error.startswith("This file is not a picture that can be read")


def test_a_picture_of_a_kind_that_is_not_shown_is_refused(writer):
    buffer = io.BytesIO()
    Image.new("RGB", (10, 10)).save(buffer, "GIF")
    upload = SimpleUploadedFile("door.gif", buffer.getvalue(), "image/gif")
    (error,) = errors_at(save(writer, photo=upload, **ALTERNATIVES), "photo")
    assert "jpg, jpeg, png, webp" in error


def test_a_file_that_is_too_large_is_refused_with_its_size(writer, settings):
    upload = picture()
    settings.PICTURE_UPLOAD_MAX_BYTES = upload.size - 1
    (error,) = errors_at(save(writer, photo=upload, **ALTERNATIVES), "photo")
    assert error.startswith("This file has")
    settings.PICTURE_UPLOAD_MAX_BYTES = upload.size
    upload.seek(0)
    assert save(writer, photo=upload, **ALTERNATIVES).status_code == 302


# 51 megapixels are opened; 100 make Pillow warn; 200 make it refuse.
@pytest.mark.parametrize("size", [(10_000, 5_001), (10_000, 10_000), (20_000, 10_000)])
def test_a_picture_of_more_than_50_megapixels_is_refused(writer, size):
    (error,) = errors_at(save(writer, photo=picture_that_claims(*size), **ALTERNATIVES), "photo")
    assert error == "This picture has more than 50 megapixels. Choose a smaller one."


class TestAPictureOfAFormWithErrors:
    def test_is_kept_and_saved_with_the_next_try(self, writer):
        response = save(writer, photo=picture())
        assert "“door.png” is kept" in words_of(response)
        again = form_of(response, "campaign_form") | ALTERNATIVES
        assert writer.post(ADD, again).status_code == 302
        campaign = Campaign.objects.get()
        assert campaign.photo.name.startswith("campaigns/door")
        assert campaign.photo_width == 640

    def test_is_kept_through_several_tries(self, writer):
        response = save(writer, photo=picture(), title_fr="")
        response = writer.post(ADD, form_of(response, "campaign_form") | ALTERNATIVES)
        assert "“door.png” is kept" in words_of(response)
        response = writer.post(ADD, form_of(response, "campaign_form") | {"title_fr": "Une campagne"})
        assert Campaign.objects.get().photo_width == 640

    def test_gives_way_to_another_that_is_chosen(self, writer):
        response = save(writer, photo=picture())
        again = form_of(response, "campaign_form") | ALTERNATIVES | {"photo": picture("gate.png", (300, 200))}
        writer.post(ADD, again)
        assert Campaign.objects.get().photo_width == 300

    def test_is_not_kept_when_it_is_no_picture(self, writer):
        response = save(writer, photo=SimpleUploadedFile("door.png", b"no picture", "image/png"))
        assert "is kept" not in words_of(response)
        assert not default_storage.exists(kept_uploads.FOLDER)

    def test_is_found_only_with_the_token_as_it_was_given(self, writer):
        response = save(writer, photo=picture())
        token = form_of(response, "campaign_form")["photo-kept"]
        for altered in (token[:-1], "campaigns/other.png", token.replace("door", "gate"), ""):
            again = form_of(response, "campaign_form") | {"photo-kept": altered}
            assert writer.post(ADD, again).status_code == 302
            campaign = Campaign.objects.get()
            assert not campaign.photo
            campaign.delete()

    def test_is_forgotten_after_a_day(self, writer):
        save(writer, photo=picture())
        save(writer, photo=picture("gate.png"))
        assert len(default_storage.listdir(kept_uploads.FOLDER)[1]) == 2
        with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
            writer.force_login(writer.user, backend="django.contrib.auth.backends.ModelBackend")
            save(writer, photo=picture("arch.png"))
        (left,) = default_storage.listdir(kept_uploads.FOLDER)[1]
        assert left.endswith("-arch.png")
