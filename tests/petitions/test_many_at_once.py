"""Twenty posts of one address in the same moment; both databases."""

import threading

import pytest
from django.db import connection, connections
from django.test import Client
from django_tasks_db.models import DBTaskResult

from petitions import actions, confirmation
from petitions.models import Signature
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.factories.publishing import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 20


def at_once(work):
    """Runs `work(n)` in THREADS threads that start together. Returns what they return; raises what they raise."""
    barrier, results, problems = threading.Barrier(THREADS), [], []

    def run(number):
        try:
            barrier.wait()
            results.append(work(number))
        except Exception as problem:  # noqa: BLE001 (a thread's failure is this test's)
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    return results


@pytest.fixture
def petition():
    OrganisationFactory()
    return PetitionFactory(slug_en="waive-travel-loans", slug_fr="annuler-les-prets")


def sign(email):
    typed = {"first_name": "Amina", "last_name": "Oneil", "email": email, "postal_code": "K1A 0B1"}
    answer = Client().post("/en/petitions/waive-travel-loans/sign/", typed)
    return answer.status_code, answer["Location"]


def mails():
    return DBTaskResult.objects.filter(queue_name="mail")


def test_the_same_address_leaves_one_signature_and_the_same_answer(petition):
    answers = at_once(lambda number: sign("Amina@example.ca" if number % 2 else "amina@EXAMPLE.ca"))
    assert set(answers) == {(303, "/en/petitions/waive-travel-loans/check-your-email/")}
    signature = Signature.objects.get()
    assert signature.canonical_email == "amina@example.ca"
    assert signature.mails_sent == actions.MAX_MAILS == mails().count()


def test_different_addresses_all_sign(petition):
    answers = at_once(lambda number: sign(f"amina{number}@example.ca"))
    assert {status for status, _location in answers} == {303}
    assert Signature.objects.count() == mails().count() == THREADS


def test_the_button_pressed_by_many_fingers_confirms_once(petition):
    signature = SignatureFactory(petition=petition)
    token = confirmation.make_token(signature)
    times = at_once(lambda _number: actions.confirm(token=token).state)
    assert set(times) == {"confirmed"}
    assert actions.count_window() == {petition.pk: 1}


def test_the_test_runs_on_a_database_that_threads_share():
    assert connection.vendor in ("sqlite", "postgresql")
    assert "memory" not in str(connection.settings_dict["NAME"])
