"""Somebody who reads a report on its page, without JavaScript."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP

REPORT = "/en/resources/reclaiming-protection/"


def test_a_note_opens_where_one_reads_and_closes_again(visit):
    page = visit(REPORT, java_script_enabled=False, **DESKTOP)
    call, note = page.get_by_role("button", name="Note 2", exact=True), page.locator("#text-note-2")
    call.scroll_into_view_if_needed()
    expect(note).not_to_be_in_viewport()
    call.click()
    expect(note).to_be_in_viewport()
    expect(note.get_by_role("link").first).to_have_text("Final Text of the Safe Third Country Agreement")
    page.keyboard.press("Escape")
    expect(note).not_to_be_in_viewport()
    call.click()
    page.get_by_role("button", name="Close note 2").click()
    expect(note).not_to_be_in_viewport()


def test_a_note_opens_at_the_foot_of_a_phone(visit):
    page = visit(REPORT, java_script_enabled=False)
    call, note = page.get_by_role("button", name="Note 2", exact=True), page.locator("#text-note-2")
    call.scroll_into_view_if_needed()
    call.tap()
    expect(note).to_be_in_viewport(ratio=1)


def test_the_list_of_notes_leads_back_into_the_text(visit):
    page = visit(REPORT, **DESKTOP)
    page.locator("#text-note-20").get_by_role("link", name="Back to note 20 in the text").click()
    expect(page.locator("#text-call-20")).to_be_in_viewport()
    expect(page).to_have_url(re.compile(r"#text-call-20$"))


def test_the_contents_stand_at_the_side_and_stay_in_view(visit):
    page = visit(REPORT, java_script_enabled=False, **DESKTOP)
    contents = page.get_by_role("navigation", name="On this page")
    page.get_by_role("heading", name="Method and sources").scroll_into_view_if_needed()
    expect(contents.get_by_role("link", name="Method and sources")).to_be_in_viewport()


def test_the_printed_page_says_its_address_and_leaves_out_what_is_for_clicking(visit):
    page = visit(REPORT, **DESKTOP)
    page.emulate_media(media="print")
    expect(page.get_by_text("Or read the whole text here.")).to_be_hidden()
    expect(page.locator("dd", has_text=REPORT)).to_be_visible()
    expect(page.locator("#text-call-1 a")).to_be_visible()
    expect(page.get_by_role("button", name="Note 1", exact=True)).to_be_hidden()
