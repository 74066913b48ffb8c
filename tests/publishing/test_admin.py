"""The front page of the admin, the organisation's record and the fixed pages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.models import Organisation, Page
from tests.factories.campaigns import AskFactory, CampaignFactory
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.publishing import OrganisationFactory, PageFactory
from tests.page_forms import errors_at, form_of, words_of

pytestmark = pytest.mark.django_db

FORM = "/admin/publishing/organisation/1/change/"


def to_do(client):
    return client.get("/admin/").context["to_do"]


class TestWhatIsToDo:
    def test_names_what_the_organisation_has_not_said_yet(self, publisher):
        OrganisationFactory(email="", privacy_email="", postal_address_en="", feed_url="")
        items = to_do(publisher)
        assert [words.partition(".")[0] for words, _address in items] == [
            "Enter the postal address",
            "Enter the e-mail of the privacy contact",
            "Enter the general e-mail",
            "Enter the feed of your latest posts, or Take Action shows none",
        ]
        assert {address for _words, address in items} == {FORM}
        assert publisher.get(FORM).status_code == 200

    def test_is_nothing_once_all_is_said(self, publisher):
        OrganisationFactory(
            email="a@example.org",
            privacy_email="b@example.org",
            postal_address_en="1 Main Street",
            postal_address_fr="1, rue Principale",
            feed_url="https://example.org/feed",
        )
        assert to_do(publisher) == []
        assert "Before you open the site" not in words_of(publisher.get("/admin/"))

    def test_leads_a_superuser_of_an_empty_site_to_the_form_that_makes_the_record(self, superuser, publisher):
        assert {address for _words, address in to_do(superuser)} == {"/admin/publishing/organisation/add/"}
        assert to_do(publisher) == []

    def test_is_shown_only_to_those_who_may_do_it(self, writer):
        OrganisationFactory(email="")
        DecisionMakerFactory(as_of=timezone.localdate() - timedelta(days=91))
        assert to_do(writer) == []

    def test_names_decision_makers_whose_details_are_old(self, publisher):
        DecisionMakerFactory(as_of=timezone.localdate() - timedelta(days=90), last_name="Fresh")
        old = DecisionMakerFactory(key="other", as_of=timezone.localdate() - timedelta(days=91), last_name="Old")
        ((words, address),) = to_do(publisher)
        assert words.startswith("Check the details of Dana Old.")
        assert address == f"/admin/parliament/decisionmaker/{old.pk}/change/"

    def test_names_what_is_there_in_one_language_only(self, publisher):
        campaign = CampaignFactory(body_fr="", photo_credit_fr="Dessin")
        CampaignFactory(body_en="", body_fr="")
        ((words, address),) = to_do(publisher)
        assert words == f"Translate in “{campaign.title_en}”: The case (French), Credit (English)"
        assert address == f"/admin/campaigns/campaign/{campaign.pk}/change/"

    def test_leads_to_the_whole_for_a_part_that_is_not_translated(self, publisher):
        campaign = CampaignFactory()
        AskFactory(campaign=campaign, reason_fr="")
        ((_words, address),) = to_do(publisher)
        assert address == f"/admin/campaigns/campaign/{campaign.pk}/change/"

    def test_leaves_out_what_is_archived_and_shows_writers_their_drafts(self, writer):
        CampaignFactory(archived=True, body_fr="")
        CampaignFactory(body_fr="")
        draft = CampaignFactory(draft=True, body_fr="")
        ((_words, address),) = to_do(writer)
        assert address == f"/admin/campaigns/campaign/{draft.pk}/change/"


class TestTheFrontPage:
    def test_names_the_machinery_in_words(self, superuser):
        names = " ".join(str(app["name"]) for app in superuser.get("/admin/").context["app_list"])
        assert "Sign-ins" in names
        assert not re.search("otp|axes|backend", names, re.IGNORECASE)

    def test_shows_the_sites_own_things_before_the_machinery(self, superuser):
        labels = [app["app_label"] for app in superuser.get("/admin/").context["app_list"]]
        assert set(labels[:6]) == {"campaigns", "resources", "parliament", "petitions", "publishing", "advocacy"}
        assert "auth" in labels[6:]

    def test_is_in_the_language_of_the_browser(self, writer):
        assert '<html lang="fr"' in writer.get("/admin/", headers={"accept-language": "fr-CA"}).content.decode()
        assert '<html lang="en"' in writer.get("/admin/", headers={"accept-language": "en-CA"}).content.decode()

    def test_links_to_the_site(self, writer):
        assert '<a href="/">View site</a>' in writer.get("/admin/").content.decode()


class TestTheContentSecurityPolicy:
    def policy(self, response):
        return dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))

    def test_lets_in_the_editors_import_map_by_its_nonce_alone(self, publisher):
        response = publisher.get("/admin/campaigns/campaign/add/")
        (nonce,) = re.findall(r'<script type="importmap" nonce="([^"]+)">', response.content.decode())
        assert self.policy(response)["script-src"] == f"'self' 'nonce-{nonce}'"
        another = publisher.get("/admin/campaigns/campaign/add/")
        assert nonce not in another.content.decode()

    def test_does_so_for_an_earlier_version_too(self, publisher):
        campaign = CampaignFactory()
        version = campaign.history.get().history_id
        response = publisher.get(f"/admin/campaigns/campaign/{campaign.pk}/history/{version}/")
        (nonce,) = re.findall(r'<script type="importmap" nonce="([^"]+)">', response.content.decode())
        assert nonce in self.policy(response)["script-src"]

    def test_is_looser_about_styles_on_staff_pages_only(self, publisher, client):
        assert "'unsafe-inline'" in self.policy(publisher.get("/admin/"))["style-src"]
        for public in ("/healthz", "/admin/login/"):
            assert "unsafe-inline" not in client.get(public).headers["Content-Security-Policy"]

    def test_never_lets_in_inline_scripts(self, publisher):
        assert "unsafe-inline" not in self.policy(publisher.get("/admin/"))["script-src"]


class TestTheOrganisation:
    def test_is_one_form_without_a_list(self, publisher):
        OrganisationFactory()
        assert publisher.get("/admin/publishing/organisation/").headers["Location"] == FORM
        assert publisher.get("/admin/publishing/organisation/add/").status_code == 403
        assert publisher.post("/admin/publishing/organisation/1/delete/", {"post": "yes"}).status_code == 403

    def test_is_made_by_a_superuser_when_it_is_missing(self, superuser):
        page = superuser.get("/admin/publishing/organisation/").headers["Location"]
        names = {"name_en": "A house", "name_fr": "Une maison"}
        response = superuser.post(page, form_of(superuser.get(page), "organisation_form") | names)
        assert response.headers["Location"] == "/admin/"
        assert Organisation.objects.get().pk == 1

    def test_is_edited_by_publishers_and_read_by_writers(self, publisher, writer):
        OrganisationFactory()
        form = form_of(publisher.get(FORM), "organisation_form")
        publisher.post(FORM, form | {"email": "new@example.org"})
        assert Organisation.load().email == "new@example.org"
        assert writer.get(FORM).status_code == 200
        assert writer.post(FORM, form).status_code == 403

    def test_refuses_a_colour_that_white_cannot_be_read_on_at_its_field(self, publisher):
        OrganisationFactory()
        response = publisher.post(
            FORM, form_of(publisher.get(FORM), "organisation_form") | {"action_colour": "#f2b632"}
        )
        assert errors_at(response, "action_colour") == [
            "White text cannot be read on this colour. Choose a darker one."
        ]


class TestTheFixedPages:
    def test_are_edited_by_publishers_and_none_is_added_or_deleted(self, publisher):
        page = PageFactory()
        address = f"/admin/publishing/page/{page.pk}/change/"
        response = publisher.post(address, form_of(publisher.get(address), "page_form") | {"title_en": "Privacy"})
        assert response.status_code == 302
        page.refresh_from_db()
        assert page.title_en == "Privacy"
        assert publisher.get("/admin/publishing/page/add/").status_code == 403
        assert publisher.post(f"/admin/publishing/page/{page.pk}/delete/", {"post": "yes"}).status_code == 403

    def test_are_read_by_writers(self, writer):
        page = PageFactory()
        assert writer.get(f"/admin/publishing/page/{page.pk}/change/").status_code == 200
        assert writer.post(f"/admin/publishing/page/{page.pk}/change/", {}).status_code == 403

    def test_are_listed_with_as_many_queries_for_three_as_for_one(
        self, publisher, django_assert_num_queries, django_assert_max_num_queries
    ):
        PageFactory(key=Page.Key.PRIVACY)
        publisher.get("/admin/publishing/page/")
        with django_assert_max_num_queries(12) as one:
            publisher.get("/admin/publishing/page/")
        PageFactory(key=Page.Key.SEARCH)
        PageFactory(key=Page.Key.NEWS)
        with django_assert_num_queries(len(one)):
            publisher.get("/admin/publishing/page/")


def test_the_help_for_writers_names_what_there_is_to_use(publisher):
    DecisionMakerFactory(key="minister")
    words = words_of(publisher.get("/admin/campaigns/campaign/add/"))
    assert "{{minister.full_name}}" in words
    assert "page:petition/…" in words
    # A form without rich text has no use for it.
    assert "{{minister.full_name}}" not in words_of(publisher.get("/admin/advocacy/way/add/"))
