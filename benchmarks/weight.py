"""What a first visit costs, page type by page type, as Chromium counts it on the wire (headers included)."""

import subprocess
import sys

from django.urls import reverse
from django.utils.translation import override

from benchmarks.processes import ROOT
from benchmarks.report import Verdict

LEVELS = (10_000,)
PHONE = {"width": 390, "height": 844}


def measure(house):
    """A row for each type of page: requests and bytes of a visitor who was never here before."""
    from playwright.sync_api import sync_playwright

    from tests.journeys import browser

    _make_pictures()
    pages = _pages(house)
    with house.site() as site, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.executable(), args=browser.ARGUMENTS)
        rows = [_visit(chromium, site, name, path) for name, path in pages.items()]
        chromium.close()
    return rows


def _make_pictures():
    """Photos in the sizes and formats that browsers choose from are the worker's work."""
    worker = [sys.executable, "manage.py", "db_worker", "--queue-name", "*", "--batch", "--no-reload"]
    subprocess.run(worker, cwd=ROOT, check=True, capture_output=True)


def _pages(house):
    """{page type: path}, as far as the site has such pages."""
    from campaigns.models import Campaign, NewsPost
    from resources.models import Document

    with override("en"):
        slug = house.petition.slug
        pages = {
            "petition": house.path,
            "petition, in French": None,
            "check your email": reverse("petition-check-email", args=[slug]),
            "thank you": reverse("petition-thank-you", args=[slug]),
            "home": reverse("home"),
            "Take Action": reverse("take-action"),
            "campaign": Campaign.objects.public().first(),
            "toolkit": reverse("toolkit"),
            "document": Document.objects.public().first(),
            "news": reverse("news"),
            "news post": NewsPost.objects.public().first(),
            "search": reverse("search"),
            "privacy": reverse("privacy"),
        }
        pages = {
            name: page if isinstance(page, str) else page and page.get_absolute_url() for name, page in pages.items()
        }
    with override("fr"):
        pages["petition, in French"] = house.petition.get_absolute_url()
    return {name: path for name, path in pages.items() if path}


def _visit(chromium, site, name, path):
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    kinds, sizes = {}, {}
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.responseReceived", lambda event: kinds.update(_kind_of(event)))
    wire.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(site.url(path), wait_until="networkidle")
    context.close()
    of = lambda *wanted: sum(size for each, size in sizes.items() if kinds.get(each) in wanted)  # noqa: E731
    return {
        "page": name,
        "requests": len(kinds),
        "HTML": of("Document"),
        "CSS": of("Stylesheet"),
        "scripts": of("Script"),
        "fonts": of("Font"),
        "pictures, icon": of("Image", "Other"),
        "HTML + CSS": of("Document", "Stylesheet"),
        "all": sum(sizes.values()),
    }


def _kind_of(event):
    """{request: its type} of what came over the wire; a picture that stands in the stylesheet did not."""
    if event["response"]["url"].startswith("data:"):
        return {}
    return {event["requestId"]: event["type"]}


def judge(rows):
    found = []
    for row in rows[:2]:
        name = row["page"]
        small, all_of_it, requests = row["HTML + CSS"], row["all"], row["requests"]
        found += [
            Verdict(f"{name}: HTML and CSS", f"{small / 1000:.1f} KB", "at most 20 KB", small <= 20_000),
            Verdict(
                f"{name}: everything with fonts", f"{all_of_it / 1000:.1f} KB", "at most 90 KB", all_of_it <= 90_000
            ),
            Verdict(f"{name}: requests", f"{requests}", "at most 8", requests <= 8),
        ]
    return found
