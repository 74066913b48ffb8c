"""Staff write, look at, test and send updates."""

import pytest
from django.core import mail
from django.urls import reverse

from petitions.models import SignerUpdate
from tests.factories.petitions import SignatureFactory, SignerUpdateFactory
from tests.factories.publishing import OrganisationFactory
from tests.page_forms import words_of

pytestmark = pytest.mark.django_db
LIST = "/admin/petitions/signerupdate/"


@pytest.fixture
def organisation(db):
    return OrganisationFactory(postal_address_en="12 Main Street\nOttawa", postal_address_fr="12, rue Main\nOttawa")


@pytest.fixture
def update(petition):
    return SignerUpdateFactory(petition=petition)


def sending_page(update):
    return reverse("admin:petitions_update_sending", args=[update.pk])


def test_a_writer_writes_it_in_both_languages(petition, writer):
    form = {"petition": petition.pk, "subject_en": "News", "subject_fr": "Nouvelles", "body_en": "<p>A</p>"}
    answer = writer.post(f"{LIST}add/", form | {"body_fr": "<p>B</p><script>x</script>"})
    assert answer.status_code == 302
    update = SignerUpdate.objects.get()
    assert (update.subject_fr, update.body_fr, update.state) == ("Nouvelles", "<p>B</p>", "draft")


def test_both_mails_are_shown_as_they_will_look(update, publisher):
    page = publisher.get(sending_page(update))
    assert page.status_code == 200
    for language, subject, words in (
        ("en", "The Minister has answered", "The answer is"),
        ("fr", "La ministre a répondu", "La réponse est"),
    ):
        frame = reverse("admin:petitions_update_mail", args=[update.pk, language])
        assert frame in page.text
        answer = publisher.get(frame)
        assert words in answer.text
        assert subject in answer.text
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_a_test_goes_to_the_colleague(update, publisher):
    publisher.post(sending_page(update), {"test": "1", "address": "me@example.org"})
    assert [message.to for message in mail.outbox] == [["me@example.org"]] * 2


def test_a_wrong_address_is_said_at_the_field(update, publisher):
    answer = publisher.post(sending_page(update), {"test": "1", "address": "me"})
    assert answer.status_code == 200
    assert "Enter a valid email address" in answer.text
    assert 'value="me"' in answer.text


def test_a_publisher_sends_stops_and_resumes(update, petition, publisher):
    SignatureFactory(petition=petition, confirmed=True, wants_news=True)
    for verb, state in (("start", "sending"), ("stop", "stopped"), ("resume", "sending")):
        publisher.post(sending_page(update), {verb: "1"})
        update.refresh_from_db()
        assert update.state == state
    assert "Stop" in words_of(publisher.get(sending_page(update)))


def test_a_writer_may_look_and_test_but_not_send(update, writer):
    assert writer.get(sending_page(update)).status_code == 200
    assert writer.post(sending_page(update), {"start": "1"}).status_code == 403
    update.refresh_from_db()
    assert update.state == "draft"


def test_without_a_test_staff_are_told_what_to_do(update, publisher):
    SignerUpdate.objects.update(tested_at=None)
    answer = publisher.post(sending_page(update), {"start": "1"}, follow=True)
    assert "Send yourself a test first" in answer.text


def test_changed_words_need_another_test(update, publisher):
    form = {"petition": update.petition_id, "subject_en": "Other words", "subject_fr": update.subject_fr}
    publisher.post(f"{LIST}{update.pk}/change/", form | {"body_en": update.body_en, "body_fr": update.body_fr})
    update.refresh_from_db()
    assert (update.subject_en, update.tested_at) == ("Other words", None)


def test_what_is_being_sent_is_not_changed_any_more(petition, superuser):
    update = SignerUpdateFactory(petition=petition, sending=True)
    assert superuser.post(f"{LIST}{update.pk}/change/", {"subject_en": "x"}).status_code == 403
    assert superuser.post(f"{LIST}{update.pk}/delete/", {"post": "yes"}).status_code == 403


def test_while_it_is_sent_the_page_looks_again_by_itself(petition, superuser):
    update = SignerUpdateFactory(petition=petition, sending=True)
    assert superuser.get(sending_page(update))["Refresh"] == "5"
    SignerUpdate.objects.update(state="stopped")
    assert "Refresh" not in superuser.get(sending_page(update))


def test_the_list_takes_as_many_queries_for_one_as_for_many(petition, superuser, queries_of):
    SignerUpdateFactory(petition=petition)
    few = queries_of(superuser, LIST)
    SignerUpdateFactory.create_batch(3, petition=petition)
    assert queries_of(superuser, LIST) == few
