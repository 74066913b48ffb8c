"""What a visitor sees when something is wrong."""

import pytest
from django.test import Client
from django.urls import path

from config import urls
from publishing import error_pages
from tests.factories.publishing import OrganisationFactory, PageFactory

pytestmark = pytest.mark.django_db
LANGUAGES = [("/en/", "en-CA"), ("/fr/", "fr-CA"), ("/", "en-CA")]


@pytest.fixture(autouse=True)
def organisation():
    OrganisationFactory()


def break_down(request):
    raise RuntimeError("the address of the database is secret")


urlpatterns = [
    *urls.urlpatterns,
    path("en/broken/", break_down),
    path("fr/broken/", break_down),
    path("broken/", break_down),
]
handler400, handler403 = error_pages.bad_request, error_pages.forbidden
handler404, handler500 = error_pages.not_found, error_pages.server_error


@pytest.mark.parametrize(("prefix", "language"), LANGUAGES)
class TestInTheLanguageOfTheAddress:
    def test_404(self, client, prefix, language):
        answer = client.get(f"{prefix}no/such/page/")
        assert answer.status_code == 404
        assert f'<html lang="{language}">' in answer.text
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies

    @pytest.mark.urls("tests.publishing.test_error_pages")
    def test_500_tells_nothing_of_the_inside(self, prefix, language, caplog):
        answer = Client(raise_request_exception=False).get(f"{prefix}broken/")
        assert answer.status_code == 500
        assert f'<html lang="{language}">' in answer.text
        assert "secret" not in answer.text
        assert "secret" in caplog.text
        assert answer["Cache-Control"] == "no-store"

    @pytest.mark.urls("tests.publishing.test_error_pages")
    def test_500_needs_no_database(self, prefix, language, django_assert_num_queries):
        with django_assert_num_queries(0):
            answer = Client(raise_request_exception=False).get(f"{prefix}broken/")
        assert answer.status_code == 500

    def test_400_for_a_host_that_is_not_ours(self, client, prefix, language):
        answer = client.get(f"{prefix}news/", headers={"host": "evil.example"})
        assert answer.status_code == 400
        assert f'<html lang="{language}">' in answer.text
        assert "evil.example" not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/en/news/%00/",
        "/en/campaigns/x%0a/",
        "/en/%ff/",
        "/media/%00",
        "/media/",
        "/style-.css",
        "/en//",
        "/fr/campaigns/x/",
    ],
)
def test_odd_addresses_are_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/media/../config/settings.py", "/media/%2e%2e/%2e%2e/etc/passwd"])
def test_no_address_leads_out_of_the_media_folder(client, address):
    assert client.get(address).status_code in (400, 404)


@pytest.mark.parametrize("name", ["page", "q", "preview"])
@pytest.mark.parametrize("value", ["%00", "%ff%fe", "'\"<>", "x" * 3000, "%F0%9F%99%82", "[]", "-1"])
def test_odd_parameters_break_nothing(client, name, value):
    for key, address in {"news": "/en/news/", "search": "/fr/rechercher/", "research": "/en/research/"}.items():
        PageFactory(key=key)
        assert client.get(f"{address}?{name}={value}").status_code == 200, address


@pytest.mark.parametrize("address", ["/en", "/fr", "/en/news", "/news/", "/take-action/"])
def test_addresses_that_nearly_fit_lead_on(client, address):
    PageFactory(key="news")
    PageFactory(key="take-action")
    answer = client.get(address)
    assert answer.status_code in (301, 302)
    assert answer["Location"].startswith(("/en/", "/fr/"))


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_read_and_never_written(client, method):
    PageFactory(key="news")
    assert getattr(client, method)("/en/news/").status_code == 405
