"""Addresses in the other language, names filled in, mail links."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from publishing.templatetags import site
from tests.factories.petitions import PetitionFactory
from tests.factories.publishing import OrganisationFactory


def alternate(path, language, **context):
    request = RequestFactory().get(path)
    return site.alternate_url({"request": request, **context}, language)


def test_a_page_without_a_record_has_its_twin_by_name():
    with translation.override("en"):
        assert alternate("/en/take-action/", "fr") == "/fr/agir/"
    with translation.override("fr"):
        assert alternate("/fr/agir/", "en") == "/en/take-action/"


@pytest.mark.django_db
def test_a_record_is_found_by_its_slug_in_the_other_language():
    petition = PetitionFactory(slug_en="waive", slug_fr="annuler")
    assert alternate("/en/petitions/waive/", "fr", object=petition) == "/fr/petitions/annuler/"


@pytest.mark.django_db
def test_each_page_on_the_way_of_a_signature_has_its_own_twin():
    petition = PetitionFactory(slug_en="waive", slug_fr="annuler")
    twin = alternate("/en/petitions/waive/thank-you/", "fr", petition=petition)
    assert twin.startswith("/fr/petitions/annuler/")
    assert twin != "/fr/petitions/annuler/"


@pytest.mark.django_db
def test_a_record_that_has_no_address_in_the_other_language_leads_home():
    petition = PetitionFactory.build(slug_en="waive", slug_fr="")
    assert alternate("/en/petitions/waive/", "fr", object=petition) == "/fr/"


def test_an_address_that_is_nobodys_leads_home():
    assert alternate("/en/no-such-page/", "fr") == "/fr/"


def test_words_looked_for_go_along_and_a_preview_stays():
    with translation.override("en"):
        assert alternate("/en/search/?q=prêts&preview=abc", "fr").endswith("?q=pr%C3%AAts")
        assert "?" not in alternate("/en/search/?preview=abc", "fr")


@pytest.mark.django_db
def test_names_in_plain_text_are_filled_in():
    OrganisationFactory(name_en="Refuge", name_fr="Le Refuge")
    with translation.override("fr"):
        assert site.filled("Ce que {{organisation.name}} pense.") == "Ce que Le Refuge pense."
    assert site.filled("Nothing to fill.") == "Nothing to fill."
    assert site.filled(None) is None


def test_per_cent_follows_the_language():
    assert site.percent(64) == "64%"
    with translation.override("fr"):
        assert site.percent(64) == "64\u00a0%"


def test_a_mail_link_survives_any_sign():
    link = site.mailto("minister@parl.gc.ca", "Prêts & visas, 100 % + 1?", "Dear Minister:", "Line\nline & end.")
    parts = urlsplit(link)
    assert parts.scheme == "mailto"
    assert parts.path == "minister@parl.gc.ca"
    assert " " not in link
    assert "+" not in link, "a plus would be read as a plus, not as a space"
    fields = parse_qs(parts.query)
    assert fields["subject"] == ["Prêts & visas, 100 % + 1?"]
    assert unquote(parts.query.split("body=")[1]) == "Dear Minister:\r\n\r\nLine\r\nline & end."


def test_a_mail_link_leaves_out_what_is_empty():
    assert site.mailto() == "mailto:"
    assert site.mailto("a@b.ca", "", "") == "mailto:a@b.ca"


def test_a_mail_link_is_escaped_in_the_page():
    page = Template("{% load site %}<a href=\"{% mailto '' 'A' 'B' %}\">").render(Context())
    assert page == '<a href="mailto:?subject=A&amp;body=B">'


def test_the_first_that_is_present():
    assert site.first_present("", None, "third", "fourth") == "third"
    assert site.first_present("", None) == ""
