"""What must hold of letters and of what is counted of them."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from advocacy.models import Letter, LetterCount
from advocacy.writing import actions
from tests.factories.advocacy import LetterFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.parliament import RidingFactory

MONDAY = datetime.date(2026, 11, 23)


@pytest.mark.django_db
class TestWhoGetsIt:
    @pytest.mark.parametrize("to", [Letter.To.DECISION_MAKER, Letter.To.BOTH])
    def test_a_letter_to_a_decision_maker_names_one(self, to):
        letter = LetterFactory(to=to)
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(decision_maker=None)
        letter.decision_maker = None
        with pytest.raises(ValidationError) as refused:
            letter.full_clean()
        assert "decision_maker" in refused.value.message_dict

    def test_a_letter_to_members_need_not(self):
        assert LetterFactory(to=Letter.To.MEMBER, decision_maker=None).needs_riding

    def test_nobody_else_gets_one(self):
        letter = LetterFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(to="everybody")


@pytest.mark.django_db
class TestWhatIsPublic:
    def test_a_letter_is_public_when_it_and_its_campaign_are(self):
        public = LetterFactory()
        LetterFactory(draft=True)
        unwritten = LetterFactory(campaign=CampaignFactory(draft=True))
        assert list(Letter.objects.public()) == [public]
        assert public.is_public
        assert not unwritten.is_public

    def test_a_campaign_has_one_letter(self):
        letter = LetterFactory()
        with pytest.raises(ValidationError):
            LetterFactory(campaign=letter.campaign)


@pytest.mark.django_db
class TestCounting:
    def test_each_tap_adds_one_to_its_week_and_riding(self, time_machine_at):
        campaign, riding = CampaignFactory(), RidingFactory()
        for where in (riding, riding, None, None, None):
            actions.count_letter(campaign=campaign, riding=where)
        assert dict(LetterCount.objects.values_list("riding", "number")) == {riding.pk: 2, None: 3}
        assert set(LetterCount.objects.values_list("week", flat=True)) == {MONDAY}
        assert LetterCount.objects.all().total() == 5

    def test_a_week_has_one_row_for_a_riding_and_one_for_none(self):
        campaign, riding = CampaignFactory(), RidingFactory()
        for number in (riding.number, ""):
            LetterCount.objects.create(campaign=campaign, riding_number=number, week=MONDAY)
            with pytest.raises(IntegrityError), transaction.atomic():
                LetterCount.objects.create(campaign=campaign, riding_number=number, week=MONDAY)
        LetterCount.objects.create(campaign=campaign, riding_number=RidingFactory().number, week=MONDAY)

    def test_what_was_counted_outlives_the_record_of_its_riding(self):
        campaign, ridings = CampaignFactory(), RidingFactory.create_batch(2)
        for riding in ridings:
            actions.count_letter(campaign=campaign, riding=riding)
            riding.delete()
        assert set(LetterCount.objects.values_list("riding", "number")) == {(None, 1)}
        assert LetterCount.objects.count() == 2

    @pytest.mark.parametrize("wrong", [{"number": 0}, {"week": datetime.date(2026, 11, 24)}])
    def test_a_row_is_of_a_letter_at_least_and_of_a_monday(self, wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            LetterCount.objects.create(**{"campaign": CampaignFactory(), "week": MONDAY} | wrong)


@pytest.fixture
def time_machine_at(monkeypatch):
    """A Wednesday."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: datetime.date(2026, 11, 25))


@pytest.mark.django_db(transaction=True)
def test_many_taps_at_once_are_all_counted():
    campaign, riding, taps = CampaignFactory(), RidingFactory(), 8

    def tap():
        try:
            actions.count_letter(campaign=campaign, riding=riding)
        finally:
            connection.close()

    threads = [threading.Thread(target=tap) for _number in range(taps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert LetterCount.objects.get().number == taps
