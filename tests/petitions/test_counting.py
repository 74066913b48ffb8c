"""The window of the tally: what is new is counted, once, whatever happens meanwhile."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from petitions import actions, tasks
from petitions.actions import counting
from petitions.models import PetitionEntry, Signature, Tally, TallyPart
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db
State = Signature.State


def tally_of(petition):
    return Tally.objects.values_list("confirmed", "outside_canada").get(petition=petition)


def parts_of(petition):
    """{(province, riding, language, week): signatures} without the empty ones."""
    parts = TallyPart.objects.filter(petition=petition, confirmed__gt=0)
    return {(p.province, p.riding, p.language, p.week): p.confirmed for p in parts}


def change(signature, **fields):
    Signature.objects.filter(pk=signature.pk).update(**fields)


class TestAWindow:
    def test_only_what_is_confirmed_counts_and_abroad_is_counted_apart(self, petition):
        SignatureFactory.create_batch(3, petition=petition, confirmed=True)
        SignatureFactory.create_batch(2, petition=petition, confirmed=True, residence="abroad")
        SignatureFactory.create_batch(4, petition=petition)
        SignatureFactory(petition=petition, state=State.HELD, confirmed_at=timezone.now())
        other, none = PetitionFactory(), PetitionFactory()
        SignatureFactory(petition=other, confirmed=True)
        assert actions.count_window() == {petition.pk: 5, other.pk: 1}
        assert tally_of(petition) == (5, 2)
        assert tally_of(other) == (1, 0)
        assert not Tally.objects.filter(petition=none).exists()

    def test_it_counts_by_province_riding_language_and_week(self, petition):
        monday = datetime(2026, 3, 2, 14, tzinfo=UTC)
        SignatureFactory.create_batch(2, petition=petition, confirmed=True, confirmed_at=monday)
        SignatureFactory(petition=petition, confirmed=True, confirmed_at=monday, language="fr")
        SignatureFactory(petition=petition, confirmed=True, confirmed_at=monday, riding="35075")
        SignatureFactory(petition=petition, confirmed=True, confirmed_at=monday + timedelta(days=7))
        actions.count_window()
        assert parts_of(petition) == {
            ("ON", "", "en", date(2026, 3, 2)): 2,
            ("ON", "", "fr", date(2026, 3, 2)): 1,
            ("ON", "35075", "en", date(2026, 3, 2)): 1,
            ("ON", "", "en", date(2026, 3, 9)): 1,
        }

    @pytest.mark.parametrize(
        ("moment", "week"),
        [
            (datetime(2026, 3, 2, 4, 59, tzinfo=UTC), date(2026, 2, 23)),  # Sunday, 23:59 in Ottawa
            (datetime(2026, 3, 2, 5, 0, tzinfo=UTC), date(2026, 3, 2)),
            (datetime(2026, 7, 6, 3, 59, tzinfo=UTC), date(2026, 6, 29)),  # summer time
            (datetime(2026, 7, 6, 4, 0, tzinfo=UTC), date(2026, 7, 6)),
        ],
    )
    def test_a_week_begins_on_monday_in_ottawa(self, petition, moment, week):
        SignatureFactory(petition=petition, confirmed=True, confirmed_at=moment)
        actions.count_window()
        assert [group[-1] for group in parts_of(petition)] == [week]

    def test_a_second_window_finds_nothing_and_changes_nothing(self, petition):
        SignatureFactory(petition=petition, confirmed=True)
        actions.count_window()
        before = Tally.objects.values().get()
        assert actions.count_window() == {}
        assert Tally.objects.values().get() == before

    def test_what_is_more_than_one_batch_is_counted_in_several(self, petition, monkeypatch):
        monkeypatch.setattr(counting, "BATCH", 3)
        SignatureFactory.create_batch(7, petition=petition, confirmed=True)
        assert actions.count_window() == {petition.pk: 7}
        assert tally_of(petition) == (7, 0)

    def test_a_window_asks_as_often_for_many_as_for_few(self, petition, django_assert_max_num_queries):
        SignatureFactory.create_batch(3, petition=petition, confirmed=True, riding="35075")
        actions.count_window()
        for number in range(12):
            SignatureFactory(petition=petition, confirmed=True, riding=str(35000 + number))
        with django_assert_max_num_queries(16):
            actions.count_window()
        assert tally_of(petition) == (15, 0)

    def test_the_command_and_the_task_count_too(self, petition, capsys):
        SignatureFactory(petition=petition, confirmed=True)
        call_command("count_signatures")
        assert capsys.readouterr().out == ""
        SignatureFactory(petition=petition, confirmed=True)
        call_command("count_signatures", verbosity=2)
        assert capsys.readouterr().out == f"petition {petition.pk}: 1\n"
        SignatureFactory(petition=petition, confirmed=True)
        tasks.count_signatures.call()
        assert tally_of(petition) == (3, 0)


class TestBothDirections:
    @pytest.mark.parametrize("state", [State.WITHDRAWN, State.INVALIDATED, State.HELD])
    def test_what_counts_no_more_is_taken_away_and_may_come_back(self, petition, state):
        stays, goes = SignatureFactory.create_batch(2, petition=petition, confirmed=True, residence="abroad")
        actions.count_window()
        change(goes, state=state)
        assert actions.count_window() == {petition.pk: 1}
        assert tally_of(petition) == (1, 1)
        change(goes, state=State.CONFIRMED)
        actions.count_window()
        assert tally_of(petition) == (2, 2)
        assert set(Signature.objects.values_list("counted_in", flat=True)) == {TallyPart.objects.get().pk}

    def test_a_riding_that_is_found_later_moves_the_signature(self, petition):
        signature = SignatureFactory(petition=petition, confirmed=True)
        actions.count_window()
        change(signature, riding="35075")
        assert actions.count_window() == {petition.pk: 1}
        assert [group[1] for group in parts_of(petition)] == ["35075"]
        assert tally_of(petition) == (1, 0)
        assert actions.count_window() == {}

    def test_the_same_riding_written_again_is_no_move(self, petition):
        signature = SignatureFactory(petition=petition, confirmed=True, riding="35075")
        actions.count_window()
        signature.refresh_from_db()
        signature.save()
        change(signature, riding="35075")
        assert actions.count_window() == {}

    def test_withdrawn_and_signed_anew_elsewhere_between_two_windows(self, petition):
        signature = SignatureFactory(
            petition=petition, confirmed=True, confirmed_at=datetime(2026, 3, 2, 14, tzinfo=UTC), riding="35075"
        )
        actions.count_window()
        change(signature, state=State.WITHDRAWN)
        change(
            signature,
            state=State.PENDING,
            confirmed_at=None,
            language="fr",
            postal_code="H2X 1Y4",
            province="QC",
            riding="",
        )
        change(signature, state=State.CONFIRMED, confirmed_at=datetime(2026, 3, 10, 14, tzinfo=UTC))
        actions.count_window()
        assert parts_of(petition) == {("QC", "", "fr", date(2026, 3, 9)): 1}
        assert tally_of(petition) == (1, 0)

    def test_signed_anew_and_not_confirmed_is_taken_from_where_it_was_counted(self, petition):
        signature = SignatureFactory(petition=petition, confirmed=True, riding="35075")
        SignatureFactory(petition=petition, confirmed=True)
        actions.count_window()
        change(signature, state=State.PENDING, confirmed_at=None, province="QC", riding="24001", language="fr")
        actions.count_window()
        assert [group[:3] for group in parts_of(petition)] == [("ON", "", "en")]
        assert tally_of(petition) == (1, 0)

    def test_from_canada_to_abroad(self, petition):
        signature = SignatureFactory(petition=petition, confirmed=True)
        actions.count_window()
        change(signature, residence="abroad", postal_code="", province="")
        actions.count_window()
        assert tally_of(petition) == (1, 1)

    def test_a_signature_that_is_deleted_is_taken_away_at_once(self, petition):
        home, abroad, _stays = (
            SignatureFactory(petition=petition, confirmed=True, residence=residence)
            for residence in ("canada", "abroad", "canada")
        )
        actions.count_window()
        home.delete()
        assert tally_of(petition) == (2, 1)
        abroad.delete()
        assert tally_of(petition) == (1, 0)
        assert sum(parts_of(petition).values()) == 1
        assert actions.reconcile() == {}

    def test_deleting_what_was_not_counted_changes_nothing(self, petition):
        SignatureFactory(petition=petition, confirmed=True)
        actions.count_window()
        SignatureFactory(petition=petition, confirmed=True).delete()
        assert tally_of(petition) == (1, 0)

    def test_a_whole_petition_can_be_deleted(self, petition):
        SignatureFactory(petition=petition, confirmed=True)
        actions.count_window()
        petition.version = None
        petition.save()
        Signature.objects.all().delete()
        petition.delete()
        assert not TallyPart.objects.exists()

    def test_a_tally_that_is_wrong_already_does_not_stop_the_window(self, petition):
        signature = SignatureFactory(petition=petition, confirmed=True)
        actions.count_window()
        Tally.objects.update(confirmed=0)
        TallyPart.objects.update(confirmed=0)
        change(signature, state=State.WITHDRAWN)
        SignatureFactory(petition=petition, confirmed=True)
        actions.count_window()
        assert sum(parts_of(petition).values()) == 1


class TestMilestones:
    @pytest.fixture(autouse=True)
    def small_steps(self, monkeypatch):
        monkeypatch.setattr(counting, "MILESTONES", (2, 4, 8))

    def reached(self, petition):
        entries = PetitionEntry.objects.filter(petition=petition, kind="milestone")
        return sorted(entries.values_list("count", flat=True))

    def test_each_is_an_entry_once_even_if_it_is_reached_again(self, petition):
        first = SignatureFactory(petition=petition, confirmed=True)
        actions.count_window()
        assert self.reached(petition) == []
        SignatureFactory(petition=petition, confirmed=True)
        actions.count_window()
        assert self.reached(petition) == [2]
        change(first, state=State.WITHDRAWN)
        actions.count_window()
        change(first, state=State.CONFIRMED)
        actions.count_window()
        assert self.reached(petition) == [2]

    def test_one_window_may_reach_several(self, petition):
        SignatureFactory.create_batch(5, petition=petition, confirmed=True)
        actions.count_window()
        assert self.reached(petition) == [2, 4]

    def test_the_real_ones_begin_at_a_hundred_and_grow(self):
        from importlib import reload

        steps = reload(counting).MILESTONES
        assert steps[:8] == (100, 500, 1_000, 5_000, 10_000, 25_000, 50_000, 100_000)
        assert list(steps) == sorted(set(steps))
