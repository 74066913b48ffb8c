"""Signing where many share one connection: a named place and time."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from petitions.judging import judge
from petitions.models import Signature, SigningRules
from tests.factories.petitions import PetitionFactory, SigningEventFactory
from tests.page_forms import page_of, words_of

pytestmark = pytest.mark.django_db

EVENTS = "/admin/petitions/signingevent/"


@pytest.fixture
def event(petition):
    return SigningEventFactory(petition=petition, expected=200)


@pytest.fixture
def sign_there(visitor, event, address, typed):
    """`sign_there(language="fr", email="…")`: posts the form of the event's page."""

    def sign(*, language="en", **fields):
        path = address("petition-event-sign", event.petition, event.code, language=language)
        return visitor.post(path, typed(**fields))

    return sign


def over(event):
    event.starts_at, event.ends_at = timezone.now() - timedelta(hours=2), timezone.now() - timedelta(hours=1)
    event.save()


class TestThePage:
    @pytest.mark.parametrize(
        ("language", "words"), [("en", "You are at: First Church"), ("fr", "Vous êtes ici : Première Église")]
    )
    def test_says_where_one_is_and_posts_to_an_address_of_its_own(self, client, event, address, language, words):
        page = client.get(address("petition-event", event.petition, event.code, language=language))
        assert page.status_code == 200
        assert words in words_of(page)
        (form,) = page_of(page).xpath("//section[@id='sign']//form")
        assert form.get("action") == address("petition-event-sign", event.petition, event.code, language=language)

    def test_is_kept_by_caches_and_by_no_search_engine(self, client, event, address):
        path = address("petition-event", event.petition, event.code)
        first, second = client.get(path), client.get(path)
        assert first.content == second.content
        assert "public" in first.headers["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in first.text
        assert not first.cookies

    def test_leads_to_itself_in_the_other_language(self, client, event, address):
        page = client.get(address("petition-event", event.petition, event.code))
        assert address("petition-event", event.petition, event.code, language="fr") in page.text
        assert "/sur-place/" in page.text

    def test_leads_to_the_ordinary_page_before_and_after(self, client, event, address):
        path, ordinary = address("petition-event", event.petition, event.code), address("petition", event.petition)
        with time_machine.travel(event.starts_at - timedelta(minutes=1)):
            assert client.get(path).headers["Location"] == ordinary
        with time_machine.travel(event.ends_at + timedelta(minutes=1)):
            answer = client.get(path)
        assert answer.headers["Location"] == ordinary
        assert answer.headers["Cache-Control"] == "no-store"

    def test_of_another_petition_or_of_no_event_is_the_ordinary_page_too(self, client, event, address):
        other = PetitionFactory()
        assert client.get(address("petition-event", other, event.code)).headers["Location"] == address(
            "petition", other
        )
        assert client.get(address("petition-event", other, "nothere")).status_code == 302

    def test_of_a_draft_is_not_there(self, client, address):
        event = SigningEventFactory(petition=PetitionFactory(draft=True))
        assert client.get(address("petition-event", event.petition, event.code)).status_code == 404

    def test_of_the_petition_itself_says_nothing_of_events(self, client, event, address):
        page = client.get(address("petition", event.petition)).text
        assert "You are at" not in page
        assert event.code not in page


class TestTheShortAddress:
    @pytest.mark.parametrize(("accepts", "language"), [("fr-CA,en;q=0.5", "fr"), ("en-CA", "en"), ("de", "en")])
    def test_leads_to_the_page_in_the_language_of_the_browser(self, client, event, address, accepts, language):
        answer = client.get(f"/at/{event.code.upper()}/", headers={"accept-language": accepts})
        assert answer.headers["Location"] == address("petition-event", event.petition, event.code, language=language)
        assert "Accept-Language" in answer.headers["Vary"]
        assert answer.headers["Cache-Control"] == "no-store"

    def test_of_no_event_is_not_there(self, client):
        assert client.get("/at/nothere/").status_code == 404


class TestSigning:
    def test_keeps_the_event_with_the_signature(self, sign_there, event, address):
        answer = sign_there()
        assert answer.headers["Location"] == address("petition-check-email", event.petition)
        assert Signature.objects.get().event == event

    def test_stays_at_the_event_while_mistakes_are_mended(self, sign_there, event, address):
        answer = sign_there(email="")
        assert answer.status_code == 422
        (form,) = page_of(answer).xpath("//form[contains(@class, 'sign-form')]")
        assert form.get("action") == address("petition-event-sign", event.petition, event.code)

    def test_after_the_end_is_signing_like_everywhere(self, sign_there, event):
        over(event)
        assert sign_there().status_code == 303
        assert Signature.objects.get().event is None

    def test_by_hand_leads_to_the_petition(self, client, event, address):
        path = address("petition-event-sign", event.petition, event.code)
        assert client.get(path).headers["Location"] == address("petition", event.petition)

    def test_from_another_site_is_refused(self, visitor, event, address, typed):
        path = address("petition-event-sign", event.petition, event.code)
        assert visitor.post(path, typed(), headers={"origin": "https://evil.example"}).status_code == 403


def test_two_hundred_people_on_one_churchs_wifi_sign(sign_there, post, event):
    """The rules would hold an eleventh in a minute and turn away a sixty-first; the event expects 200."""
    people = [{"last_name": f"Tremblay {chr(97 + n // 26)}{chr(97 + n % 26)}"} for n in range(202)]
    with time_machine.travel(timezone.now().replace(second=1), tick=False):
        statuses = [sign_there(email=f"p{n}@example.ca", **person).status_code for n, person in enumerate(people[:201])]
        elsewhere = [post(email=f"q{n}@example.ca", last_name=f"Roy {chr(97 + n)}") for n in range(12)]
    assert statuses == [303] * 200 + [429], "one more than expected waits for the next minute"
    assert [answer.status_code for answer in elsewhere] == [303] * 12, "each has a count of its own"
    judge(list(Signature.objects.all()))
    assert Signature.objects.filter(event=event, suspicions=[]).count() == 200
    assert Signature.objects.filter(event=None, suspicions=["connection"]).count() == 2


def test_an_event_that_expects_few_turns_nobody_away_sooner(sign_there, event):
    SigningRules.objects.create(pk=1, posts_per_minute=5)
    event.expected = 2
    event.save()
    with time_machine.travel(timezone.now().replace(second=1), tick=False):
        assert [sign_there().status_code for _time in range(6)] == [303] * 5 + [429]


class TestInTheAdmin:
    def test_publishers_name_an_event_and_are_shown_its_poster(self, publisher, petition):
        answer = publisher.post(
            f"{EVENTS}add/",
            {
                "petition": petition.pk,
                "place_en": "Town hall",
                "place_fr": "Hôtel de ville",
                "starts_at_0": "2026-11-29",
                "starts_at_1": "10:00",
                "ends_at_0": "2026-11-29",
                "ends_at_1": "12:00",
                "expected": "150",
            },
            follow=True,
        )
        event = petition.events.get()
        page = words_of(answer)
        assert f"act.example.org/at/{event.code}" in page
        assert "Waive travel loans" in page
        assert "Annuler les prêts de voyage" in page
        assert 'src="data:image/svg+xml' in answer.text

    def test_an_event_ends_after_it_starts(self, publisher, event):
        answer = publisher.post(
            f"{EVENTS}{event.pk}/change/",
            {
                "petition": event.petition_id,
                "place_en": "Town hall",
                "place_fr": "Hôtel de ville",
                "starts_at_0": "2026-11-29",
                "starts_at_1": "12:00",
                "ends_at_0": "2026-11-29",
                "ends_at_1": "10:00",
                "expected": "150",
            },
        )
        assert "An event ends after it starts." in words_of(answer)

    def test_posters_are_for_staff(self, client, event, writer):
        assert client.get(f"{EVENTS}{event.pk}/poster/").status_code == 302
        assert writer.get(f"{EVENTS}{event.pk}/poster/").status_code == 200

    def test_the_list_says_what_is_going_on_with_as_many_queries_for_three_as_for_one(
        self, publisher, event, queries_of
    ):
        one = queries_of(publisher, EVENTS)
        SigningEventFactory(starts_at=timezone.now() + timedelta(days=1), ends_at=timezone.now() + timedelta(days=2))
        over(SigningEventFactory())
        assert queries_of(publisher, EVENTS) == one
        words = words_of(publisher.get(EVENTS))
        assert all(word in words for word in ("going on", "still to come", "it is over"))
