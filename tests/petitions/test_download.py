"""The file with all that is kept about a signer: whole, and nobody else's."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from petitions import receipts
from petitions.models import Delivery, PetitionEntry, Signature, SignerUpdate, UpdateMail, WaitingMail
from petitions.signers_page import kept
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db

# Where each column of a signature stands in the file.
IN_THE_FILE = {
    "state": "signature.state",
    "language": "signature.language",
    "first_name": "signature.first_name",
    "last_name": "signature.last_name",
    "email": "signature.email",
    "canonical_email": "signature.email_as_compared",
    "residence": "signature.residence",
    "postal_code": "signature.postal_code",
    "province": "signature.province",
    "riding": "signature.riding",
    "created_at": "signature.signed_at",
    "confirmed_at": "signature.confirmed_at",
    "erased_at": "signature.erased_at",
    "show_name": "consents.show_name",
    "wants_news": "consents.wants_news",
    "mails_sent": "mails.about_the_signature",
    "mail_problem": "mails.problem",
    "ip_hash": "collected_against_abuse.keyed_hash_of_connection",
    "seconds_to_fill": "collected_against_abuse.seconds_to_fill_in_the_form",
}


@pytest.fixture
def signature(petition):
    return SignatureFactory(
        petition=petition, email="Amina@example.ca", confirmed=True, ip_hash="abc", seconds_to_fill=12, riding="35075"
    )


@pytest.fixture
def file(visitor, address):
    def download(signature, language="en"):
        path = address(
            "petition-receipt-download", signature.petition, receipts.make_token(signature), language=language
        )
        answer = visitor.get(path)
        assert answer["Content-Type"] == "application/json"
        assert answer["Content-Disposition"] == 'attachment; filename="my-signature.json"'
        assert "no-store" in answer["Cache-Control"]
        return json.loads(answer.content)

    return download


def test_every_column_is_in_it_or_left_out_for_a_reason():
    names = {field.name for field in Signature._meta.concrete_fields}
    assert names == IN_THE_FILE.keys() | kept.LEFT_OUT.keys()
    assert all(kept.LEFT_OUT.values())


def test_it_says_what_the_row_says(file, signature):
    found, row = file(signature), Signature.objects.filter(pk=signature.pk).values().get()
    for name, place in IN_THE_FILE.items():
        group, key = place.split(".")
        value = row[name]
        if hasattr(value, "isoformat"):
            assert timezone.datetime.fromisoformat(found[group][key]) - value < timedelta(milliseconds=1)
        else:
            assert found[group][key] == value


def test_it_has_the_text_as_it_was_signed(file, signature):
    Signature.objects.filter(pk=signature.pk).update(language="fr")
    text = file(signature)["text_signed"]
    assert (text["version"], text["language"], text["title"]) == (1, "fr", "Annuler les prêts de voyage")
    assert text["prayer"] == "<p>Nous demandons.</p>"


def test_it_has_the_mails(file, signature):
    WaitingMail.objects.create(signature=signature)
    update = SignerUpdate.objects.create(
        petition=signature.petition, subject_en="News", subject_fr="Nouvelles", state="sent", started_at=timezone.now()
    )
    UpdateMail.objects.create(update=update, signature=signature, state="sent", sent_at=timezone.now())
    mails = file(signature)["mails"]
    assert mails["about_the_signature"] == 1
    assert mails["waits_since"]
    assert [(mail["subject"], mail["state"]) for mail in mails["updates"]] == [("News", "sent")]


class TestWhatWasDelivered:
    @pytest.fixture
    def pack(self, petition):
        """`pack(detail="towns")`: a pack that was handed over today."""

        def make(**fields):
            fields = {"petition": petition, "recipient": petition.recipient, "detail": "postal"} | fields
            ready = {"state": "ready", "checksum": "c" * 64, "finished_at": timezone.now()}
            return Delivery.objects.create(**ready, **({"handed_over_on": timezone.localdate()} | fields))

        return make

    def test_is_told_with_what_was_read(self, file, signature, pack):
        pack()
        pack(detail="counts")
        delivered = file(signature)["delivered"]
        assert [entry["held"] for entry in delivered] == [["name", "postal_code"], []]
        assert delivered[0]["to"] == str(signature.petition.recipient)
        assert delivered[0]["on"] == timezone.localdate().isoformat()

    def test_is_only_what_this_signature_was_in(self, file, signature, pack):
        pack(petition=PetitionFactory())
        pack(handed_over_on=None)
        pack(recipient=None, riding="24001")
        pack(counted_until=timezone.now() - timedelta(days=1))
        assert file(signature)["delivered"] == []
        pack(recipient=None, riding="35075")
        assert [entry["riding"] for entry in file(signature)["delivered"]] == ["35075"]

    def test_holds_nothing_that_was_never_confirmed(self, file, petition, pack):
        pack()
        assert file(SignatureFactory(petition=petition))["delivered"] == []


class TestWhenItIsDeleted:
    def test_while_the_petition_goes_on_is_said_in_words(self, file, signature):
        forgotten = file(signature)["forgotten"]
        assert (forgotten["email"], forgotten["name_and_postal_code"]) == (None, None)
        assert "goes on" in forgotten["none_means"]

    def test_after_its_delivery_is_a_day(self, file, signature):
        PetitionEntry.objects.create(
            petition=signature.petition, kind="delivered", count=1, text_en="<p>x</p>", text_fr="<p>x</p>"
        )
        type(signature.petition).objects.update(state="delivered")
        forgotten = file(signature)["forgotten"]
        days = timezone.datetime.fromisoformat(forgotten["email"]) - timezone.now()
        assert days.days in (90, 91)
        assert forgotten["name_and_postal_code"] > forgotten["email"]

    def test_before_it_is_confirmed_is_soon(self, file, petition):
        signature = SignatureFactory(petition=petition)
        deleted = timezone.datetime.fromisoformat(file(signature)["forgotten"]["whole_signature"])
        assert (deleted - signature.created_at).days in (29, 30)


def test_it_says_nothing_of_suspicions(file, signature):
    usual = file(signature)
    Signature.objects.update(state="held", suspicions=["rate"], was_trapped=True)
    held = file(signature)
    for found in (usual, held):
        del found["about"]["made_at"]
    assert held == usual
