"""The full count: what the tally says is held against what its rows say, and set right."""

import importlib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from petitions import actions, tasks
from petitions.models import Signature, Tally, TallyPart
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.page_forms import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(petition):
    """Three from Ontario, one of them in a riding, and one from abroad."""
    SignatureFactory.create_batch(2, petition=petition, confirmed=True)
    SignatureFactory(petition=petition, confirmed=True, riding="35075")
    SignatureFactory(petition=petition, confirmed=True, residence="abroad")
    actions.count_window()
    return petition


def tally():
    return Tally.objects.get()


def assert_is_right(confirmed, outside_canada):
    assert (tally().confirmed, tally().outside_canada) == (confirmed, outside_canada)
    assert sum(TallyPart.objects.values_list("confirmed", flat=True)) == confirmed
    assert actions.reconcile() == {}
    assert (tally().drift, tally().misplaced) == (0, 0)


def test_a_tally_that_is_right_is_only_told_that_it_was_checked(counted, caplog):
    before = tally()
    assert actions.reconcile() == {}
    assert tally().checked_at is not None
    assert (tally().confirmed, tally().counted_at) == (before.confirmed, before.counted_at)
    assert caplog.records == []


def test_what_waits_for_the_next_window_is_no_drift(counted):
    SignatureFactory(petition=counted, confirmed=True)
    first = Signature.objects.filter(riding="35075")
    first.update(riding="35076")
    Signature.objects.filter(residence="abroad").update(state=Signature.State.WITHDRAWN)
    assert actions.reconcile() == {}
    actions.count_window()
    assert_is_right(4, 0)


@pytest.mark.parametrize("wrong_by", [3, -2])
def test_a_total_that_is_wrong_is_corrected_and_reported(counted, caplog, wrong_by):
    Tally.objects.update(confirmed=4 + wrong_by)
    finding = actions.reconcile()[counted.pk]
    assert (finding.drift, finding.misplaced) == (-wrong_by, 0)
    assert (tally().confirmed, tally().drift) == (4, -wrong_by)
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert f"corrected by {-wrong_by}" in record.getMessage()
    assert_is_right(4, 1)


def test_a_number_outside_canada_that_is_wrong_is_corrected(counted):
    Tally.objects.update(outside_canada=3)
    assert counted.pk in actions.reconcile()
    assert_is_right(4, 1)


def test_parts_that_are_wrong_are_corrected_although_their_sum_is_right(counted):
    first, second = TallyPart.objects.filter(province="ON").order_by("pk")
    TallyPart.objects.filter(pk=first.pk).update(confirmed=first.confirmed + 1)
    TallyPart.objects.filter(pk=second.pk).update(confirmed=second.confirmed - 1)
    finding = actions.reconcile()[counted.pk]
    assert (finding.drift, finding.misplaced) == (0, 1)
    assert tally().misplaced == 1
    assert_is_right(4, 1)


def test_a_part_that_is_gone_is_counted_anew(counted):
    TallyPart.objects.filter(riding="35075").delete()
    finding = actions.reconcile()[counted.pk]
    assert (finding.drift, finding.misplaced) == (-1, 1)
    actions.count_window()
    assert_is_right(4, 1)
    assert TallyPart.objects.get(riding="35075").confirmed == 1


def test_a_tally_that_is_gone_is_written_again(counted):
    Tally.objects.all().delete()
    assert actions.reconcile()[counted.pk].drift == 4
    assert_is_right(4, 1)


def test_a_row_in_a_part_of_others_goes_to_its_own(counted):
    """As when it was changed by hand in a database without its triggers."""
    wrong = TallyPart.objects.get(riding="35075")
    stray = Signature.objects.filter(riding="").first()
    Signature.objects.filter(pk=stray.pk).update(counted_in=wrong)
    finding = actions.reconcile()[counted.pk]
    assert (finding.drift, finding.misplaced) == (0, 2)
    actions.count_window()
    stray.refresh_from_db()
    assert (stray.counted_in.riding, stray.has_moved) == ("", False)
    assert_is_right(4, 1)


def test_a_row_in_a_part_of_another_week_goes_to_its_own(counted):
    signatures, part = Signature.objects.filter(riding="35075"), TallyPart.objects.get(riding="35075")
    signatures.update(counted_in=None)  # the trigger looks at counted rows only
    signatures.update(confirmed_at=timezone.now() - timedelta(days=21))
    signatures.update(counted_in=part)
    finding = actions.reconcile()[counted.pk]
    assert (finding.drift, finding.misplaced) == (0, 1)
    actions.count_window()
    assert_is_right(4, 1)
    assert TallyPart.objects.filter(riding="35075", confirmed=1).get().week < TallyPart.objects.latest("week").week


def test_windows_that_come_between_the_count_and_its_correction_are_kept(counted, monkeypatch):
    """What differed at the moment of the count is added to what stands there later."""
    from petitions.actions import reconciling

    Tally.objects.update(confirmed=104)
    look = reconciling._look

    def look_then_count():
        findings = look()
        SignatureFactory.create_batch(2, petition=counted, confirmed=True)
        actions.count_window()
        return findings

    monkeypatch.setattr(reconciling, "_look", look_then_count)
    actions.reconcile()
    monkeypatch.undo()
    assert_is_right(6, 1)


def test_each_petition_is_corrected_for_itself_in_one_count(counted, django_assert_num_queries):
    other = PetitionFactory()
    SignatureFactory(petition=other, confirmed=True)
    actions.count_window()
    with django_assert_num_queries(2):
        assert actions.reconcile() == {}
    Tally.objects.filter(petition=other).update(confirmed=9)
    assert list(actions.reconcile()) == [other.pk]
    assert Tally.objects.get(petition=other).confirmed == 1
    assert Tally.objects.get(petition=counted).drift == 0


def test_the_command_ends_with_one_when_something_was_wrong_and_the_task_repeats_nothing(counted, capsys):
    call_command("reconcile_tallies")
    assert capsys.readouterr().out == "Every tally is right.\n"
    Tally.objects.update(confirmed=3)
    with pytest.raises(CommandError, match=rf"petition {counted.pk}: corrected by \+1, 0 in a wrong part") as ended:
        call_command("reconcile_tallies")
    assert ended.value.returncode == 1
    tasks.reconcile_tallies.call()
    assert_is_right(4, 1)


def test_both_databases_note_a_move_and_no_other_change(counted):
    """The triggers themselves; without them only the nightly count would find out."""
    signatures = Signature.objects.filter(riding="35075")
    signatures.update(wants_news=True, first_name="Zoé", postal_code="M5V 3L9")
    assert not signatures.get().is_due_for_count
    for field, value in (("province", "QC"), ("language", "fr"), ("riding", "24001")):
        signatures = Signature.objects.filter(pk=signatures.get().pk)
        signatures.update(**{field: value})
        assert signatures.get().is_due_for_count, (field, connection.vendor)
        actions.count_window()
        assert not signatures.get().is_due_for_count


class TestWhatStaffAreTold:
    def words(self, client):
        return words_of(client.get("/admin/"))

    def test_nothing_while_the_count_is_right(self, counted, publisher):
        actions.reconcile()
        SignatureFactory(petition=counted, confirmed=True)
        said = self.words(publisher)
        assert "nightly count" not in said
        assert "Is the worker running?" not in said

    def test_that_a_count_had_to_be_corrected_until_the_next_full_count(self, counted, publisher):
        Tally.objects.update(confirmed=6)
        actions.reconcile()
        assert f"The nightly count corrected “{counted}” by -2 (0 in a wrong group)" in self.words(publisher)
        actions.reconcile()
        assert "corrected" not in self.words(publisher)

    @pytest.mark.parametrize(("minutes", "is_told"), [(9, False), (11, True)])
    def test_that_nobody_counts(self, counted, publisher, minutes, is_told):
        then = timezone.now() - timedelta(minutes=minutes)
        SignatureFactory(petition=counted, confirmed=True, confirmed_at=then)
        assert ("Is the worker running?" in self.words(publisher)) is is_told


def test_the_migration_counts_what_was_counted_before_there_were_parts(petition):
    """As on a site that goes on running: the first window must find nothing left to do."""
    migration = importlib.import_module("petitions.migrations.0007_first_parts_of_tallies")
    SignatureFactory.create_batch(3, petition=petition, confirmed=True)
    SignatureFactory(petition=petition, confirmed=True, residence="abroad", language="fr")
    SignatureFactory(petition=petition)
    Tally.objects.create(petition=petition, confirmed=3, outside_canada=0)
    migration.count(apps, SimpleNamespace(connection=connection))
    assert sorted(TallyPart.objects.values_list("province", "language", "confirmed")) == [
        ("", "fr", 1),
        ("ON", "en", 3),
    ]
    assert actions.count_window() == {}
    assert_is_right(4, 1)
