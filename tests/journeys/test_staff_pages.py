"""Staff pages in a browser that keeps to the Content-Security-Policy: what it would refuse, it complains of."""

import pytest
from django.contrib.auth.models import User
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from campaigns.models import Campaign
from petitions.models import Petition
from publishing.models import Page
from resources.models import Document
from tests.journeys.conftest import DESKTOP

PASSWORD = "correct horse"


@pytest.fixture
def boss(site):
    return User.objects.create_superuser("boss", password=PASSWORD)


@pytest.fixture
def signed_in(visit, boss):
    def sign_in(path="/admin/", **options):
        page = visit(path, **DESKTOP | options, locale="en-CA")
        page.get_by_label("Username").fill("boss")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_load_state("networkidle")
        return page

    return sign_in


def test_no_staff_page_has_anything_that_the_browser_refuses(signed_in):
    page = signed_in()
    pages = [
        "/admin/",
        "/admin/second-factor/",
        "/admin/publishing/organisation/1/change/",
        f"/admin/publishing/page/{Page.objects.first().pk}/change/",
        "/admin/campaigns/campaign/",
        "/admin/campaigns/campaign/add/",
        f"/admin/campaigns/campaign/{Campaign.objects.first().pk}/change/",
        f"/admin/campaigns/campaign/{Campaign.objects.first().pk}/history/",
        f"/admin/resources/document/{Document.objects.first().pk}/change/",
        f"/admin/petitions/petition/{Petition.objects.first().pk}/change/",
        "/admin/petitions/signature/",
        "/admin/petitions/signatureforreview/",
        "/admin/petitions/reviewdecision/",
        "/admin/petitions/signingevent/add/",
        "/admin/petitions/signingrules/1/change/",
        "/admin/petitions/blockeddomain/import/",
        "/admin/auth/user/add/",
    ]
    for path in pages:
        assert page.goto(path).status == 200, path
        page.wait_for_load_state("networkidle")
        assert page.errors == [], path


def test_a_text_is_edited_with_a_table_and_a_link_to_a_page_of_the_site(signed_in):
    petition = Petition.objects.first()
    page = signed_in(f"/admin/petitions/petition/{petition.pk}/change/")
    editor = page.locator(".prose-editor:has(#id_background_en)")
    words = editor.get_by_role("textbox")
    words.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("Our reasons")
    page.keyboard.press("Control+A")
    editor.get_by_title("insert link").click()
    page.locator("dialog[open] input[name=href]").fill("page:take-action")
    page.locator("dialog[open]").get_by_role("button", name="Update").click()
    words.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    editor.get_by_title("Insert table").click()
    page.locator("dialog[open] button[type=submit]").click()
    page.keyboard.type("A cell")
    assert page.errors == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".success")).to_be_visible()
    petition.refresh_from_db()
    assert '<a href="page:take-action"' in petition.background_en
    assert "A cell" in petition.background_en.partition("<table>")[2]


def test_the_spell_checker_reads_each_text_in_its_language(signed_in):
    page = signed_in("/admin/campaigns/campaign/add/")
    for language in ("en", "fr"):
        textbox = page.locator(f".prose-editor:has(#id_body_{language}) [role=textbox]")
        assert textbox.evaluate("box => box.closest('[lang]').lang") == language
        assert textbox.evaluate("box => box.spellcheck")


def test_the_languages_stand_side_by_side_and_one_above_the_other_where_it_is_narrow(signed_in):
    page = signed_in("/admin/campaigns/campaign/add/")
    for width, is_wide in ((1280, True), (800, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 900})
        english, french = (page.locator(f"#id_title_{language}").bounding_box() for language in ("en", "fr"))
        assert (english["y"] == french["y"]) is is_wide, width
        assert abs(english["width"] - french["width"]) < 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_part_that_is_added_and_the_words_around_it_outlast_an_error(signed_in):
    page = signed_in("/admin/campaigns/campaign/add/")
    page.locator("#id_title_en").fill("Half a campaign")
    page.get_by_role("button", name="Add another Ask").click()
    page.locator("#id_asks-0-title_en").fill("Refuse")
    page.locator(".prose-editor:has(#id_asks-0-reason_en) [role=textbox]").click()
    page.keyboard.type("Because")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errornote")).to_be_visible()
    expect(page.locator("#id_title_en")).to_have_value("Half a campaign")
    expect(page.locator("#id_asks-0-title_en")).to_have_value("Refuse")
    expect(page.locator(".prose-editor:has(#id_asks-0-reason_en) [role=textbox]")).to_have_text("Because")
    assert page.errors == []


def test_leaving_a_page_with_changes_asks_first(signed_in):
    page = signed_in("/admin/campaigns/campaign/add/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#id_title_en").fill("Not saved")
    page.get_by_role("link", name="Home").click()
    expect(page.locator("#id_title_en")).to_have_value("Not saved")
    assert asked == ["beforeunload"]


def test_staff_set_up_a_second_factor_and_log_in_with_it(signed_in, boss):
    page = signed_in("/admin/second-factor/")
    device = TOTPDevice.objects.get(user=boss)
    page.get_by_label("Code").fill(f"{totp(device.bin_key):06}")
    page.get_by_role("button", name="Set up").click()
    expect(page.locator(".backup-codes li")).to_have_count(8)
    code = page.locator(".backup-codes li").first.inner_text()

    page = signed_in()
    expect(page.get_by_text("Enter the six digits that your app shows now")).to_be_visible()
    # A browser never gets its password back: it is what has to be typed again.
    expect(page.get_by_label("Password")).to_be_focused()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="What would you like to work on?")).to_be_visible()
