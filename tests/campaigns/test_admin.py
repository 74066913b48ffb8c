"""The campaign's form and list, and with them what all records with a state share."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from campaigns.models import Ask, Campaign
from publishing.signals import content_saved
from tests.factories.campaigns import (
    AskFactory,
    CampaignFactory,
)
from tests.page_forms import errors_at, form_of, page_of, words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/campaigns/campaign/"
ADD = f"{LIST}add/"
WORDS = {
    "title_en": "A new campaign",
    "title_fr": "Une nouvelle campagne",
    "slug_en": "a-new-campaign",
    "slug_fr": "une-nouvelle-campagne",
    "lead_en": "What it is about.",
    "lead_fr": "De quoi il s’agit.",
}


def change_page(campaign):
    return f"{LIST}{campaign.pk}/change/"


def save(client, page, **changes):
    """Open the form, change what is named, send it."""
    return client.post(page, form_of(client.get(page), "campaign_form") | changes)


@pytest.fixture
def announced():
    """What `content_saved` told, with the asks that were saved by then."""
    told = []

    def hear(sender, instance, **kwargs):
        told.append((instance.pk, instance.state, Ask.objects.filter(campaign=instance).count()))

    content_saved.connect(hear, sender=Campaign)
    yield told
    content_saved.disconnect(hear, sender=Campaign)


class TestAWriter:
    def test_adds_a_draft(self, writer):
        response = save(writer, ADD, **WORDS)
        assert response.status_code == 302
        campaign = Campaign.objects.get()
        assert campaign.state == Campaign.State.DRAFT
        assert campaign.title_fr == "Une nouvelle campagne"
        assert campaign.history.get().history_user == writer.user

    def test_has_no_field_to_publish_with_and_a_forged_one_is_ignored(self, writer):
        assert "state" not in form_of(writer.get(ADD), "campaign_form")
        save(writer, ADD, **WORDS, state="published")
        assert Campaign.objects.get().state == Campaign.State.DRAFT

    def test_changes_a_draft(self, writer):
        campaign = CampaignFactory(draft=True)
        assert save(writer, change_page(campaign), lead_en="Better words.").status_code == 302
        campaign.refresh_from_db()
        assert campaign.lead_en == "Better words."

    @pytest.mark.parametrize("state", ["scheduled", "published", "archived"])
    def test_reads_but_does_not_change_what_is_no_draft(self, writer, state):
        campaign = CampaignFactory(state=state, publish_at=timezone.now() + timedelta(days=1))
        page = change_page(campaign)
        assert "lead_en" not in form_of(writer.get(page), "campaign_form")
        assert writer.post(page, WORDS).status_code == 403
        campaign.refresh_from_db()
        assert campaign.title_en != WORDS["title_en"]

    def test_reads_words_without_markup_in_what_is_public(self, writer):
        campaign = CampaignFactory(body_en="<p>Bread &amp; roses.</p>")
        AskFactory(campaign=campaign, reason_fr="<p>Le <strong>motif</strong>.</p>")
        page = writer.get(change_page(campaign))
        assert "The case (English): Bread & roses." in words_of(page)
        assert "Reason (French): Le motif." in words_of(page)
        assert "&lt;p&gt;" not in page.content.decode()

    def test_is_offered_no_action_that_publishes(self, writer):
        campaign = CampaignFactory(draft=True)
        assert "publish_selected" not in writer.get(LIST).content.decode()
        writer.post(LIST, {"action": "publish_selected", "_selected_action": campaign.pk})
        campaign.refresh_from_db()
        assert campaign.state == Campaign.State.DRAFT

    def test_cannot_bring_back_an_old_draft_of_what_is_public(self, writer, publisher):
        campaign = CampaignFactory(draft=True)
        save(publisher, change_page(campaign), state="published", lead_en="Published words.")
        draft = campaign.history.earliest()
        page = f"{LIST}{campaign.pk}/history/{draft.history_id}/"
        assert "Revert" not in writer.get(page).content.decode()
        assert writer.post(page, WORDS).status_code == 403
        campaign.refresh_from_db()
        assert campaign.lead_en == "Published words."

    def test_deletes_nothing(self, writer):
        assert writer.post(f"{LIST}{CampaignFactory(draft=True).pk}/delete/", {"post": "yes"}).status_code == 403


class TestAPublisher:
    def test_publishes_by_the_form_and_it_is_announced_once_after_its_parts(self, publisher, announced):
        campaign = CampaignFactory(draft=True)
        part = {
            "asks-TOTAL_FORMS": "1",
            "asks-0-title_en": "Refuse",
            "asks-0-title_fr": "Refuser",
            "asks-0-campaign": campaign.pk,
        }
        assert save(publisher, change_page(campaign), state="published", **part).status_code == 302
        campaign.refresh_from_db()
        assert campaign.state == Campaign.State.PUBLISHED
        assert campaign.published_at is not None
        assert announced == [(campaign.pk, "published", 1)]

    def test_saves_without_a_change_of_state_and_it_is_announced_once(self, publisher, announced):
        campaign = CampaignFactory(asks=2)
        save(publisher, change_page(campaign), lead_en="Better words.")
        assert announced == [(campaign.pk, "published", 2)]

    def test_publishes_what_is_new_at_once(self, publisher, announced):
        save(publisher, ADD, **WORDS, state="published")
        campaign = Campaign.objects.get()
        assert campaign.is_public
        assert announced == [(campaign.pk, "published", 0)]

    def test_schedules(self, publisher):
        campaign = CampaignFactory(draft=True)
        with time_machine.travel("2026-11-24T12:00:00Z"):
            save(
                publisher, change_page(campaign), state="scheduled", publish_at_0="2026-12-01", publish_at_1="08:00:00"
            )
            campaign.refresh_from_db()
            assert campaign.state == Campaign.State.SCHEDULED
            assert campaign.publish_at.isoformat() == "2026-12-01T13:00:00+00:00"
            assert "scheduled for Dec. 1, 2026, 8 a.m." in words_of(publisher.get(LIST))

    def test_is_told_at_the_field_when_the_time_is_missing_or_past(self, publisher):
        page = change_page(CampaignFactory(draft=True))
        response = save(publisher, page, state="scheduled")
        assert "Say when this is to be published." in words_of(response)
        assert response.context["adminform"].form.errors.keys() == {"publish_at"}
        response = save(publisher, page, state="scheduled", publish_at_0="2020-01-01", publish_at_1="08:00")
        assert response.context["adminform"].form.errors.keys() == {"publish_at"}
        assert "This time has passed." in words_of(response)

    def test_takes_back_to_draft_and_the_time_goes(self, publisher):
        campaign = CampaignFactory(scheduled=True)
        assert save(publisher, change_page(campaign), state="draft").status_code == 302
        campaign.refresh_from_db()
        assert (campaign.state, campaign.publish_at) == (Campaign.State.DRAFT, None)

    def test_archives(self, publisher):
        campaign = CampaignFactory()
        save(publisher, change_page(campaign), state="archived")
        campaign.refresh_from_db()
        assert campaign.state == Campaign.State.ARCHIVED

    def test_publishes_and_archives_several_from_the_list(self, publisher, announced):
        drafts = CampaignFactory.create_batch(2, draft=True)
        selected = [campaign.pk for campaign in [*drafts, CampaignFactory()]]
        response = publisher.post(LIST, {"action": "publish_selected", "_selected_action": selected}, follow=True)
        assert "2 records are on the site now." in words_of(response)
        assert {state for _pk, state, _asks in announced} == {"published"}
        assert len(announced) == 2
        response = publisher.post(LIST, {"action": "archive_selected", "_selected_action": selected[:1]}, follow=True)
        assert "1 record was archived." in words_of(response)
        assert Campaign.objects.public().count() == 2

    def test_brings_back_earlier_words_without_the_earlier_state(self, publisher, announced):
        campaign = CampaignFactory(draft=True, lead_en="Earlier words.")
        earlier = campaign.history.get()
        save(publisher, change_page(campaign), state="published", lead_en="Later words.")
        announced.clear()
        page = f"{LIST}{campaign.pk}/history/{earlier.history_id}/"
        response = publisher.post(page, form_of(publisher.get(page), "historicalcampaign_form"))
        assert response.status_code == 302
        campaign.refresh_from_db()
        assert (campaign.lead_en, campaign.state) == ("Earlier words.", Campaign.State.PUBLISHED)
        assert len(announced) == 1

    def test_deletes_a_draft_but_nothing_that_was_public(self, publisher):
        draft, published, archived = CampaignFactory(draft=True), CampaignFactory(), CampaignFactory(archived=True)
        statuses = [
            publisher.post(f"{LIST}{campaign.pk}/delete/", {"post": "yes"}).status_code
            for campaign in (draft, published, archived)
        ]
        assert statuses == [302, 403, 403]
        everything = {"action": "delete_selected", "_selected_action": [published.pk], "post": "yes"}
        publisher.post(LIST, everything)
        assert set(Campaign.objects.all()) == {published, archived}


class TestAHalfFilledForm:
    def test_says_at_each_field_what_is_missing_and_keeps_the_rest(self, writer):
        half = WORDS | {"title_fr": "", "slug_fr": "", "body_en": "<p>Long work.</p>"}
        response = save(writer, ADD, **half)
        assert response.status_code == 200
        assert errors_at(response, "title_fr") == ["This field is required."]
        assert errors_at(response, "title_en") == []
        kept = form_of(response, "campaign_form")
        assert {name: kept[name] for name in half} == half
        assert not Campaign.objects.exists()

    def test_keeps_what_was_entered_in_its_parts_and_marks_them(self, writer):
        part = {
            "figures-TOTAL_FORMS": "1",
            "figures-0-value_en": "20,593",
            "figures-0-label_en": "people",
            "figures-0-source_url": "no address",
        }
        response = save(writer, ADD, **WORDS, **part)
        assert errors_at(response, "figures-0-value_fr") == ["This field is required."]
        assert errors_at(response, "figures-0-source_url") == ["Enter a valid URL."]
        kept = form_of(response, "campaign_form")
        assert {name: kept[name] for name in part} == part
        assert kept["title_en"] == WORDS["title_en"]
        # A part that folds up is open where its errors stand.
        assert "<details open>" in response.content.decode()

    def test_says_what_is_wrong_with_a_text_at_the_text_and_keeps_it(self, writer):
        body = "<p>Dear {{minster.full_name}}</p>"
        response = save(writer, ADD, **WORDS, body_fr=body)
        (error,) = errors_at(response, "body_fr")
        assert "Nothing stands for the placeholder {{minster.full_name}}" in error
        assert form_of(response, "campaign_form")["body_fr"] == body


class TestTheParts:
    def test_asks_are_numbered_anew_in_the_order_of_the_numbers_given(self, publisher):
        campaign = CampaignFactory()
        first, second, third = (AskFactory(campaign=campaign, position=place) for place in (1, 2, 3))
        new = {
            "asks-TOTAL_FORMS": "4",
            "asks-3-title_en": "New",
            "asks-3-title_fr": "Nouveau",
            "asks-3-position": "",
            "asks-3-campaign": campaign.pk,
        }
        changes = {"asks-0-position": "2", "asks-1-position": "1", "asks-2-DELETE": "on"}
        assert save(publisher, change_page(campaign), **changes, **new).status_code == 302
        assert list(campaign.asks.values_list("position", "title_en")) == [
            (1, second.title_en),
            (2, first.title_en),
            (3, "New"),
        ]
        assert not Ask.objects.filter(pk=third.pk).exists()

    def test_the_parts_stand_in_the_order_of_the_page(self, publisher):
        response = publisher.get(change_page(CampaignFactory()))
        prefixes = [formset.formset.prefix for formset in response.context["inline_admin_formsets"]]
        assert prefixes == ["asks", "figures", "timeline", "downloads"]

    def test_french_fields_say_so_to_people_and_to_the_spell_checker(self, publisher):
        page = page_of(publisher.get(change_page(CampaignFactory(asks=1))))
        for name in ("title_fr", "lead_fr", "body_fr", "asks-0-title_fr", "asks-0-reason_fr"):
            (field,) = page.xpath(f"//*[@name='{name}']")
            assert field.get("lang") == "fr"
            (label,) = page.xpath(f"//label[@for='{field.get('id')}']")
            assert label.text_content().endswith("(French):")
        # The editor takes the place of its field, so the element around it has to say the language too.
        assert page.xpath("//*[@name='body_fr']/..")[0].get("lang") == "fr"
        assert page.xpath("//*[@name='title_en']")[0].get("lang") == "en"


class TestViewOnSite:
    def test_leads_to_the_pages_of_what_is_public_and_to_previews_of_what_is_not(self, publisher):
        public, draft = CampaignFactory(), CampaignFactory(draft=True)
        (english, french) = publisher.get(change_page(public)).context["site_links"]
        assert english == ("en", f"/en/campaigns/{public.slug_en}/")
        assert french == ("fr", f"/fr/campagnes/{public.slug_fr}/")
        for _language, address in publisher.get(change_page(draft)).context["site_links"]:
            assert "?preview=" in address
