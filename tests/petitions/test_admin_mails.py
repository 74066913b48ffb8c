"""What the front page of the admin says of mails that wait or were given up, and of signatures that are held."""

from datetime import timedelta

import pytest
from django.utils import timezone

from petitions.models import WaitingMail
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db


def to_do(client):
    return client.get("/admin/").context["to_do"]


def about(client, word):
    return [item for item in to_do(client) if word in item[0]]


def waits(petition, minutes, **fields):
    return WaitingMail.objects.create(
        signature=SignatureFactory(petition=petition), asked_at=timezone.now() - timedelta(minutes=minutes), **fields
    )


@pytest.fixture
def form(petition):
    return f"/admin/petitions/petition/{petition.pk}/change/"


class TestMailsThatWait:
    def test_are_named_after_half_an_hour_once_for_each_petition(self, publisher, petition, form):
        waits(petition, 31)
        waits(petition, 90, attempts=3)
        waits(PetitionFactory(), 29)
        words = "Mails to signers of “Waive travel loans” have waited for half an hour. Is the mail server running?"
        assert about(publisher, "have waited") == [(words, form)]

    def test_are_no_news_while_they_are_on_their_way(self, publisher, petition):
        waits(petition, 29)
        assert about(publisher, "have waited") == []

    def test_count_from_when_they_were_asked_for_and_not_from_the_next_try(self, publisher, petition):
        waits(petition, 31, due_at=timezone.now() + timedelta(hours=8))
        assert len(about(publisher, "have waited")) == 1


class TestMailsThatWereGivenUp:
    def test_are_counted_for_each_petition(self, publisher, petition, form):
        SignatureFactory(petition=petition, mail_problem="given_up")
        ((words, address),) = about(publisher, "could not be reached")
        assert words.startswith("1 signer of “Waive travel loans” could not be reached by mail in the last week")
        assert address == form
        SignatureFactory(petition=petition, mail_problem="given_up")
        ((words, _address),) = about(publisher, "could not be reached")
        assert words.startswith("2 signers of “Waive travel loans”")

    @pytest.mark.parametrize("problem", ["refused", "bounced", "complained", ""])
    def test_are_not_those_whose_address_is_wrong(self, publisher, petition, problem):
        SignatureFactory(petition=petition, mail_problem=problem)
        assert about(publisher, "could not be reached") == []

    def test_are_no_news_after_a_week(self, publisher, petition):
        SignatureFactory(petition=petition, mail_problem="given_up", created_at=timezone.now() - timedelta(days=8))
        assert about(publisher, "could not be reached") == []

    def test_name_no_signer(self, publisher, petition):
        signature = SignatureFactory(petition=petition, mail_problem="given_up")
        page = publisher.get("/admin/").text
        assert "could not be reached" in page
        assert signature.last_name not in page
        assert signature.email not in page

    @pytest.mark.parametrize("group", ["Reviewers", "Data stewards", "Paper clerks"])
    def test_are_told_to_those_who_may_change_the_petition(self, signed_in, petition, group):
        SignatureFactory(petition=petition, mail_problem="given_up")
        waits(petition, 31)
        assert to_do(signed_in(group)) == []


class TestSignaturesThatAreHeld:
    QUEUE = "/admin/petitions/signatureforreview/"

    def test_are_counted_for_reviewers_with_the_way_there(self, signed_in, petition):
        reviewer = signed_in("Reviewers")
        assert to_do(reviewer) == []
        SignatureFactory(petition=petition, held=True)
        words = "1 signature is confirmed by its owner and waits for review: it is not counted yet."
        assert to_do(reviewer) == [(words, self.QUEUE)]
        SignatureFactory(petition=PetitionFactory(), held=True)
        words = "2 signatures are confirmed by their owners and wait for review: they are not counted yet."
        assert to_do(reviewer) == [(words, self.QUEUE)]
        assert reviewer.get(self.QUEUE).status_code == 200

    @pytest.mark.parametrize("state", ["pending", "confirmed", "invalidated"])
    def test_are_no_others(self, signed_in, petition, state):
        at = timezone.now() if state == "confirmed" else None
        SignatureFactory(petition=petition, state=state, confirmed_at=at, suspicions=["fast"])
        assert to_do(signed_in("Reviewers")) == []

    @pytest.mark.parametrize("group", ["Writers", "Publishers", "Data stewards", "Paper clerks"])
    def test_are_told_to_nobody_else(self, signed_in, petition, group):
        SignatureFactory(petition=petition, held=True)
        assert about(signed_in(group), "waits for review") == []


def test_the_list_costs_as_many_queries_however_many_wait(superuser, petition, queries_of):
    waits(petition, 31)
    SignatureFactory(petition=petition, held=True)
    before = queries_of(superuser, "/admin/")
    for _ in range(3):
        waits(petition, 31)
        SignatureFactory(petition=petition, held=True)
    assert queries_of(superuser, "/admin/") == before
