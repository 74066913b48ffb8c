import re
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.advocacy import SectionFactory
from tests.factories.campaigns import CampaignFactory, NewsPostFactory
from tests.factories.parliament import MemberFactory, RidingFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.publishing import PageFactory

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITE = "https://act.example.org"


def read(client, **headers):
    answer = client.get("/sitemap.xml", headers=headers)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    return answer, ET.fromstring(answer.content).findall("s:url", NAMES)  # noqa: S314 (our own)


def test_each_page_stands_in_both_languages_and_names_its_twin(client):
    CampaignFactory(slug_en="travel-loans", slug_fr="prets-de-voyage")
    _answer, urls = read(client)
    english, french = f"{SITE}/en/campaigns/travel-loans/", f"{SITE}/fr/campagnes/prets-de-voyage/"
    assert [url.findtext("s:loc", namespaces=NAMES) for url in urls] == [english, french]
    for url in urls:
        twins = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
        assert twins == {"en": english, "fr": french}
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", url.findtext("s:lastmod", namespaces=NAMES))


def test_what_is_not_public_is_not_in_it(client):
    tomorrow = timezone.now() + timedelta(days=1)
    CampaignFactory(state="draft")
    CampaignFactory(state="archived")
    NewsPostFactory(state="scheduled", publish_at=tomorrow)
    SectionFactory(state="draft")
    for state in ("draft", "withdrawn"):
        PetitionFactory(state=state)
    PetitionFactory(state="open", opens_at=tomorrow, closes_at=tomorrow + timedelta(days=1))
    assert read(client)[1] == []
    PetitionFactory(state="closed")
    NewsPostFactory(state="scheduled", publish_at=timezone.now() - timedelta(days=1))
    PageFactory(key="privacy")
    assert len(read(client)[1]) == 6


def test_ridings_of_the_order_in_force_are_in_it(client):
    MemberFactory(riding__number="59001", riding__as_of="2026-01-01", as_of="2026-04-13")
    RidingFactory(number="59002", representation_order=2013)
    _answer, urls = read(client)
    assert [url.findtext("s:loc", namespaces=NAMES) for url in urls] == [
        f"{SITE}/en/find-your-mp/59001/",
        f"{SITE}/fr/trouver-votre-depute/59001/",
    ]
    assert {url.findtext("s:lastmod", namespaces=NAMES) for url in urls} == {"2026-04-13"}
    PageFactory(key="privacy")
    assert len(read(client)[1]) == 4


def test_it_names_the_sites_own_address_whoever_asks(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    PageFactory(key="privacy")
    answer, _urls = read(client, host="evil.example")
    assert "evil.example" not in answer.text
    assert "testserver" not in answer.text
    assert f"{SITE}/fr/vie-privee/" in answer.text


def test_it_depends_on_nobodys_language_and_may_be_kept(client):
    PageFactory(key="privacy")
    english, french = (client.get("/sitemap.xml", headers={"accept-language": code}) for code in ("en", "fr"))
    assert english.content == french.content
    assert "public" in english["Cache-Control"]
    assert "Accept-Language" not in english.get("Vary", "")


def test_it_costs_the_same_at_one_and_at_three(client, queries_of):
    for factory in (CampaignFactory, NewsPostFactory, SectionFactory, PetitionFactory, MemberFactory):
        factory()
    one = queries_of(client, "/sitemap.xml")
    for factory in (CampaignFactory, NewsPostFactory, SectionFactory, PetitionFactory, MemberFactory):
        factory.create_batch(2)
    assert queries_of(client, "/sitemap.xml") == one
