"""What a petition's page tells of its way, in both languages."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from petitions import actions
from petitions.confirmation import make_token
from petitions.models import Petition, PetitionEntry
from publishing.preview import preview_path
from publishing.templatetags.typeset import long_date
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.page_forms import page_of, words_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WORDS = {"text_en": "<p>So that <em>more</em> can sign.</p>", "text_fr": "<p>Pour que d’autres signent.</p>"}
REASONS = {"reason_en": "A law has changed.", "reason_fr": "Une loi a changé."}


def shown(client, petition, language="en"):
    """The lines of the timeline: (day, words), what lies ahead included."""
    with override(language):
        page = page_of(client.get(petition.get_absolute_url()))
    lines = page.xpath("//section[@aria-labelledby='timeline-title']//ul/li")
    return [(line.findtext("time"), " ".join(" ".join(line.itertext()).split())) for line in lines]


@pytest.fixture(autouse=True)
def _organisation(organisation):
    pass


@pytest.fixture
def petition():
    """Signed from 1 October 2026, until the end of the year, on a day in November."""
    with time_machine.travel("2026-11-20T17:00:00Z", tick=False):
        petition = PetitionFactory(opens_at=timezone.now() - 50 * DAY, closes_at=timezone.now() + 41 * DAY)
        PetitionEntry.objects.create(petition=petition, kind="opened", happened_on=date(2026, 10, 1))
        yield petition


class TestTheTimeline:
    def test_begins_with_the_opening_and_ends_with_what_lies_ahead(self, client, petition):
        assert shown(client, petition) == [
            ("1 October 2026", "1 October 2026 Opened for signing"),
            ("31 December 2026", "31 December 2026 Closes"),
        ]

    def test_tells_each_kind_in_its_own_words(self, client, petition):
        PetitionEntry.objects.create(petition=petition, kind="milestone", count=5000, happened_on=date(2026, 11, 1))
        PetitionEntry.objects.create(petition=petition, kind="note", happened_on=date(2026, 11, 2), **WORDS)
        SignatureFactory(petition=petition, confirmed=True)
        actions.extend(petition=petition, closes_at=petition.closes_at + 31 * DAY, words=WORDS)
        actions.change_text(
            petition=petition, words=actions.words_of(petition) | {"title_en": "New"}, reasons=REASONS, by=None
        )
        actions.close(petition=petition, words=WORDS)
        actions.deliver(petition=petition, happened_on=timezone.localdate(), count=1, words=WORDS)
        actions.answer(petition=petition, happened_on=timezone.localdate(), words=WORDS)
        lines = [words for _day, words in shown(client, petition)]
        assert [line.removeprefix("20 November 2026 ") for line in lines] == [
            "1 October 2026 Opened for signing",
            "1 November 2026 5,000 signatures",
            "2 November 2026 So that more can sign.",
            "Extended until 31 January 2027 So that more can sign.",
            "New version of the text A law has changed. Read the earlier version",
            "Closed So that more can sign.",
            "Delivered with 1 signature So that more can sign.",
            "Answered So that more can sign.",
        ]
        french = [words for _day, words in shown(client, petition, "fr")]
        assert french[1] == "1er novembre 2026 5 000 signatures"
        assert "Pour que d’autres signent." in french[3]

    def test_says_that_the_last_day_had_come(self, client, petition):
        with time_machine.travel("2027-02-01T12:00:00Z", tick=False):
            actions.close_due()
            assert shown(client, petition)[-1] == (
                "31 December 2026",
                "31 December 2026 Closed The last day for signing had come.",
            )

    def test_costs_the_same_with_one_entry_and_with_four(self, client, petition, queries_of):
        one = queries_of(client, petition.get_absolute_url())
        note = {"petition": petition, "kind": "note", "happened_on": date(2026, 11, 2), **WORDS}
        PetitionEntry.objects.bulk_create([PetitionEntry(**note) for _n in range(3)])
        assert queries_of(client, petition.get_absolute_url()) == one


class TestTheAnswerOfTheGovernment:
    @pytest.fixture
    def delivered(self, petition):
        Petition.objects.filter(pk=petition.pk).update(house_addressee="house")
        petition.refresh_from_db()
        actions.close(petition=petition, words=WORDS)
        return petition

    def deliver(self, petition, to_house):
        actions.deliver(petition=petition, happened_on=date(2026, 11, 20), count=30, words=WORDS, to_house=to_house)

    def test_is_due_after_45_days_where_the_house_was_asked(self, client, delivered):
        self.deliver(delivered, to_house=True)
        assert shown(client, delivered)[-1] == (
            "4 January 2027",
            "4 January 2027 The government’s answer is due by this day, or on the next day the House sits.",
        )

    def test_is_late_from_the_day_after(self, client, delivered):
        self.deliver(delivered, to_house=True)
        with time_machine.travel("2027-01-05T17:00:00Z", tick=False):
            assert "There is none yet." in shown(client, delivered)[-1][1]

    def test_is_not_awaited_where_it_was_not_asked_or_has_come(self, client, delivered):
        self.deliver(delivered, to_house=False)
        assert shown(client, delivered)[-1][1].startswith("20 November 2026 Delivered with 30 signatures")
        self.deliver(delivered, to_house=True)
        actions.answer(petition=delivered, happened_on=date(2026, 11, 20), words=WORDS)
        assert shown(client, delivered)[-1][1].startswith("20 November 2026 Answered")


class TestInThePlaceOfTheForm:
    @pytest.mark.parametrize(
        ("steps", "words"),
        [
            (["close"], "This petition is closed It could be signed until 20 November 2026."),
            (["close", "deliver"], "30 signatures were handed over on 20 November 2026. What and to whom"),
            (["close", "deliver", "answer"], "The answer is of 20 November 2026. Read the answer"),
            (
                ["withdraw_petition"],
                "It was withdrawn on 20 November 2026 and can be signed no more. So that more can sign.",
            ),
        ],
    )
    def test_stands_what_has_become_of_it(self, client, petition, steps, words):
        for step in steps:
            extra = {"deliver": {"count": 30}}.get(step, {})
            if step in ("deliver", "answer"):
                extra = extra | {"happened_on": timezone.localdate()}
            getattr(actions, step)(petition=petition, words=WORDS, **extra)
        page = client.get(petition.get_absolute_url())
        assert words in words_of(page)
        assert "sign-form" not in page.text

    @pytest.mark.parametrize(
        ("trait", "words"), [("draft", "It is a draft."), ("scheduled", "It can be signed from {}")]
    )
    def test_stands_in_a_preview_that_it_is_not_open_yet(self, client, trait, words):
        petition = PetitionFactory(**{trait: True})
        page = client.get(preview_path(petition))
        assert "This petition is not open yet" in words_of(page)
        assert words.format(long_date(petition.opens_at)) in words_of(page)


class TestWithdrawn:
    @pytest.fixture
    def withdrawn(self, petition):
        SignatureFactory(petition=petition, confirmed=True, show_name=True, first_name="Zoé")
        actions.withdraw_petition(petition=petition, words=WORDS)
        return petition

    def test_its_page_stays_for_people_and_not_for_search_engines(self, client, withdrawn):
        page = client.get(withdrawn.get_absolute_url())
        assert page.status_code == 200
        assert page_of(page).xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert "Zoé" not in page.text, "nobody stands by name under what was withdrawn"
        assert "data-share" not in page.text
        assert withdrawn.is_public
        assert not Petition.objects.listed().exists()
        assert not Petition.objects.open().exists()

    def test_it_cannot_be_signed(self, client, withdrawn):
        with override("en"):
            answer = client.post(
                f"{withdrawn.get_absolute_url()}sign/",
                {"first_name": "A", "last_name": "B", "email": "a@example.ca", "postal_code": "K1A 0B1"},
            )
        assert answer.status_code == 409
        assert withdrawn.signatures.count() == 1

    def test_a_link_that_is_still_under_way_confirms_nothing(self, client, petition):
        signature = SignatureFactory(petition=petition)
        actions.withdraw_petition(petition=petition, words=WORDS)
        signature.refresh_from_db()
        address = f"{petition.get_absolute_url()}confirm/{make_token(signature)}/"
        assert client.get(address).status_code == client.post(address).status_code == 410
        signature.refresh_from_db()
        assert signature.state == "pending"

    def test_one_that_nobody_has_ever_seen_stays_unseen(self, client):
        hidden = PetitionFactory(state="withdrawn")
        assert not hidden.is_public
        assert client.get(hidden.get_absolute_url()).status_code == 404


class TestAnEarlierVersion:
    @pytest.fixture
    def changed(self, petition):
        def change(signers):
            SignatureFactory.create_batch(signers, petition=petition, confirmed=True)
            words = actions.words_of(petition) | {"prayer_en": "<p>We ask more.</p>"}
            actions.change_text(petition=petition, words=words, reasons=REASONS, by=None)
            return petition

        return change

    def version(self, client, petition, number, language="en"):
        with override(language):
            return client.get(f"{petition.get_absolute_url()}versions/{number}/")

    def test_is_to_be_read_with_why_and_by_how_many(self, client, changed):
        petition = changed(6)
        page = self.version(client, petition, 1)
        words = words_of(page)
        for part in (
            "We ask.",
            "A law has changed.",
            "6 people signed this version.",
            "from 1 October 2026 to 20 November 2026",
        ):
            assert part in words
        assert "We ask more." not in words
        assert page_of(page).xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert "Nous demandons." in self.version(client, petition, 1, "fr").text
        assert '/versions/1/"' in client.get(petition.get_absolute_url()).text

    @pytest.mark.parametrize(("signers", "is_told"), [(4, False), (5, True)])
    def test_hides_a_number_under_five(self, client, changed, signers, is_told):
        words = words_of(self.version(client, changed(signers), 1))
        assert (f"{signers} people signed" in words) is is_told
        assert ("Fewer than five people signed this version." in words) is not is_told

    def test_of_the_present_number_is_the_petition_itself_and_of_none_is_not_there(self, client, changed):
        petition = changed(1)
        assert self.version(client, petition, 2)["Location"] == petition.get_absolute_url()
        for number in (0, 3):
            assert self.version(client, petition, number).status_code == 404

    def test_is_not_there_while_the_petition_is_not(self, client):
        assert self.version(client, PetitionFactory(draft=True), 1).status_code == 404
