"""A campaign's page and what it is made of."""

import datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from campaigns.models import TimelineEntry
from campaigns.templatetags.partners import of_role
from campaigns.templatetags.timeline import of_era
from tests.factories.campaigns import (
    CampaignFactory,
    FigureFactory,
    NewsPostFactory,
    PartnerFactory,
    TimelineEntryFactory,
)
from tests.factories.petitions import PetitionFactory
from tests.factories.publishing import OrganisationFactory
from tests.page_forms import page_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def organisation():
    OrganisationFactory()


def date_of(precision, day=datetime.date(2018, 3, 1)):
    entry = TimelineEntry(date=day, precision=precision)
    return Template("{% load timeline %}{% timeline_date entry %}").render(Context({"entry": entry}))


@pytest.mark.parametrize(
    ("precision", "english", "french", "machine"),
    [
        ("day", "1 March 2018", "1er mars 2018", "2018-03-01"),
        ("month", "March 2018", "mars 2018", "2018-03"),
        ("year", "2018", "2018", "2018"),
    ],
)
def test_an_event_is_dated_as_exactly_as_it_is_known(precision, english, french, machine):
    assert date_of(precision) == f'<time datetime="{machine}">{english}</time>'
    with translation.override("fr"):
        assert date_of(precision) == f'<time datetime="{machine}">{french}</time>'


def test_what_was_known_then_stands_apart_from_what_has_changed(client):
    campaign = CampaignFactory()
    TimelineEntryFactory(campaign=campaign, era="then", title_en="The signing")
    TimelineEntryFactory(campaign=campaign, era="since", title_en="The protocol")
    words = words_of(client.get(campaign.get_absolute_url()))
    assert words.index("known in 2018") < words.index("The signing") < words.index("changed since")
    assert words.index("changed since") < words.index("The protocol")
    assert [entry.title for entry in of_era(campaign.timeline.all(), "then")] == ["The signing"]


def test_a_figure_stands_with_its_date_and_its_source(client):
    campaign = CampaignFactory()
    FigureFactory(campaign=campaign, as_of_en="End of 2017", source_url="https://example.org/data")
    page = page_of(client.get(campaign.get_absolute_url()))
    (figure,) = page.xpath("//ul[contains(@class, 'figures')]/li")
    assert " ".join(figure.text_content().split()) == "20,593 people End of 2017. IRCC data"
    assert figure.xpath(".//a/@href") == ["https://example.org/data"]


def test_the_matching_action_is_the_campaigns_own_open_petition(client):
    campaign, other = CampaignFactory(), CampaignFactory()
    petition = PetitionFactory(campaign=campaign)
    PetitionFactory(campaign=other, closed=True)
    assert petition.get_absolute_url() in client.get(campaign.get_absolute_url()).text
    assert "/petitions/" not in client.get(other.get_absolute_url()).text


def test_a_bare_campaign_shows_no_empty_section(client):
    campaign = CampaignFactory()
    words = words_of(client.get(campaign.get_absolute_url()))
    for heading in ("In figures", "How it came to this", "News of this campaign", "To read and to use"):
        assert heading not in words


def test_a_campaign_takes_as_many_queries_for_three_of_everything_as_for_one(client, queries_of):
    campaign = CampaignFactory(asks=1)
    for count in (1, 2):
        for _each in range(count):
            FigureFactory(campaign=campaign)
            TimelineEntryFactory(campaign=campaign)
            NewsPostFactory(campaign=campaign)
        if count == 1:
            one = queries_of(client, campaign.get_absolute_url())
    assert queries_of(client, campaign.get_absolute_url()) == one


def test_partners_are_told_apart_by_what_they_do():
    with_us, in_court = PartnerFactory(), PartnerFactory(role="litigant")
    assert of_role([with_us, in_court], "petition_partner") == [with_us]
    assert of_role([with_us, in_court], "commentary") == []
