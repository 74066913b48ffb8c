"""Staff write a campaign's letter, are told what is wrong with it, and read how many were counted."""

import pytest

from advocacy.models import Letter, LetterPoint
from publishing.prepublish import registry
from tests.factories.advocacy import LetterFactory, LetterPointFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.parliament import DecisionMakerFactory
from tests.page_forms import errors_at, form_of

pytestmark = pytest.mark.django_db
ADD = "/admin/advocacy/letter/add/"


def found_in(letter):
    return {finding.title: finding for finding in registry.report_on(letter).findings}


def words(**more):
    whole = {
        "to": "member",
        "subject_en": "Loans",
        "subject_fr": "Les prêts",
        "introduction_en": "I live in {place}.",
        "introduction_fr": "J’habite à {place}.",
        "request_en": "Please waive them.",
        "request_fr": "Veuillez y renoncer.",
    }
    return whole | more


def test_a_writer_drafts_a_letter_and_a_publisher_publishes_it(writer, publisher):
    campaign = CampaignFactory()
    form = form_of(writer.get(ADD), "letter_form") | words(campaign=campaign.pk)
    assert writer.post(ADD, form).status_code == 302
    letter = Letter.objects.get()
    assert not letter.is_public
    for position in (1, 2):
        LetterPointFactory(letter=letter, position=position)
    page = f"/admin/advocacy/letter/{letter.pk}/change/"
    publisher.post(page, form_of(publisher.get(page), "letter_form") | {"state": "published"})
    letter.refresh_from_db()
    assert letter.is_public
    assert letter.history.count() >= 2


def test_a_name_in_braces_that_there_is_not_is_told_at_its_field_with_those_that_there_are(writer):
    campaign = CampaignFactory()
    form = form_of(writer.get(ADD), "letter_form") | words(campaign=campaign.pk, introduction_fr="J’habite à {ville}.")
    answer = writer.post(ADD, form)
    (told,) = errors_at(answer, "introduction_fr")
    assert "“{ville}”" in told
    assert "{place}" in told
    assert not Letter.objects.exists()


def test_a_letter_to_a_decision_maker_without_one_is_told_at_the_field(writer):
    form = form_of(writer.get(ADD), "letter_form") | words(campaign=CampaignFactory().pk, to="both")
    assert errors_at(writer.post(ADD, form), "decision_maker")


@pytest.mark.parametrize(("path", "factory"), [("letter", LetterFactory)])
def test_lists_take_as_many_queries_for_three_as_for_one(
    publisher, django_assert_num_queries, django_assert_max_num_queries, path, factory
):
    page = f"/admin/advocacy/{path}/"
    factory()
    publisher.get(page)
    with django_assert_max_num_queries(12) as one:
        publisher.get(page)
    factory.create_batch(2)
    with django_assert_num_queries(len(one)):
        publisher.get(page)


class TestBeforePublishing:
    def test_nothing_is_found_in_a_letter_as_it_should_be(self):
        assert found_in(LetterFactory()) == {}

    def test_a_letter_with_one_point_would_be_like_all_others(self):
        assert "All letters would be alike" in found_in(LetterFactory(points=1))
        assert "All letters would be alike" not in found_in(LetterFactory(points=2))

    def test_a_draft_of_a_campaign_keeps_its_letter_waiting(self):
        letter = LetterFactory(campaign=CampaignFactory(draft=True))
        assert "A campaign that is not public" in found_in(letter)

    def test_a_decision_maker_without_an_address_cannot_be_mailed(self):
        official = DecisionMakerFactory(key="silent", email="")
        assert "No e-mail" in found_in(LetterFactory(decision_maker=official))

    def test_a_request_that_would_be_left_out_without_a_riding_blocks(self):
        letter = LetterFactory(request_fr="À {riding}, on y tient.")
        finding = found_in(letter)["The request would be left out"]
        assert finding.blocks
        assert finding.field == "request_fr"
        member = LetterFactory(to=Letter.To.MEMBER, request_fr="À {riding}, on y tient.")
        assert "The request would be left out" not in found_in(member)

    def test_a_letter_for_more_than_a_page_is_told(self):
        letter = LetterFactory(introduction_en="word " * 300)
        assert "Too long for a page" not in found_in(letter)
        LetterPoint.objects.filter(position=1).update(text_en="word " * 50)
        assert "Too long for a page" in found_in(letter)
