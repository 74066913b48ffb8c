from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.templatetags.static import static

from tests.factories.publishing import OrganisationFactory


def test_healthz_answers_without_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
class TestReadyz:
    def test_it_answers_when_the_database_does(self, client):
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()) == (200, {"database": "ok"})
        assert "no-store" in answer["Cache-Control"]

    @pytest.mark.parametrize("problem", [OperationalError, InterfaceError, DatabaseError])
    def test_it_says_503_when_the_database_does_not(self, client, monkeypatch, problem):
        def refuse(*args, **kwargs):
            raise problem("could not connect to server at 10.0.0.1, password")

        monkeypatch.setattr(connection, "cursor", refuse)
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"database": "out of reach"})
        assert "no-store" in answer["Cache-Control"]


def test_a_browser_that_shows_a_pdf_finds_the_sites_picture(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, static("images/favicon.ico"))
    assert "max-age=86400" in answer["Cache-Control"]
    assert finders.find("images/favicon.ico")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_from_inside_are_not_sent_to_https(client, settings, db, path):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path).status_code == 200
    assert client.get("/robots.txt").status_code == 301


def test_robots_may_read_all_but_the_admin_and_find_the_sitemap(client):
    answer = client.get("/robots.txt", headers={"host": "localhost"})
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: https://act.example.org/sitemap.xml",
    ]


@pytest.mark.django_db
class TestSecurityTxt:
    def test_it_names_the_contact_and_expires_within_a_year(self, client):
        OrganisationFactory(privacy_email="security@example.org")
        with time_machine.travel(datetime(2026, 11, 23, tzinfo=UTC)):
            answer = client.get("/.well-known/security.txt", headers={"host": "localhost"})
        assert answer["Content-Type"].startswith("text/plain")
        assert answer.text.splitlines() == [
            "Contact: mailto:security@example.org",
            "Expires: 2027-05-22T00:00:00Z",
            "Preferred-Languages: en, fr",
            "Canonical: https://act.example.org/.well-known/security.txt",
        ]

    def test_the_general_address_will_do(self, client):
        OrganisationFactory(privacy_email="")
        assert "mailto:office@example.org" in client.get("/.well-known/security.txt").text

    def test_it_is_absent_without_an_address(self, client):
        OrganisationFactory(email="")
        assert client.get("/.well-known/security.txt").status_code == 404


class TestTheBareAddress:
    @pytest.mark.parametrize(
        ("accepted", "path"),
        [
            ("fr-CA,fr;q=0.9,en;q=0.8", "/fr/"),
            ("fr", "/fr/"),
            ("en-CA,fr;q=0.5", "/en/"),
            ("en;q=0.3,fr;q=0.7", "/fr/"),
            ("de-DE,fr;q=0.2", "/fr/"),
            ("de, es", "/en/"),
            ("frr", "/en/"),
            ("*", "/en/"),
            ("nonsense;;q=x", "/en/"),
            ("", "/en/"),
        ],
    )
    def test_it_leads_to_the_visitors_language(self, client, accepted, path):
        answer = client.get("/", headers={"accept-language": accepted})
        assert (answer.status_code, answer["Location"]) == (302, path)
        assert "Accept-Language" in answer["Vary"]

    def test_a_cookie_has_no_say(self, client):
        client.cookies["django_language"] = "fr"
        assert client.get("/", headers={"accept-language": "en"})["Location"] == "/en/"
