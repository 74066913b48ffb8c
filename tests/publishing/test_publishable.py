from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns.models import Campaign
from publishing import actions
from publishing.signals import content_saved
from publishing.tasks import publish_due
from tests.factories.advocacy import SectionFactory
from tests.factories.campaigns import CampaignFactory, NewsPostFactory

pytestmark = pytest.mark.django_db
State = Campaign.State
NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)


@pytest.fixture
def heard():
    """Records for which `content_saved` was sent."""
    records = []

    def listen(sender, instance, **kwargs):
        records.append(instance)

    content_saved.connect(listen)
    yield records
    content_saved.disconnect(listen)


@pytest.mark.parametrize(
    ("state", "publish_at", "is_public"),
    [
        (State.DRAFT, None, False),
        (State.DRAFT, NOON, False),
        (State.SCHEDULED, NOON - timedelta(seconds=1), True),
        (State.SCHEDULED, NOON, True),
        (State.SCHEDULED, NOON + timedelta(seconds=1), False),
        (State.PUBLISHED, None, True),
        (State.PUBLISHED, NOON + timedelta(days=1), True),
        (State.ARCHIVED, None, False),
        (State.ARCHIVED, NOON, False),
    ],
)
def test_what_is_public_follows_from_state_and_time_alike_in_python_and_in_the_database(state, publish_at, is_public):
    with time_machine.travel(NOON, tick=False):
        campaign = CampaignFactory(state=state, publish_at=publish_at)
        assert campaign.is_public is is_public
        assert Campaign.objects.public().exists() is is_public


@pytest.mark.parametrize(
    ("state", "minutes", "is_due"),
    [(State.SCHEDULED, -1, True), (State.SCHEDULED, 1, False), (State.PUBLISHED, -1, False), (State.DRAFT, -1, False)],
)
def test_due_is_what_was_scheduled_for_a_time_that_has_come(state, minutes, is_due):
    CampaignFactory(state=state, publish_at=timezone.now() + timedelta(minutes=minutes))
    assert Campaign.objects.due().exists() is is_due


def test_what_is_scheduled_has_a_time_and_staff_are_told_so():
    campaign = CampaignFactory(state=State.DRAFT)
    campaign.state = State.SCHEDULED
    with pytest.raises(ValidationError, match="Say when"):
        campaign.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        campaign.save()
    campaign.publish_at = timezone.now()
    campaign.save()


def test_publishing_makes_public_keeps_the_first_time_and_tells_those_who_listen(heard):
    campaign = CampaignFactory(state=State.DRAFT)
    with time_machine.travel(NOON, tick=False):
        actions.publish(item=campaign)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        actions.publish(item=campaign)
    campaign.refresh_from_db()
    assert (campaign.state, campaign.published_at) == (State.PUBLISHED, NOON)
    assert heard == [campaign, campaign]


def test_archiving_takes_off_the_site_and_deletes_nothing(heard):
    campaign = CampaignFactory(published_at=NOON)
    actions.archive(item=campaign)
    campaign.refresh_from_db()
    assert (campaign.state, campaign.published_at) == (State.ARCHIVED, NOON)
    assert not Campaign.objects.public().exists()
    assert heard == [campaign]


def test_the_clock_publishes_what_is_due_of_every_kind_and_nothing_else(caplog):
    an_hour_ago, in_an_hour = timezone.now() - timedelta(hours=1), timezone.now() + timedelta(hours=1)
    due = [
        CampaignFactory(state=State.SCHEDULED, publish_at=an_hour_ago),
        NewsPostFactory(state=State.SCHEDULED, publish_at=an_hour_ago, published_at=None),
        SectionFactory(state=State.SCHEDULED, publish_at=an_hour_ago),
    ]
    later = CampaignFactory(state=State.SCHEDULED, publish_at=in_an_hour)
    draft = CampaignFactory(state=State.DRAFT, publish_at=an_hour_ago)

    caplog.set_level("INFO")
    publish_due.call()

    for item in due:
        item.refresh_from_db()
        assert item.state == State.PUBLISHED
        assert item.published_at is not None
        assert f"{item._meta.label} {item.pk}" in caplog.text
    later.refresh_from_db()
    draft.refresh_from_db()
    assert (later.state, draft.state) == (State.SCHEDULED, State.DRAFT)
    assert actions.publish_due() == []
