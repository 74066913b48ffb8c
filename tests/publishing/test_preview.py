from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import signing
from django.utils.translation import override

from campaigns.models import Campaign, NewsPost
from publishing.preview import PARAMETER, preview_path
from tests.factories.campaigns import CampaignFactory, NewsPostFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.publishing import OrganisationFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def organisation():
    return OrganisationFactory()


@pytest.fixture
def draft():
    return CampaignFactory(state=Campaign.State.DRAFT)


def test_a_draft_is_shown_to_whoever_has_the_link_and_to_nobody_else(client, draft):
    answer = client.get(preview_path(draft))
    assert answer.status_code == 200
    assert draft.title_en in answer.text
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_preview_is_kept_by_no_cache_and_listed_by_no_search_engine(client, draft):
    answer = client.get(preview_path(draft))
    assert "no-store" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]
    assert 'name="robots" content="noindex' in answer.text
    published = client.get(CampaignFactory().get_absolute_url())
    assert "public" in published["Cache-Control"]
    assert "noindex" not in published.text


@pytest.mark.parametrize("state", ["scheduled", "archived"])
def test_whatever_its_state(client, state):
    later = datetime.now(UTC) + timedelta(days=30)
    assert client.get(preview_path(CampaignFactory(state=state, publish_at=later))).status_code == 200


def test_the_french_page_has_its_own_link(client, draft):
    with override("fr"):
        path = preview_path(draft)
    assert path.startswith(f"/fr/campagnes/{draft.slug_fr}/")
    assert draft.title_fr in client.get(path).text


def test_a_week_and_not_longer(client, draft):
    with time_machine.travel(MONDAY) as traveller:
        path = preview_path(draft)
        traveller.move_to(MONDAY + timedelta(days=7, seconds=-2))
        assert client.get(path).status_code == 200
        traveller.move_to(MONDAY + timedelta(days=7, seconds=2))
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-1], lambda t: "x" + t, lambda t: t.upper(), lambda t: "", lambda t: "%00"]
)
def test_an_altered_link_shows_nothing(client, draft, spoil):
    path, _mark, token = preview_path(draft).partition("preview=")
    assert client.get(path + "preview=" + spoil(token)).status_code == 404


def test_a_link_shows_its_own_record_only(client, draft):
    token = preview_path(draft).partition("?")[2]
    other = CampaignFactory(state=Campaign.State.DRAFT)
    news = NewsPostFactory(pk=draft.pk, state=NewsPost.State.DRAFT)
    petition = PetitionFactory(pk=draft.pk, state="draft")
    for record in (other, news, petition):
        assert client.get(f"{record.get_absolute_url()}?{token}").status_code == 404


def test_a_token_signed_for_something_else_opens_nothing(client, draft):
    token = signing.TimestampSigner(salt="elsewhere").sign(f"campaigns.Campaign:{draft.pk}")
    assert client.get(draft.get_absolute_url(), {PARAMETER: token}).status_code == 404


def test_a_bad_link_to_what_is_public_shows_it_all_the_same(client):
    campaign = CampaignFactory()
    assert client.get(campaign.get_absolute_url(), {PARAMETER: "nonsense"}).status_code == 200
