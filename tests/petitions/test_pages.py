"""The petition's page, its form, and the pages on the way of a signature."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from petitions.models import Petition, Tally
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.factories.publishing import OrganisationFactory
from tests.page_forms import page_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def organisation():
    OrganisationFactory()


@pytest.fixture
def petition():
    return PetitionFactory(goal=10_000)


def test_count_and_goal_follow_the_language(client, petition):
    Tally.objects.create(petition=petition, confirmed=6412)
    words = words_of(client.get(petition.get_absolute_url()))
    for part in ("6,412", "people have signed", "Our goal: 10,000", "64%"):
        assert part in words
    with translation.override("fr"):
        page = client.get(petition.get_absolute_url()).text
    assert "6\u00a0412" in page
    assert "64\u00a0%" in page


def test_one_person_is_not_people(client, petition):
    Tally.objects.create(petition=petition, confirmed=1)
    words = words_of(client.get(petition.get_absolute_url()))
    assert "person has signed" in words
    assert "people" not in words


def test_nobody_yet_is_an_invitation(client, petition):
    page = client.get(petition.get_absolute_url())
    assert "Be the first to sign" in words_of(page)
    assert "stroke-dasharray" not in page.text


@pytest.mark.parametrize("state", ["closed", "delivered", "answered"])
def test_nobody_is_invited_to_what_is_over(client, organisation, state):
    petition = PetitionFactory(state=state, closes_at=timezone.now() - timedelta(days=1))
    words = words_of(client.get(petition.get_absolute_url()))
    assert "Our goal: 1,000" in words
    assert "Be the first to sign" not in words


def test_only_names_that_may_be_shown_are_shown_and_as_text(client, petition):
    SignatureFactory(petition=petition, confirmed=True, show_name=True, first_name="Zoé")
    SignatureFactory(petition=petition, confirmed=True, show_name=False, first_name="Hidden")
    SignatureFactory(petition=petition, show_name=True, first_name="Pending")
    words = words_of(client.get(petition.get_absolute_url()))
    assert "Zoé O’Neil" in words
    assert "Hidden" not in words
    assert "Pending" not in words


def test_every_field_is_named_hinted_and_filled_in_by_the_browser(client, petition):
    page = page_of(client.get(petition.get_absolute_url()))
    form = page.get_element_by_id("sign").find(".//form")
    assert form.get("novalidate") is not None
    for field in form.xpath(".//input[not(@type='hidden')]"):
        assert form.xpath(f".//label[@for='{field.get('id')}']"), field.get("name")
        for described in (field.get("aria-describedby") or "").split():
            assert page.get_element_by_id(described) is not None
    expected = {"first_name": "given-name", "last_name": "family-name", "email": "email", "postal_code": "postal-code"}
    expected |= {"homepage": "off"}  # which nobody is asked for
    assert {f.get("name"): f.get("autocomplete") for f in form.xpath(".//input[@autocomplete]")} == expected
    assert form.xpath(".//input[@checked]") == []


def test_errors_stand_at_the_field_and_in_a_summary_that_takes_the_focus(client, petition):
    answer = client.post(
        f"/en/petitions/{petition.slug_en}/sign/",
        {"first_name": "Sam", "email": "sam(at)example.ca", "postal_code": "K1A 0B1", "show_name": "on"},
    )
    assert answer.status_code == 422
    page = page_of(answer)
    (summary,) = page.xpath("//*[@role='alert']")
    assert summary.get("tabindex") == "-1"
    assert summary.get("autofocus") is not None
    assert summary.xpath(".//a/@href") == ["#id_last_name", "#id_email"]
    for name in ("last_name", "email"):
        (field,) = page.xpath(f"//input[@name='{name}']")
        assert field.get("aria-invalid") == "true"
        assert f"id_{name}_error" in field.get("aria-describedby")
        assert page.get_element_by_id(f"id_{name}_error").text_content().split()[0] == "Error:"
    assert page.findtext(".//title").startswith("Error:")
    assert page.xpath("//input[@name='first_name']/@value") == ["Sam"]
    assert page.xpath("//input[@name='show_name']/@checked")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Petition.State.CLOSED, "This petition is closed"),
        (Petition.State.DELIVERED, "This petition has been delivered"),
        (Petition.State.ANSWERED, "This petition has been answered"),
    ],
)
def test_a_petition_that_is_over_has_no_form_and_says_why(client, state, words):
    petition = PetitionFactory(closed=True)
    Petition.objects.filter(pk=petition.pk).update(state=state)
    answer = client.get(petition.get_absolute_url())
    assert words in words_of(answer)
    assert "sign-form" not in answer.text
    assert "sign-bar" not in answer.text


@pytest.mark.parametrize("step", ["check-your-email", "thank-you"])
def test_the_pages_on_the_way_are_for_people_not_for_search_engines(client, petition, step):
    page = page_of(client.get(f"/en/petitions/{petition.slug_en}/{step}/"))
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//meta[@property='og:title']") == []


def test_the_share_row_works_without_a_script(client, petition):
    page = page_of(client.get(petition.get_absolute_url()))
    (row,) = page.xpath("//*[@data-share]")
    assert row.get("data-share") == f"https://act.example.org/en/petitions/{petition.slug_en}/"
    assert row.xpath(".//a/@href")[0].startswith("mailto:?subject=")
    assert all(button.get("hidden") is not None for button in row.xpath(".//button"))
