"""Fifty posts in the same moment; both databases."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from petitions import actions, confirmation, steps
from petitions.models import Petition, Signature, WaitingMail
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


def test_of_steps_that_exclude_each_other_one_is_taken(petition):
    words = {"text_en": "<p>Why.</p>", "text_fr": "<p>Pourquoi.</p>"}

    def press(number):
        step = (actions.close, actions.extend, actions.withdraw_petition)[number % 3]
        extra = {"closes_at": timezone.now() + timedelta(days=40)} if number % 3 == 1 else {}
        try:
            step(petition=Petition.objects.get(pk=petition.pk), words=words, **extra)
        except (steps.NotAllowed, actions.TimeHasPassed):
            return "refused"
        return "taken"

    at_once(press)
    petition.refresh_from_db()
    kinds = [entry.kind for entry in petition.entries.in_order()]
    ends = [kind for kind in kinds if kind != "extended"]
    # Whoever came first: what is closed may still be withdrawn, and nothing else.
    assert ends in (["closed", "withdrawn"], ["withdrawn"])
    assert petition.state == "withdrawn"
    assert kinds[: kinds.count("extended")] == ["extended"] * kinds.count("extended")


def test_whoever_signs_while_staff_change_the_words_has_signed_what_was_read(petition):
    read = {}

    def work(number):
        if number % 10 == 0:
            try:
                with transaction.atomic():
                    Petition.objects.filter(pk=petition.pk).update(prayer_en=f"<p>We ask {number}.</p>")
                    actions.keep_in_step(petition=Petition.objects.get(pk=petition.pk))
            except actions.TextIsSigned:
                pass
            return
        page = Client().get("/en/petitions/waive-travel-loans/").text
        version = re.search(r'name="version" value="(\d+)"', page)[1]
        words = re.search(r"We ask[^<]*", page)[0]
        answer = Client().post(
            "/en/petitions/waive-travel-loans/sign/",
            {
                "first_name": "Amina",
                "last_name": "Oneil",
                "email": f"amina{number}@example.ca",
                "postal_code": "K1A 0B1",
                "version": version,
            },
        )
        if answer.status_code == 303:
            read[f"amina{number}@example.ca"] = words

    at_once(work)
    signed = {s.email: s.version.prayer_en for s in Signature.objects.select_related("version")}
    assert signed == {email: f"<p>{words}</p>" for email, words in read.items()}
    petition.refresh_from_db()
    assert petition.version.prayer_en == petition.prayer_en


def test_the_test_runs_on_a_database_that_threads_share():
    assert connection.vendor in ("sqlite", "postgresql")
    assert "memory" not in str(connection.settings_dict["NAME"])
