"""Every page of the site with its first content: each answers, in both languages, and each link leads somewhere."""

import re
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client, override_settings
from lxml import html as lxml_html

from config import seed
from publishing.models import Page

SITE = "https://act.example.org"
SKIPPED = ("/static/", "/media/")
# Section 2 of the site's description: what there is, and where.
PAGES = {
    "/en/": "/fr/",
    "/en/research/": "/fr/etudes/",
    "/en/policy-statements/": "/fr/prises-de-position/",
    "/en/church-resources/": "/fr/ressources-pour-les-eglises/",
    "/en/take-action/": "/fr/agir/",
    "/en/news/": "/fr/actualites/",
    "/en/news/feed/": "/fr/actualites/fil/",
    "/en/toolkit/": "/fr/trousse/",
    "/en/call/travel-loans/": "/fr/appeler/prets-de-voyage/",
    "/en/find-your-mp/": "/fr/trouver-votre-depute/",
    "/en/find-your-mp/ridings/": "/fr/trouver-votre-depute/circonscriptions/",
    "/en/search/": "/fr/rechercher/",
    "/en/write/travel-loans/": "/fr/ecrire/prets-de-voyage/",
    "/en/write/safe-third-country-agreement/": "/fr/ecrire/entente-tiers-pays-surs/",
    "/en/privacy/": "/fr/vie-privee/",
    "/en/accessibility/": "/fr/accessibilite/",
}


def sitemap_of(client):
    return re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").text)


def links_of(page, path):
    """Every address that the HTML of `page` names in a way that a visitor or a browser would follow."""
    tree = lxml_html.fromstring(page.content)
    found = {urljoin(SITE + path, link) for _e, _a, link, _p in tree.iterlinks()}
    found |= {urljoin(SITE + path, form.get("action")) for form in tree.iter("form") if form.get("action")}
    return {urldefrag(link).url for link in found}


@pytest.fixture(scope="module")
def crawled(django_db_setup, django_db_blocker, tmp_path_factory):
    """Walks the site with its first content once, for all the tests of this module."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        seed.load()
        crawled = crawl(Client())
        transaction.set_rollback(True)
    return crawled


def crawl(client):
    """{path: answer} of all that can be reached from the front pages and the sitemap, and where it was linked from."""
    to_visit = {"/en/": "the start", "/fr/": "the start"}
    to_visit |= {urlsplit(url).path: "the sitemap" for url in sitemap_of(client)}
    answers, linked_from = {}, dict(to_visit)
    while to_visit:
        path, _origin = to_visit.popitem()
        answers[path] = answer = client.get(path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            for link in links_of(answer, path):
                parts = urlsplit(link)
                target = unquote(parts.path) + (f"?{parts.query}" if parts.query else "")
                if f"{parts.scheme}://{parts.netloc}" == SITE and not target.startswith(SKIPPED):
                    linked_from.setdefault(target, path)
                    if target not in answers:
                        to_visit[target] = path
    return answers, linked_from


def test_every_page_answers_and_every_link_leads_to_one(crawled):
    answers, linked_from = crawled
    wrong = {
        path: (answer.status_code, linked_from[path])
        for path, answer in answers.items()
        # A file that is not made yet leads to the page that can be read; a form's address to the form.
        if answer.status_code not in (200, 302, 303)
    }
    assert wrong == {}
    redirects = {path: answer["Location"] for path, answer in answers.items() if answer.status_code in (302, 303)}
    for path, location in redirects.items():
        led = r"\.(pdf|docx|epub|txt)$|/(sign|signer|paper/group|sur-papier/groupe|report|bilan)/$"
        assert re.search(led, path), f"{path} → {location}"
        assert urldefrag(location).url in answers, f"{path} → {location}"
    assert len(answers) > 100


def test_every_page_is_whole(crawled):
    """One title, one main heading, its language, a description, its twin, no id twice, no word of a template."""
    answers, _linked_from = crawled
    titles = {}
    for path, answer in answers.items():
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        tree = lxml_html.fromstring(answer.content)
        language = path[1:3]
        assert tree.get("lang") == f"{language}-CA", path
        assert len(tree.findall(".//h1")) == 1, path
        assert tree.findtext(".//title").strip(), path
        assert tree.findtext(".//h1") is not None
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), (path, {i for i in ids if ids.count(i) > 1})
        text = tree.text_content()
        for word in ("{{", "{%", "page:", "lorem"):
            assert word not in text, (path, word)
        for image in tree.iter("img"):
            assert image.get("alt") is not None, path
        for target in tree.xpath("//a[starts-with(@href, '#')]/@href"):
            assert target[1:] in ids or target == "#", (path, target)
        if "?" not in path:
            titles.setdefault((language, tree.findtext(".//title")), []).append(path)
    for (_language, title), paths in titles.items():
        # A guide is a section of the toolkit and a document of the library; the way of a signature is one petition's.
        kinds = {re.sub(r"^/../(toolkit|trousse|resources|documents)/.+", "guide", path) for path in paths}
        kinds = {re.sub(r"(/petitions/[^/]+/).*", r"\1", kind) for kind in kinds}
        assert len(kinds) == 1, (title, paths)


def test_every_page_belongs_to_everyone(crawled):
    answers, _linked_from = crawled
    for path, answer in answers.items():
        assert not answer.cookies, path
        assert "Cookie" not in answer.get("Vary", ""), path
        assert answer.has_header("Content-Security-Policy"), path
        assert "unsafe" not in answer["Content-Security-Policy"], path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Referrer-Policy"] == "same-origin", path
        if answer.status_code == 200:
            assert "public" in answer["Cache-Control"], path
        else:
            assert "no-store" in answer["Cache-Control"], path
        if answer.status_code == 200 and not answer.streaming:
            assert "csrf" not in answer.text.casefold(), path


@pytest.mark.django_db
def test_each_page_of_the_description_has_its_french_twin(content, client):
    for english, french in PAGES.items():
        for path, other in ((english, french), (french, english)):
            answer = client.get(path)
            assert answer.status_code == 200, path
            if answer["Content-Type"].startswith("text/html"):
                assert f'href="{other}"' in answer.text or f'href="{SITE}{other}"' in answer.text, f"{path} → {other}"
    assert {page.key for page in Page.objects.all()} == set(Page.Key.values)


def test_the_language_switch_leads_to_the_same_page(crawled):
    answers, _linked_from = crawled
    for path, answer in answers.items():
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and "?" not in path:
            tree = lxml_html.fromstring(answer.content)
            alternates = {
                link.get("hreflang"): urlsplit(link.get("href")).path
                for link in tree.iter("link")
                if link.get("hreflang")
            }
            if not alternates:
                continue
            own, other = path[1:3], {"en": "fr", "fr": "en"}[path[1:3]]
            assert alternates[f"{own}-CA"] == path
            twin = lxml_html.fromstring(answers[alternates[f"{other}-CA"]].content)
            back = {
                link.get("hreflang"): urlsplit(link.get("href")).path
                for link in twin.iter("link")
                if link.get("hreflang")
            }
            assert back[f"{own}-CA"] == path
            assert alternates["x-default"] == alternates["en-CA"]
