"""Fifty posts in the same moment; both databases."""

import threading

import pytest
from django.db import connection, connections
from django.test import Client

from petitions import actions, confirmation
from petitions.models import Signature, WaitingMail
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.factories.publishing import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 50


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


def sign(email, **fields):
    typed = {"first_name": "Amina", "last_name": "Oneil", "email": email, "postal_code": "K1A 0B1"} | fields
    answer = Client().post("/en/petitions/waive-travel-loans/sign/", typed)
    return answer.status_code, answer["Location"]


def test_the_same_address_leaves_one_signature_and_the_same_answer(petition):
    answers = at_once(lambda number: sign("Amina@example.ca" if number % 2 else "amina@EXAMPLE.ca"))
    assert set(answers) == {(303, "/en/petitions/waive-travel-loans/check-your-email/")}
    signature = Signature.objects.get()
    assert signature.canonical_email == "amina@example.ca"
    assert signature.link_serial == THREADS
    assert WaitingMail.objects.get().signature == signature


def test_two_of_a_household_both_sign_and_a_third_never(petition):
    names = ("Amina", "Bashir", "Chloé")
    answers = at_once(lambda number: sign("home@example.ca", first_name=names[number % 3]))
    assert set(answers) == {(303, "/en/petitions/waive-travel-loans/check-your-email/")}
    seats = Signature.objects.values_list("seat", "postal_code").order_by("seat")
    assert list(seats) == [(1, "K1A 0B1"), (2, "K1A 0B1")]
    assert WaitingMail.objects.count() == 2


def test_two_households_with_one_address_leave_one(petition):
    codes = ("K1A 0B1", "H2X 1Y4")
    at_once(
        lambda number: sign(
            "home@example.ca", first_name=("Amina", "Bashir")[number % 2], postal_code=codes[number % 2]
        )
    )
    assert Signature.objects.values("postal_code").distinct().count() == 1


def test_who_signs_again_while_confirming_is_confirmed_or_mailed_a_newer_link(petition):
    signature = SignatureFactory(petition=petition, email="amina@example.ca", first_name="Amina", last_name="Oneil")
    token = confirmation.make_token(signature)

    def work(number):
        if number == THREADS // 2:
            try:
                return actions.confirm(token=token).state
            except confirmation.SupersededLink:
                return "superseded"
        return sign("amina@example.ca", postal_code="H2X 1Y4")[0]

    results = at_once(work)
    signature.refresh_from_db()
    if "confirmed" in results:
        # What was confirmed is what the mail with this link said.
        assert (signature.state, signature.postal_code, signature.link_serial) == ("confirmed", "K1A 0B1", 0)
    else:
        assert (signature.state, signature.postal_code) == ("pending", "H2X 1Y4")


def test_different_addresses_all_sign(petition):
    answers = at_once(lambda number: sign(f"amina{number}@example.ca"))
    assert {status for status, _location in answers} == {303}
    assert Signature.objects.count() == WaitingMail.objects.count() == THREADS


def test_the_button_pressed_by_many_fingers_confirms_once(petition):
    signature = SignatureFactory(petition=petition)
    token = confirmation.make_token(signature)
    times = at_once(lambda _number: actions.confirm(token=token).state)
    assert set(times) == {"confirmed"}
    assert actions.count_window() == {petition.pk: 1}


def test_the_test_runs_on_a_database_that_threads_share():
    assert connection.vendor in ("sqlite", "postgresql")
    assert "memory" not in str(connection.settings_dict["NAME"])
