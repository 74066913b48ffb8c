"""The page "Check before publishing", its summary on the form, and the gate before the public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign
from publishing.models import OutsideLink
from tests.factories.campaigns import AskFactory, CampaignFactory, ChartFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.resources import DocumentFactory
from tests.page_forms import errors_at, form_of, page_of, words_of
from tests.publishing.prepublish.found import write

pytestmark = pytest.mark.django_db

LIST = "/admin/campaigns/campaign/"
MOMENT = {"publish_at_0": "2031-05-01", "publish_at_1": "09:00"}


def form_page(record):
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"


def check_page(record):
    return form_page(record).replace("/change/", "/before-publishing/")


def places(response):
    return [a.get("href") for a in page_of(response).xpath("//*[@class='finding__place']/a")]


def save(client, record, **typed):
    page = form_page(record)
    return client.post(page, form_of(client.get(page), f"{record._meta.model_name}_form") | typed)


def warned():
    """A draft with one warning."""
    return CampaignFactory(draft=True, asks_title_en="What we ask")


def blocked():
    return DocumentFactory(draft=True, body_fr="")


class TestThePage:
    def test_says_when_nothing_was_found(self, writer):
        assert "Nothing was found" in words_of(writer.get(check_page(CampaignFactory(draft=True))))

    def test_leads_to_the_field_of_each_finding_in_the_form(self, publisher):
        campaign = CampaignFactory(draft=True, asks_title_en="What we ask", body_fr="")
        AskFactory(campaign=campaign)
        AskFactory(campaign=campaign, position=2, reason_fr="")
        form = form_page(campaign)
        wanted = ["around-id_body_fr", "id_asks_title_fr", "around-id_asks-1-reason_fr"]
        assert places(publisher.get(check_page(campaign))) == [f"{form}#{anchor}" for anchor in wanted]
        there = page_of(publisher.get(form))
        assert [there.get_element_by_id(anchor, None) is not None for anchor in wanted] == [True] * 3

    def test_leads_to_the_form_of_a_chart_that_the_text_shows(self, publisher):
        chart = write(ChartFactory(key="waits"), source_name_fr="")
        shown = {"body_en": "<p>{{chart.waits}}</p>", "body_fr": "<p>{{chart.waits}}</p>"}
        response = publisher.get(check_page(DocumentFactory(**shown)))
        assert places(response) == [f"{form_page(chart)}#id_source_name_fr"]

    def test_names_what_blocks_before_what_warns(self, writer):
        document = DocumentFactory(draft=True, subtitle_fr="Un", body_fr="")
        page = words_of(writer.get(check_page(document)))
        assert page.index("To be mended before it can be published") < page.index("Please look at this")

    def test_escapes_what_staff_wrote(self, publisher):
        document = write(DocumentFactory(), body_en="<h4>&lt;script&gt;alert(1)&lt;/script&gt;</h4><p>x</p>")
        response = publisher.get(check_page(document)).content.decode()
        assert "&lt;script&gt;alert(1)" in response
        assert "<script>alert(1)" not in response

    def test_is_for_those_who_may_see_the_record(self, signed_in, client):
        page = check_page(warned())
        assert signed_in("Paper clerks").get(page).status_code == 403
        assert client.get(page).status_code == 302

    def test_of_no_record_is_not_there(self, publisher):
        assert publisher.get(f"{LIST}999/before-publishing/").status_code == 404

    def test_is_in_the_language_of_the_browser(self, writer):
        page = writer.get(check_page(warned()), headers={"accept-language": "fr-CA"})
        assert "Vérifier avant de publier" in words_of(page)

    def test_takes_no_more_queries_for_more_links(self, publisher):
        def queries(count):
            CampaignFactory.create_batch(count)
            slugs = Campaign.objects.values_list("slug_en", flat=True)
            html = "<p>" + " ".join(f'<a href="page:campaign/{slug}">a</a>' for slug in slugs) + "</p>"
            page = check_page(DocumentFactory(body_en=html, body_fr=html))
            publisher.get(page)
            with CaptureQueriesContext(connection) as captured:
                publisher.get(page)
            return len(captured)

        assert queries(1) == queries(5)


class TestTheSummaryOnTheForm:
    def test_counts_and_lists_what_was_found(self, writer):
        campaign = CampaignFactory(draft=True, asks_title_en="What we ask")
        words = words_of(writer.get(form_page(campaign)))
        assert "1 warning before publishing" in words
        assert "The French is missing." in words

    def test_says_that_something_blocks(self, writer):
        assert "1 finding blocks publishing" in words_of(writer.get(form_page(blocked())))

    def test_says_that_nothing_was_found(self, writer):
        assert "nothing was found" in words_of(writer.get(form_page(CampaignFactory(draft=True))))

    def test_is_not_on_the_form_of_something_new(self, writer):
        assert "before publishing" not in words_of(writer.get(f"{LIST}add/"))

    def test_leads_to_the_page(self, writer):
        campaign = warned()
        assert f'href="{check_page(campaign)}"' in writer.get(form_page(campaign)).content.decode()


class TestPublishingByTheForm:
    def test_with_a_warning_saves_the_words_and_leads_to_the_page(self, publisher):
        campaign = warned()
        response = save(publisher, campaign, state="published", lead_en="Better words.")
        assert response.headers["Location"] == f"{check_page(campaign)}?state=published"
        campaign.refresh_from_db()
        assert (campaign.state, campaign.lead_en) == ("draft", "Better words.")

    def test_is_confirmed_there(self, publisher):
        campaign = warned()
        page = save(publisher, campaign, state="published").headers["Location"]
        form = form_of(publisher.get(page), "publish_form")
        refused = publisher.post(check_page(campaign), form)
        assert refused.status_code == 422
        campaign.refresh_from_db()
        assert not campaign.is_public
        assert publisher.post(check_page(campaign), form | {"confirmed": "on"}).status_code == 302
        campaign.refresh_from_db()
        assert campaign.is_public

    def test_at_a_time_is_confirmed_with_that_time(self, publisher):
        campaign = warned()
        page = save(publisher, campaign, state="scheduled", **MOMENT).headers["Location"]
        form = form_of(publisher.get(page), "publish_form")
        publisher.post(check_page(campaign), form | {"confirmed": "on"})
        campaign.refresh_from_db()
        assert campaign.state == "scheduled"
        assert campaign.publish_at.isoformat() == "2031-05-01T13:00:00+00:00"

    def test_of_something_new_is_held_back_too(self, publisher):
        words = {"title_en": "A", "title_fr": "B", "slug_en": "a", "slug_fr": "b", "lead_en": "C.", "lead_fr": "TODO"}
        form = form_of(publisher.get(f"{LIST}add/"), "campaign_form") | words | {"state": "published"}
        response = publisher.post(f"{LIST}add/", form)
        campaign = Campaign.objects.get()
        assert campaign.state == "draft"
        assert response.headers["Location"].startswith(check_page(campaign))

    def test_of_what_is_clean_is_done_at_once(self, publisher):
        campaign = CampaignFactory(draft=True)
        assert save(publisher, campaign, state="published").headers["Location"] == LIST
        campaign.refresh_from_db()
        assert campaign.is_public

    def test_looks_at_the_words_that_were_just_typed(self, publisher):
        campaign = warned()
        save(publisher, campaign, state="published", asks_title_fr="Ce que nous demandons")
        campaign.refresh_from_db()
        assert campaign.is_public

    def test_a_change_of_what_is_public_is_not_held_back(self, publisher):
        campaign = CampaignFactory(asks_title_en="What we ask")
        save(publisher, campaign, lead_en="Corrected words.")
        campaign.refresh_from_db()
        assert (campaign.state, campaign.lead_en) == ("published", "Corrected words.")

    def test_nor_is_taking_something_off_the_site(self, publisher):
        campaign = CampaignFactory(asks_title_en="What we ask")
        save(publisher, campaign, state="archived")
        campaign.refresh_from_db()
        assert campaign.state == "archived"


class TestWhatBlocks:
    def test_cannot_be_confirmed(self, publisher):
        document = blocked()
        page = publisher.get(save(publisher, document, state="published").headers["Location"])
        assert "publish_form" not in page.content.decode()
        response = publisher.post(check_page(document), {"state": "published", "confirmed": "on"})
        assert response.status_code == 422
        assert "First mend what stands in the way of publishing." in words_of(response)
        document.refresh_from_db()
        assert document.state == "draft"

    def test_a_writer_publishes_nothing_from_the_page(self, writer):
        campaign = warned()
        assert "publish_form" not in writer.get(check_page(campaign)).content.decode()
        assert writer.post(check_page(campaign), {"state": "published", "confirmed": "on"}).status_code == 403

    def test_a_forged_state_is_refused(self, publisher):
        campaign = CampaignFactory(draft=True)
        assert publisher.post(check_page(campaign), {"state": "archived"}).status_code == 422
        assert publisher.post(check_page(campaign), {"state": "scheduled"}).status_code == 422
        campaign.refresh_from_db()
        assert campaign.state == "draft"


def test_the_list_publishes_what_is_clean_and_names_the_rest(publisher):
    clean, other = CampaignFactory(draft=True), warned()
    typed = {"action": "publish_selected", "_selected_action": [clean.pk, other.pk]}
    response = publisher.post(LIST, typed, follow=True)
    assert list(Campaign.objects.public()) == [clean]
    assert "1 record is on the site now." in words_of(response)
    assert f'<a href="{check_page(other)}">{other}</a>' in response.content.decode()


class TestAPetition:
    def step(self, petition):
        return f"/admin/petitions/petition/{petition.pk}/step/open_for_signing/"

    def test_opens_after_its_warnings_were_confirmed(self, publisher):
        petition = PetitionFactory(draft=True, background_en="<p>Why.</p>")
        response = publisher.get(self.step(petition))
        assert "The French is missing." in words_of(response)
        form = form_of(response, "step_form")
        refused = publisher.post(self.step(petition), form)
        assert errors_at(refused, "confirmed") == ["Tick this box if you want to publish in spite of the warnings."]
        assert publisher.post(self.step(petition), form | {"confirmed": "on"}).status_code == 302
        petition.refresh_from_db()
        assert petition.is_open

    def test_does_not_open_without_a_prayer(self, publisher):
        petition = write(PetitionFactory(draft=True), prayer_fr="")
        response = publisher.post(self.step(petition), form_of(publisher.get(self.step(petition)), "step_form"))
        assert response.status_code == 422
        assert "First mend what stands in the way of publishing." in words_of(response)
        petition.refresh_from_db()
        assert not petition.is_open

    def test_that_is_clean_is_asked_nothing(self, publisher):
        assert "confirmed" not in form_of(publisher.get(self.step(PetitionFactory(draft=True))), "step_form")

    def test_is_opened_from_the_page_by_its_own_steps(self, publisher):
        petition = PetitionFactory(draft=True)
        links = page_of(publisher.get(check_page(petition))).xpath("//p[@class='publish-form__end']/a/@href")
        assert self.step(petition) in links


class TestLinksToOtherSites:
    HTML = '<p><a href="https://example.org/">them</a></p>'

    def test_are_listed_and_asked_only_when_staff_want_it(self, writer):
        document = DocumentFactory(draft=True, body_en=self.HTML, body_fr=self.HTML)
        assert "https://example.org/ Not asked yet" in words_of(writer.get(check_page(document)))
        assert not OutsideLink.objects.exists()
        response = writer.post(check_page(document), {"ask": "Ask"}, follow=True)
        assert "1 address is being asked." in words_of(response)
        assert OutsideLink.objects.get().is_waiting

    def test_nothing_is_asked_in_the_request(self, writer, monkeypatch):
        monkeypatch.setattr("publishing.prepublish.outside_answers.ask", lambda url: pytest.fail("asked in a request"))
        document = DocumentFactory(draft=True, body_en=self.HTML, body_fr=self.HTML)
        assert writer.post(check_page(document), {"ask": "Ask"}).status_code == 302
