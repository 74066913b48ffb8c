"""The ridings of those who have signed are found by the worker, and the tally follows."""

import logging
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from petitions import actions, judging, placing, tasks
from petitions.models import Signature, TallyPart
from petitions.models.signature import RIDING_TRIES
from petitions.one_at_a_time import one_at_a_time
from tests.factories.parliament import PostalAreaFactory, RidingFactory
from tests.factories.petitions import SignatureFactory
from tests.parliament.conftest import represent  # noqa: F401 (a fixture)
from tests.parliament.represent_stand_in import as_json, boundary, busy, drop, page_for_people

pytestmark = pytest.mark.django_db
CODE = "K1A 0B1"


@pytest.fixture
def pauses(monkeypatch):
    """No test waits; how long the worker would have."""
    waited = []
    monkeypatch.setattr(placing, "_sleep", waited.append)
    return waited


@pytest.fixture
def worker(pauses):
    return placing.Placing()


@pytest.fixture
def known(represent):  # noqa: F811
    """The service, which knows that K1A 0B1 lies in 59079, Ottawa Centre."""
    RidingFactory(number="59079", name_en="Ottawa Centre", name_fr="Ottawa-Centre")
    represent.postcodes["K1A0B1"] = {"boundaries_centroid": [boundary("Ottawa Centre")]}
    return represent


def ridings():
    return list(Signature.objects.order_by("pk").values_list("riding", "riding_tries"))


def parts(petition):
    counted = TallyPart.objects.filter(petition=petition, confirmed__gt=0)
    return sorted(counted.values_list("province", "riding", "confirmed"))


class TestWhoIsPlaced:
    def test_confirmed_signatures_are_and_one_question_is_for_all_of_a_code(self, worker, known, petition):
        SignatureFactory.create_batch(3, petition=petition, confirmed=True)
        SignatureFactory(confirmed=True)
        assert worker.take_a_turn() is False
        assert ridings() == [("59079", 0)] * 4
        assert known.asked == ["/postcodes/K1A0B1/"]

    def test_nobody_is_asked_about_any_other(self, worker, known):
        SignatureFactory()
        SignatureFactory(held=True)
        SignatureFactory(confirmed=True, residence="abroad")
        SignatureFactory(confirmed=True, riding="59001")
        SignatureFactory(state="withdrawn")
        SignatureFactory(state="invalidated", confirmed_at=timezone.now())
        worker.take_a_turn()
        assert known.asked == []
        assert [riding for riding, _tries in ridings()] == ["", "", "", "59001", "", ""]

    def test_a_forgotten_postal_code_is_not_asked_for(self, worker, known):
        emptied = {"first_name": "", "last_name": "", "name_key": "", "email": "", "canonical_email": ""}
        signature = SignatureFactory(confirmed=True)
        Signature.objects.filter(pk=signature.pk).update(postal_code="", erased_at=timezone.now(), **emptied)
        worker.take_a_turn()
        assert known.asked == []

    def test_an_area_with_one_riding_tells_without_the_service(self, worker, known):
        PostalAreaFactory(fsa="K1A", ridings=[RidingFactory(number="59001")])
        SignatureFactory(confirmed=True)
        worker.take_a_turn()
        assert ridings() == [("59001", 0)]
        assert known.asked == []

    def test_nothing_is_asked_twice_in_a_while(self, worker, known):
        for _time in range(3):
            SignatureFactory(confirmed=True)
            worker.take_a_turn()
        assert len(known.asked) == 1

    def test_nobody_is_asked_where_there_are_no_ridings(self, worker, represent):  # noqa: F811
        SignatureFactory(confirmed=True)
        assert worker.take_a_turn() is False
        assert (represent.asked, ridings()) == ([], [("", 0)])

    @pytest.mark.parametrize("switch", [{"ASK_RIDINGS_OF_SIGNERS": False}, {"REPRESENT_URL": ""}])
    def test_the_service_may_be_switched_off(self, worker, known, settings, switch):
        SignatureFactory(confirmed=True)
        for name, value in switch.items():
            setattr(settings, name, value)
        assert worker.take_a_turn() is False
        assert known.asked == []


class TestTheTally:
    def test_a_counted_signature_moves_to_its_riding(self, worker, known, petition):
        SignatureFactory.create_batch(3, petition=petition, confirmed=True)
        actions.count_window()
        assert parts(petition) == [("ON", "", 3)]
        worker.take_a_turn()
        actions.count_window()
        assert parts(petition) == [("ON", "59079", 3)]
        actions.reconcile()
        petition.tally.refresh_from_db()
        assert (petition.tally.drift, petition.tally.misplaced) == (0, 0)

    def test_one_that_is_placed_before_it_is_counted_is_counted_there(self, worker, known, petition):
        SignatureFactory(petition=petition, confirmed=True)
        worker.take_a_turn()
        actions.count_window()
        assert parts(petition) == [("ON", "59079", 1)]


class TestWhoSignsAnew:
    def test_from_elsewhere_is_looked_for_there(self, worker, known, petition):
        known.postcodes["K1A0B1"] = {"boundaries_centroid": [boundary("Ottawa Centre")]}
        signature = SignatureFactory(petition=petition, state="withdrawn", riding="59001", riding_tries=2)
        actions.sign(
            petition=petition,
            language="en",
            first_name=signature.first_name,
            last_name=signature.last_name,
            email=signature.email,
            residence="canada",
            postal_code=CODE,
            show_name=False,
            wants_news=False,
        )
        assert ridings() == [("", 0)]
        judging.judge(list(Signature.objects.all()))
        Signature.objects.update(state="confirmed", confirmed_at=timezone.now())
        worker.take_a_turn()
        assert ridings() == [("59079", 0)]

    def test_meanwhile_is_not_placed_by_what_they_typed_before(self):
        signature = SignatureFactory(confirmed=True)
        Signature.objects.filter(pk=signature.pk).update(postal_code="H2X 1Y4")
        assert actions.place_signatures(pks=[signature.pk], postal_code=CODE, riding="59079") == 0
        assert ridings() == [("", 0)]

    def test_a_riding_that_is_known_is_not_written_over(self):
        signature = SignatureFactory(confirmed=True, riding="59001")
        actions.place_signatures(pks=[signature.pk], postal_code=CODE, riding="59079")
        assert ridings() == [("59001", 0)]


class TestACodeWithoutACertainRiding:
    @pytest.mark.parametrize(
        "answer",
        [
            {},
            {"boundaries_centroid": [boundary("Atlantis")]},
            {"boundaries_centroid": [boundary("Ottawa Centre", "federal-electoral-districts")]},
            {"boundaries_concordance": [boundary("Ottawa Centre"), boundary("Atlantis")]},
        ],
        ids=["nothing", "unknown riding", "former order", "several"],
    )
    def test_leaves_the_signature_without(self, worker, known, answer):
        known.postcodes["K1A0B1"] = answer
        SignatureFactory(confirmed=True)
        worker.take_a_turn()
        assert ridings() == [("", 1)]

    def test_is_asked_for_three_times_in_two_months_and_then_no_more(self, known, pauses):
        known.postcodes.clear()
        SignatureFactory(confirmed=True)
        asked = []
        for days in (0, 6, 2, 30, 30, 100, 500):
            Signature.objects.update(confirmed_at=Signature.objects.get().confirmed_at - timedelta(days=days))
            placing.Placing().take_a_turn()  # one that remembers nothing
            asked.append(len(known.asked))
        assert asked == [1, 1, 2, 2, 3, 3, 3]
        assert ridings() == [("", RIDING_TRIES)]

    def test_is_asked_for_as_often_as_the_column_says(self):
        assert len(placing.WAITS) == RIDING_TRIES


class TestAServiceInTrouble:
    @pytest.mark.parametrize("trouble", [busy, drop, page_for_people, as_json([])], ids=["503", "drop", "HTML", "list"])
    def test_is_left_alone_for_ten_minutes_and_no_try_is_counted(self, worker, known, trouble):
        SignatureFactory.create_batch(2, confirmed=True)
        SignatureFactory(confirmed=True, postal_code="H2X 1Y4")
        SignatureFactory(confirmed=True, postal_code="H2X 1Y5")
        known.answers = [trouble] * 9
        for _time in range(3):
            assert worker.take_a_turn() is False
        assert len(known.asked) <= placing.FAILURES
        assert {tries for _riding, tries in ridings()} == {0}

    def test_is_asked_again_later(self, worker, known, monkeypatch):
        SignatureFactory(confirmed=True)
        known.answers = [busy]
        worker.take_a_turn()
        now = time.monotonic()
        monkeypatch.setattr("parliament.look_ups.monotonic", lambda: now + placing.LEFT_ALONE_FOR + 1)
        worker.take_a_turn()
        assert ridings() == [("59079", 0)]

    def test_that_stumbles_over_one_code_places_the_others_and_counts_a_try(self, worker, known):
        def stumble(handler):
            (as_json({}, 500) if "H2X1Y4" in handler.path else known_answer)(handler)

        known_answer = as_json(known.postcodes["K1A0B1"])
        known.answers = [stumble] * 2
        SignatureFactory(confirmed=True)
        SignatureFactory(confirmed=True, postal_code="H2X 1Y4")
        worker.take_a_turn()
        assert sorted(ridings()) == [("", 1), ("59079", 0)]


class TestTurns:
    def test_no_two_questions_within_two_seconds(self, worker, known, pauses):
        for number in range(4):
            SignatureFactory(confirmed=True, postal_code=f"K1A 0B{number + 2}")
        worker.take_a_turn()
        assert pauses[0] == 0
        assert all(pause > placing.PAUSE - 0.5 for pause in pauses[1:])
        assert len(known.asked) == 4

    def test_a_turn_ends_and_the_rest_gets_in_line(self, known, pauses, monkeypatch):
        monkeypatch.setattr(placing, "TURN", -1)
        monkeypatch.setattr(tasks, "placing", placing.Placing())
        SignatureFactory(confirmed=True)
        tasks.place_signers.func()
        tasks.place_signers.func()
        assert DBTaskResult.objects.filter(task_path=tasks.place_signers.module_path).count() == 1

    def test_one_worker_is_at_it(self, known, pauses):
        if connection.vendor != "sqlite":
            pytest.skip("a lock of PostgreSQL is the connection's, and a test has one")
        SignatureFactory(confirmed=True)
        with one_at_a_time("ridings of signers"):
            tasks.place_signers.func()
        assert known.asked == []

    def test_a_turn_without_anybody_takes_few_queries(self, worker, known):
        with CaptureQueriesContext(connection) as queries:
            worker.take_a_turn()
        assert len(queries) <= 9

    def test_who_is_due_is_read_from_an_index(self):
        due = Signature.objects.filter(awaits_riding=True, riding_tries=0, confirmed_at__lte=timezone.now())
        plan = due.order_by("confirmed_at").values("pk").explain()
        assert connection.vendor != "sqlite" or "petitions_signature_unplaced" in plan


def test_no_log_says_which_codes_were_asked_for(worker, known, caplog):
    caplog.set_level(logging.DEBUG)
    SignatureFactory(confirmed=True)
    SignatureFactory(confirmed=True, postal_code="H2X 1Y4")
    worker.take_a_turn()
    SignatureFactory(confirmed=True, postal_code="V5K 0A1")
    known.answers = [busy]
    worker.take_a_turn()
    assert "does not answer" in caplog.text
    for code in ("K1A", "H2X", "V5K"):
        # The database's own statements are never written down in production; the test's are.
        said = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
        assert code not in said.upper()
