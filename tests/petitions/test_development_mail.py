"""The list of mails on a newcomer's machine."""

import pytest
from django.core import mail
from django.core.mail.backends.filebased import EmailBackend
from django.urls import include, path

from config import urls
from tests.factories.publishing import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.petitions.test_development_mail")]
urlpatterns = [path("dev/mail/", include("petitions.development_urls")), *urls.urlpatterns]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    OrganisationFactory()
    settings.MAIL_FOLDER = tmp_path
    return tmp_path


def write(folder, subject="Confirm", body="Open https://act.example.org/en/x/ please"):
    message = mail.EmailMultiAlternatives(subject, body, to=["amina@example.ca"])
    message.attach_alternative("<p>HTML</p>", "text/html")
    EmailBackend(file_path=str(folder)).send_messages([message])


def test_it_is_empty_before_anyone_signs(client):
    assert client.get("/dev/mail/").status_code == 200


def test_it_lists_mails_and_shows_each_with_its_links(client, folder):
    write(folder, subject="Confirmez : « Élodie »")
    page = client.get("/dev/mail/").text
    assert "Confirmez : « Élodie »" in page
    assert "amina@example.ca" in page
    [file] = folder.glob("*.log")
    message = client.get(f"/dev/mail/{file.stem}/")
    assert message.status_code == 200
    assert 'href="https://act.example.org/en/x/"' in message.text
    assert "no-store" in message["Cache-Control"]


@pytest.mark.parametrize("name", ["none", "..", "%2e%2e%2fsettings", "a.log"])
def test_it_shows_no_other_file(client, name):
    assert client.get(f"/dev/mail/{name}/").status_code == 404


@pytest.mark.urls("config.urls")
def test_in_production_there_is_no_such_address(client):
    assert client.get("/dev/mail/").status_code == 404
