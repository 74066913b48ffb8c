"""What a mail provider reports afterwards: a mail came back, or somebody calls it unwanted."""

import base64
import json

import pytest
from anymail.signals import AnymailTrackingEvent, tracking
from django.urls import clear_url_caches, include, path

from config import urls
from petitions import actions
from petitions.models import Signature
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signatures(petition):
    """Two of one mailbox, and somebody else's."""
    mine = {"email": "Amina@example.ca", "wants_news": True, "confirmed": True}
    return [
        SignatureFactory(petition=petition, **mine),
        SignatureFactory(petition=PetitionFactory(), **mine),
        SignatureFactory(petition=petition, wants_news=True),
    ]


def report(event_type, recipient="amina@EXAMPLE.ca", **fields):
    event = AnymailTrackingEvent(event_type=event_type, recipient=recipient, **fields)
    tracking.send(sender=object, event=event, esp_name="Test")


def problems():
    return list(Signature.objects.order_by("pk").values_list("mail_problem", "wants_news"))


@pytest.mark.usefixtures("signatures")
class TestReports:
    @pytest.mark.parametrize("kind", ["bounced", "rejected"])
    def test_that_a_mail_came_back_stand_at_each_signature_of_the_address(self, kind):
        report(kind)
        assert problems() == [("bounced", True), ("bounced", True), ("", True)]

    def test_that_a_mail_is_unwanted_end_the_news(self):
        report("complained")
        assert problems() == [("complained", False), ("complained", False), ("", True)]

    @pytest.mark.parametrize("kind", ["delivered", "opened", "deferred", "clicked", "unknown"])
    def test_of_other_things_are_not_kept(self, kind):
        report(kind)
        report("bounced", recipient=None)
        report("bounced", recipient="nobody@example.ca")
        assert problems() == [("", True)] * 3

    def test_take_one_index_however_many_have_signed(self, django_assert_num_queries):
        with django_assert_num_queries(4):
            actions.record_bounce(address="amina@example.ca", kind="bounced")


@pytest.mark.usefixtures("signatures")
class TestTheAddressForThem:
    REPORT = {"RecordType": "Bounce", "Type": "HardBounce", "TypeCode": 1, "Email": "amina@example.ca", "ID": 1}

    def post(self, client, secret):
        login = {"authorization": f"Basic {base64.b64encode(secret).decode()}"} if secret else {}
        return client.post(
            "/hooks/mail/postmark/tracking/", json.dumps(self.REPORT), content_type="application/json", headers=login
        )

    @pytest.fixture
    def _open(self, settings, monkeypatch):
        settings.ANYMAIL = {"WEBHOOK_SECRET": "user:secret"}
        monkeypatch.setattr(urls, "urlpatterns", [path("hooks/mail/", include("anymail.urls")), *urls.urlpatterns])
        clear_url_caches()
        yield
        monkeypatch.undo()
        clear_url_caches()

    @pytest.mark.usefixtures("_open")
    def test_takes_what_comes_with_the_secret(self, client):
        assert self.post(client, b"user:secret").status_code == 200
        assert problems()[0] == ("bounced", True)

    @pytest.mark.usefixtures("_open")
    @pytest.mark.parametrize("secret", [b"", b"user:other"])
    def test_takes_nothing_else(self, client, secret):
        assert self.post(client, secret).status_code == 400
        assert problems()[0] == ("", True)

    def test_is_not_there_without_a_secret(self, client):
        assert self.post(client, b"user:secret").status_code == 404
