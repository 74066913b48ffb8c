"""The way of a petition from draft to answer: each step from where it may begin, and from nowhere else."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from petitions import actions, steps, tasks
from petitions.models import Petition, PetitionEntry, Tally
from publishing.signals import content_saved
from tests.factories.petitions import PetitionFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WORDS = {"text_en": "<p>Because.</p>", "text_fr": "<p>Parce que.</p>"}
State, Kind = Petition.State, PetitionEntry.Kind


def in_state(state):
    """A petition whose days go with its state."""
    trait = {State.DRAFT: "draft", State.SCHEDULED: "scheduled", State.OPEN: None}.get(state, "closed")
    return PetitionFactory(**{trait: True} if trait else {}, state=state)


def take(step, petition):
    """Take a step with what it needs."""
    later = timezone.now() + 60 * DAY
    needed = {
        "schedule": {"opens_at": timezone.now() + DAY, "closes_at": later},
        "open_for_signing": {"closes_at": later},
        "return_to_draft": {},
        "extend": {"closes_at": later, "words": WORDS},
        "close": {"words": WORDS},
        "deliver": {"happened_on": timezone.localdate(), "count": 7, "words": WORDS},
        "answer": {"happened_on": timezone.localdate(), "words": WORDS},
        "withdraw_petition": {"words": WORDS},
    }
    getattr(actions, step)(petition=petition, **needed[step])


STEPS = [step for step in steps.STEPS if step != "change_text"]
WAYS = [(step, state) for step in STEPS for state in State]
# What the steps are, written once more and another way: a slip in the table is not repeated here.
ALLOWED = {
    State.DRAFT: {"schedule": State.SCHEDULED, "open_for_signing": State.OPEN},
    State.SCHEDULED: {
        "schedule": State.SCHEDULED,
        "open_for_signing": State.OPEN,
        "return_to_draft": State.DRAFT,
    },
    State.OPEN: {"extend": State.OPEN, "close": State.CLOSED, "withdraw_petition": State.WITHDRAWN},
    State.CLOSED: {"deliver": State.DELIVERED, "withdraw_petition": State.WITHDRAWN},
    State.DELIVERED: {"deliver": State.DELIVERED, "answer": State.ANSWERED, "withdraw_petition": State.WITHDRAWN},
    State.ANSWERED: {"answer": State.ANSWERED, "withdraw_petition": State.WITHDRAWN},
    State.WITHDRAWN: {},
}


@pytest.fixture
def announced():
    told = []

    def hear(sender, instance, **kwargs):
        told.append(instance.state)

    content_saved.connect(hear, sender=Petition)
    yield told
    content_saved.disconnect(hear, sender=Petition)


@pytest.mark.parametrize(("step", "state"), WAYS)
def test_each_step_begins_where_it_may_and_nowhere_else(step, state, announced):
    petition = in_state(state)
    becomes = ALLOWED[state].get(step)
    if becomes is None:
        with pytest.raises(steps.NotAllowed):
            take(step, petition)
        petition.refresh_from_db()
        assert (petition.state, announced, petition.entries.count()) == (state, [], 0)
        return
    take(step, petition)
    assert (petition.state, announced) == (becomes, [becomes])
    petition.refresh_from_db()
    assert petition.state == becomes


class TestTheTimeline:
    def kinds(self, petition):
        return list(petition.entries.in_order().values_list("kind", flat=True))

    def test_tells_the_whole_way(self):
        petition = PetitionFactory(draft=True)
        for step in ("schedule", "open_for_signing", "extend", "close", "deliver", "answer", "withdraw_petition"):
            take(step, petition)
        assert self.kinds(petition) == ["opened", "extended", "closed", "delivered", "answered", "withdrawn"]

    def test_keeps_the_count_of_a_delivery_whatever_the_tally_does_later(self):
        petition = in_state(State.CLOSED)
        actions.deliver(petition=petition, happened_on=date(2026, 11, 20), count=6412, words=WORDS)
        Tally.objects.create(petition=petition, confirmed=1)
        entry = petition.entries.get()
        assert (entry.count, entry.happened_on, entry.answer_due_on) == (6412, date(2026, 11, 20), None)

    def test_says_by_when_the_government_owes_the_house_an_answer(self):
        petition = PetitionFactory(closed=True, house_addressee="house")
        actions.deliver(petition=petition, happened_on=date(2026, 11, 20), count=30, words=WORDS, to_house=True)
        assert petition.entries.get().answer_due_on == date(2027, 1, 4)

    def test_promises_no_answer_where_the_house_was_not_asked(self):
        petition = in_state(State.CLOSED)
        with pytest.raises(actions.NotForTheHouse):
            actions.deliver(petition=petition, happened_on=date(2026, 11, 20), count=30, words=WORDS, to_house=True)
        petition.refresh_from_db()
        assert petition.state == State.CLOSED

    @pytest.mark.parametrize("missing", ["text_en", "text_fr"])
    @pytest.mark.parametrize("step", ["extend", "withdraw_petition"])
    def test_takes_no_step_that_is_explained_in_one_language_only(self, step, missing):
        petition = PetitionFactory()
        words = WORDS | {missing: ""}
        extra = {"closes_at": petition.closes_at + DAY} if step == "extend" else {}
        with pytest.raises(ValidationError, match="both languages"):
            getattr(actions, step)(petition=petition, words=words, **extra)
        petition.refresh_from_db()
        assert (petition.state, petition.entries.count()) == (State.OPEN, 0)

    def test_is_sanitised_and_typeset_like_all_that_staff_write(self):
        petition = PetitionFactory()
        actions.withdraw_petition(
            petition=petition,
            words={"text_en": '<p onclick="x()">It\'s <script>alert(1)</script>over.</p>', "text_fr": "<p>Fini !</p>"},
        )
        entry = petition.entries.get()
        assert entry.text_en == "<p>It’s over.</p>"
        assert entry.text_fr == "<p>Fini!</p>"

    def test_goes_into_the_history(self):
        petition = PetitionFactory()
        before = petition.history.count()
        take("close", petition)
        assert petition.history.count() == before + 1
        assert petition.entries.get().history.count() == 1


class TestTimes:
    def test_a_petition_is_extended_only_to_a_later_end(self):
        petition = PetitionFactory()
        end = petition.closes_at
        for closes_at in (end, end - DAY):
            with pytest.raises(actions.TimeHasPassed):
                actions.extend(petition=petition, closes_at=closes_at, words=WORDS)
        actions.extend(petition=petition, closes_at=end + DAY, words=WORDS)
        petition.refresh_from_db()
        assert petition.closes_at == petition.entries.get().until == end + DAY

    def test_and_only_before_it_has_come_even_when_the_clock_has_not_noticed(self):
        petition = PetitionFactory()
        with time_machine.travel(petition.closes_at, tick=False), pytest.raises(steps.NotAllowed):
            actions.extend(petition=petition, closes_at=petition.closes_at + DAY, words=WORDS)
        assert petition.entries.count() == 0

    def test_what_opened_by_itself_a_moment_ago_is_not_taken_off_the_schedule(self):
        petition = PetitionFactory(scheduled=True)
        with time_machine.travel(petition.opens_at + timedelta(seconds=1), tick=False):
            with pytest.raises(steps.NotAllowed):
                actions.return_to_draft(petition=petition)
            take("close", petition)
        assert list(petition.entries.in_order().values_list("kind", flat=True)) == ["opened", "closed"]

    @pytest.mark.parametrize("step", ["schedule", "open_for_signing"])
    def test_nothing_opens_into_the_past(self, step):
        petition = PetitionFactory(draft=True)
        past = timezone.now() - DAY
        times = {"opens_at": past - DAY, "closes_at": past} if step == "schedule" else {"closes_at": past}
        with pytest.raises(actions.TimeHasPassed):
            getattr(actions, step)(petition=petition, **times)
        petition.refresh_from_db()
        assert petition.state == State.DRAFT

    def test_a_schedule_that_ends_before_it_begins_is_refused(self):
        petition = PetitionFactory(draft=True)
        with pytest.raises(ValidationError, match="closes after it opens"):
            actions.schedule(petition=petition, opens_at=timezone.now() + 2 * DAY, closes_at=timezone.now() + DAY)

    def test_opening_now_begins_now_and_gives_the_text_its_first_version(self):
        petition = PetitionFactory(draft=True)
        with time_machine.travel("2026-11-25T15:00:00Z", tick=False):
            actions.open_for_signing(petition=petition, closes_at=timezone.now() + DAY)
            assert petition.opens_at == timezone.now()
            assert petition.is_open
        assert petition.version.number == 1
        assert petition.entries.get().happened_on == date(2026, 11, 25)

    @pytest.mark.parametrize("step", ["close", "withdraw_petition"])
    def test_ending_early_ends_the_signing_now(self, step):
        petition = PetitionFactory()
        take(step, petition)
        assert petition.closes_at <= timezone.now()
        assert not petition.is_open

    def test_withdrawing_what_has_closed_keeps_the_day_on_which_it_closed(self):
        petition = in_state(State.CLOSED)
        closed = petition.closes_at
        take("withdraw_petition", petition)
        assert petition.closes_at == closed


class TestTheClock:
    def test_tells_of_an_opening_and_a_close_on_the_days_they_were_due(self):
        now = timezone.now()
        petition = PetitionFactory(state="scheduled", opens_at=now - 3 * DAY, closes_at=now - DAY)
        for _time in range(2):
            tasks.close_due_petitions.call()
        entries = list(petition.entries.in_order().values_list("kind", "happened_on", "text_en"))
        assert entries == [
            ("opened", timezone.localdate(petition.opens_at), ""),
            ("closed", timezone.localdate(petition.closes_at), ""),
        ]

    def test_announces_each_once_so_that_paper_sheets_are_made(self, announced):
        PetitionFactory(state="scheduled", opens_at=timezone.now() - DAY)
        for _time in range(2):
            tasks.close_due_petitions.call()
        assert announced == ["open"]


class TestWhatTheDatabaseHolds:
    def entry(self, **fields):
        with transaction.atomic():
            return PetitionEntry.objects.create(petition=self.petition, **fields)

    @pytest.fixture(autouse=True)
    def _petition(self, db):
        self.petition = PetitionFactory()

    @pytest.mark.parametrize("kind", ["opened", "closed", "withdrawn"])
    def test_what_happens_once_happens_once(self, kind):
        self.entry(kind=kind, **WORDS)
        with pytest.raises(IntegrityError):
            self.entry(kind=kind, **WORDS)

    @pytest.mark.parametrize("words", [{}, {"text_en": "<p>Yes.</p>"}, {"text_fr": "<p>Oui.</p>"}])
    def test_a_note_has_words_in_both_languages(self, words):
        with pytest.raises(IntegrityError):
            self.entry(kind="note", **words)
        self.entry(kind="note", **WORDS)

    def test_a_delivery_has_a_count_and_only_to_a_delivery_is_an_answer_due(self):
        with pytest.raises(IntegrityError):
            self.entry(kind="delivered", **WORDS)
        self.entry(kind="delivered", count=1, answer_due_on=date(2027, 1, 4), **WORDS)
        with pytest.raises(IntegrityError):
            self.entry(kind="note", answer_due_on=date(2027, 1, 4), **WORDS)

    def test_an_extension_names_its_end_and_nothing_else_does(self):
        with pytest.raises(IntegrityError):
            self.entry(kind="extended", **WORDS)
        self.entry(kind="extended", until=timezone.now(), **WORDS)
        with pytest.raises(IntegrityError):
            self.entry(kind="note", until=timezone.now(), **WORDS)

    def test_a_new_text_names_its_version_and_nothing_else_does(self):
        with pytest.raises(IntegrityError):
            self.entry(kind="new_text")
        self.entry(kind="new_text", version=self.petition.version)
        with pytest.raises(IntegrityError):
            self.entry(kind="note", version=self.petition.version, **WORDS)
