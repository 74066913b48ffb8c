import gzip
import re

import brotli
import pytest

from publishing.stylesheet import EMBED_FILES, FILES, stylesheet
from tests.factories.publishing import OrganisationFactory

pytestmark = pytest.mark.django_db
OTHER_COLOURS = {"brand_colour": "#123456", "action_colour": "#7a1f00"}


@pytest.fixture
def address():
    return f"/style-{stylesheet(OrganisationFactory()).digest}.css"


def test_it_is_css_of_one_year_at_its_own_address(client, address):
    answer = client.get(address)
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert "max-age=31536000" in answer["Cache-Control"]
    assert answer["Vary"] == "Accept-Encoding"
    assert b"/*" not in answer.content


def test_an_old_address_leads_to_todays_style_and_is_soon_asked_again(client, address):
    answer = client.get("/style-0123456789abcdef.css")
    assert answer.content == client.get(address).content
    assert "immutable" not in answer["Cache-Control"]
    assert "max-age=60" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "br"),
        ("gzip, br;q=0", "gzip"),
        ("br;q=0.0,gzip", "gzip"),
        ("GZIP", "gzip"),
        ("brotli, xgzip", ""),
        ("gzip;q=0", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_it_comes_in_the_best_encoding_that_the_browser_takes(client, address, accepted, encoding):
    answer = client.get(address, headers={"accept-encoding": accepted})
    plain = client.get(address).content
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    assert answer.get("Content-Encoding", "") == encoding
    assert unpack(answer.content) == plain


def test_a_browser_that_has_it_is_told_so_in_a_few_bytes(client, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_the_organisations_colours_win_and_have_an_address_of_their_own(client, address):
    before = client.get(address).text
    assert "--spruce:#123456" not in before
    sheet = stylesheet(OrganisationFactory(**OTHER_COLOURS))
    after = client.get(f"/style-{sheet.digest}.css").text
    assert f"/style-{sheet.digest}.css" != address
    assert after.startswith(before.rstrip("}")[:200])
    rule = after[len(before) :] if after.startswith(before) else after[after.rindex("@layer") :]
    assert "--spruce:#123456" in rule
    assert "--act:#7a1f00" in rule
    # The page asked for with the old address has the new colours too.
    assert client.get(address).text == after


def test_every_file_of_the_list_is_in_it_and_none_is_forgotten(settings):
    folder = settings.STATICFILES_DIRS[0] / "css"
    on_disk = {str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.css")}
    assert set(FILES) <= on_disk
    # What only staff, or a page without the site, ever load.
    assert on_disk - set(FILES) <= {"admin", "admin-counts", "admin-review", "admin-findings", "bare", *EMBED_FILES}


def test_its_fonts_and_pictures_are_files_of_this_site_that_exist(client, address, settings):
    addresses = set(re.findall(r"url\(([^)]+)\)", client.get(address).text))
    fonts = {url for url in addresses if "woff2" in url}
    assert len(fonts) == 4
    for url in addresses:
        if not url.strip("'\"").startswith("data:"):
            assert url.startswith("/static/")
            assert (settings.STATICFILES_DIRS[0] / url.removeprefix("/static/")).exists()


def test_it_is_read_and_never_written(client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
