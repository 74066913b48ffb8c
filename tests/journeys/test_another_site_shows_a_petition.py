"""Somebody who keeps the website of a congregation, and a reader of it."""

import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from petitions.models import Petition, Tally
from tests.journeys.conftest import DESKTOP


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        """A test's output is for what is wrong."""


@pytest.fixture
def elsewhere(tmp_path):
    """`elsewhere(html)`: the address of a page of another site that holds `html`."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()

    def make(html):
        (folder / "index.html").write_text(
            f'<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">{html}'
        )
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield make
    server.shutdown()
    server.server_close()


@pytest.fixture
def numbers(site):
    petition = Petition.objects.get(slug_en="waive-travel-loans")
    Tally.objects.update_or_create(petition=petition, defaults={"confirmed": 6412, "paper": 88})


def test_a_webmaster_copies_the_code_and_readers_follow_the_card_to_the_petition(chromium, site, numbers, elsewhere):
    context = chromium.new_context(**DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site.url}/en/petitions/waive-travel-loans/")
    page.get_by_text("Show this petition on your own site").click()
    page.get_by_role("button", name="Copy the code").click()
    expect(page.get_by_text("Code copied")).to_be_visible()
    code = page.evaluate("navigator.clipboard.readText()")
    assert code.startswith("<iframe ")

    # Twice: the second frame is answered from what the browser keeps of the first.
    page.goto(elsewhere(f"<h1>Our congregation</h1>{code}{code}"))
    frames = page.frame_locator("iframe")
    expect(frames.nth(1).get_by_text("6,500")).to_be_visible()
    assert context.cookies() == []
    frames.nth(0).get_by_role("link", name="Sign the petition").click()
    expect(page).to_have_url(re.compile(re.escape(f"{site.url}/en/petitions/waive-travel-loans/")))
    expect(page.get_by_label("First name")).to_be_visible()
    context.close()


def test_a_page_of_another_site_reads_the_numbers_and_may_frame_nothing_else(chromium, site, numbers, elsewhere):
    context = chromium.new_context(**DESKTOP)
    page = context.new_page()
    page.goto(elsewhere(f'<iframe src="{site.url}/en/petitions/waive-travel-loans/"></iframe>'))
    counts = page.evaluate(
        "address => fetch(address).then(answer => answer.json()).then(data => data.counts)",
        f"{site.url}/api/petitions/waive-travel-loans.json",
    )
    assert counts == {"web": 6412, "paper": 88, "total": 6500}
    expect(page.frame_locator("iframe").get_by_label("First name")).to_have_count(0)
    context.close()
