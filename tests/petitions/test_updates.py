"""Updates to signers: who gets them, once, in which words, and what stops them."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from petitions import actions, unsubscribing
from petitions.actions.mails import WAITS
from petitions.emails import Desk
from petitions.mail_server import NotNow, Refused
from petitions.models import Signature, SignerUpdate, UpdateMail, WaitingMail
from petitions.postman import Postman, UpdateMails
from petitions.update_mails import Letter
from publishing.models import Organisation
from tests.factories.petitions import PetitionFactory, SignatureFactory, SignerUpdateFactory
from tests.factories.publishing import OrganisationFactory

pytestmark = pytest.mark.django_db
SITE = "https://act.example.org"


@pytest.fixture
def organisation(db):
    return OrganisationFactory(postal_address_en="12 Main Street\nOttawa", postal_address_fr="12, rue Main\nOttawa")


@pytest.fixture
def update(petition):
    return SignerUpdateFactory(petition=petition)


@pytest.fixture
def sending(petition):
    return SignerUpdateFactory(petition=petition, sending=True)


def signer(petition, **fields):
    before = timezone.now() - timedelta(days=1)
    return SignatureFactory(petition=petition, confirmed=True, **{"wants_news": True, "confirmed_at": before, **fields})


def given(update):
    return set(update.mails.values_list("signature_id", flat=True))


class TestWhoGetsIt:
    def test_those_who_agreed_and_count(self, petition, sending):
        agreed = signer(petition)
        assert actions.address_next(update=sending) == 1
        assert given(sending) == {agreed.pk}

    @pytest.mark.parametrize(
        "fields",
        [
            {"wants_news": False},
            {"state": Signature.State.HELD},
            {"state": Signature.State.WITHDRAWN},
            {"state": Signature.State.INVALIDATED},
            {"mail_problem": Signature.MailProblem.BOUNCED},
            {"email": "", "canonical_email": ""},
        ],
        ids=str,
    )
    def test_nobody_else(self, petition, sending, fields):
        signer(petition, **fields)
        assert actions.address_next(update=sending) == 0

    def test_not_those_of_another_petition(self, sending):
        signer(PetitionFactory())
        assert actions.address_next(update=sending) == 0

    def test_not_those_who_confirm_after_it_began(self, petition, sending):
        signer(petition, confirmed_at=timezone.now() + timedelta(minutes=1))
        assert actions.address_next(update=sending) == 0

    def test_each_once_however_often_it_is_begun_again(self, petition, sending):
        signers = {signer(petition).pk for _ in range(5)}
        assert actions.address_next(update=sending, limit=2) == 2
        sending.refresh_from_db()
        # A postman that was killed before it remembered how far it had come.
        sending.addressed_to = 0
        sending.save()
        while actions.address_next(update=sending, limit=2):
            sending.refresh_from_db()
        assert given(sending) == signers
        assert UpdateMail.objects.count() == 5


class TestTheWayOfAnUpdate:
    def test_is_sent_only_after_a_test(self, organisation, update, superuser):
        update.tested_at = None
        update.save()
        with pytest.raises(actions.NotTested):
            actions.start_sending(update=update, by=superuser.user)
        actions.send_test(update=update, address="colleague@example.org")
        actions.start_sending(update=update, by=superuser.user)
        assert (update.state, update.started_by) == ("sending", superuser.user)

    def test_is_not_sent_when_a_colleague_changes_its_words_at_that_moment(self, organisation, update, superuser):
        actions.words_changed(update=SignerUpdate.objects.get(pk=update.pk))
        with pytest.raises(actions.WrongState):
            actions.start_sending(update=update, by=superuser.user)
        update.refresh_from_db()
        assert (update.state, update.started_at) == ("draft", None)

    def test_is_not_sent_without_the_organisations_address(self, update, superuser):
        Organisation.objects.update(postal_address="", postal_address_en="", postal_address_fr="")
        with pytest.raises(actions.NoPostalAddress):
            actions.start_sending(update=update, by=superuser.user)

    def test_needs_another_test_when_its_words_change(self, update):
        actions.words_changed(update=update)
        assert update.tested_at is None

    def test_stops_and_goes_on(self, sending):
        actions.stop_sending(update=sending)
        assert sending.state == "stopped"
        assert not UpdateMail.objects.due().exists()
        actions.resume_sending(update=sending)
        assert sending.state == "sending"

    @pytest.mark.parametrize(
        ("state", "verb"),
        [("draft", actions.stop_sending), ("sent", actions.resume_sending), ("sending", actions.resume_sending)],
    )
    def test_takes_no_step_that_does_not_fit(self, petition, state, verb):
        update = SignerUpdateFactory(petition=petition, state=state, started_at=timezone.now())
        with pytest.raises(actions.WrongState):
            verb(update=update)

    def test_what_waits_is_not_taken_while_it_is_stopped(self, petition, sending):
        signer(petition)
        actions.address_next(update=sending)
        assert UpdateMail.objects.due().count() == 1
        actions.stop_sending(update=sending)
        assert UpdateMail.objects.due().count() == 0

    def test_ends_when_nobody_is_left(self, petition, sending):
        signer(petition)
        actions.address_next(update=sending)
        assert actions.finish(update=sending) is False
        sending.mails.update(state="sent")
        assert actions.finish(update=sending) is True
        sending.refresh_from_db()
        assert (sending.state, sending.finished_at is not None) == ("sent", True)

    def test_tells_how_far_it_is(self, petition, sending):
        for _ in range(4):
            signer(petition)
        actions.address_next(update=sending, limit=3)
        UpdateMail.objects.filter(pk=sending.mails.first().pk).update(state="sent")
        sending.refresh_from_db()
        numbers = sending.progress()
        assert (numbers["sent"], numbers["still"], numbers["total"], numbers["percent"]) == (1, 3, 4, 25)


class TestThePostman:
    def test_sends_each_signer_one_mail_in_their_language_and_then_the_update_is_sent(self, petition, sending):
        signer(petition, language="en"), signer(petition, language="fr")
        assert Postman().run(until_empty=True) == 2
        assert {message.subject for message in mail.outbox} == {sending.subject_en, sending.subject_fr}
        sending.refresh_from_db()
        assert sending.state == "sent"
        assert Postman().run(until_empty=True) == 0

    def test_brings_what_somebody_waits_for_first(self, petition, sending):
        signer(petition)
        waiting = SignatureFactory(petition=petition, language="en")
        WaitingMail.objects.create(signature=waiting)
        Postman().run(until_empty=True)
        assert ["Confirm" in message.subject for message in mail.outbox] == [True, False]

    def test_sends_nothing_more_once_it_is_stopped(self, petition, sending):
        signer(petition)
        [taken] = actions.claim_update_mails(limit=10)
        actions.stop_sending(update=sending)
        source = UpdateMails()
        assert source.compose(taken, Desk()) is None
        source.dropped(taken)
        assert sending.mails.get().state == "waiting"
        actions.resume_sending(update=sending)
        assert Postman().run(until_empty=True) == 1

    def test_leaves_out_who_has_changed_their_mind_since(self, petition, sending):
        who = signer(petition)
        actions.address_next(update=sending)
        Signature.objects.filter(pk=who.pk).update(wants_news=False)
        assert Postman().run(until_empty=True) == 0
        assert sending.mails.get().state == "skipped"

    def test_tells_a_refusal_from_a_server_that_asks_to_wait(self, petition, sending):
        first, second = signer(petition), signer(petition)
        mails = {taken.signature_id: taken for taken in actions.claim_update_mails(limit=10)}
        actions.update_mail_was_refused(mail=mails[first.pk], problem=Refused("550"))
        actions.update_mail_was_put_off(mail=mails[second.pk], problem=NotNow("451"))
        first.refresh_from_db(), second.refresh_from_db()
        assert (first.mail_problem, second.mail_problem) == ("refused", "")
        later = sending.mails.get(signature=second)
        assert (later.state, later.problem) == ("waiting", "451")
        assert later.due_at > timezone.now()

    def test_gives_up_after_the_last_wait(self, petition, sending):
        who = signer(petition)
        actions.address_next(update=sending)
        UpdateMail.objects.update(attempts=len(WAITS))
        [taken] = actions.claim_update_mails(limit=10)
        actions.update_mail_was_put_off(mail=taken, problem=NotNow("451"))
        who.refresh_from_db()
        assert (sending.mails.get().state, who.mail_problem) == ("given_up", "given_up")

    def test_takes_the_same_queries_for_many_as_for_one(self, petition, sending, django_assert_max_num_queries):
        for _ in range(5):
            signer(petition)
        with django_assert_max_num_queries(25):
            actions.claim_update_mails(limit=50)


class TestItsWords:
    @pytest.mark.parametrize(
        ("language", "subject", "words"),
        [
            ("en", "The Minister has answered", "The answer is yes."),
            ("fr", "La ministre a répondu", "La réponse est oui."),
        ],
    )
    def test_are_in_the_signers_language_in_both_parts(self, organisation, petition, update, language, subject, words):
        message = Letter(update, language).to(signer(petition, language=language, email="amina@example.ca"))
        [(html, _kind)] = message.alternatives
        assert message.subject == subject
        assert words in message.body
        assert words in re.sub(r"<[^>]+>", "", html)
        assert "Main" in message.body
        assert "Main" in html
        assert message.to == ["amina@example.ca"]

    def test_carry_the_link_that_ends_them(self, organisation, petition, update, visitor):
        who = signer(petition)
        message = Letter(update, "en").to(who)
        headers = message.extra_headers
        [link] = re.findall(r"<(\S+)>", headers["List-Unsubscribe"])
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert link in message.body
        # What a mail program posts, from its own servers, without a cookie or an origin (RFC 8058).
        answer = visitor.post(link.removeprefix(SITE), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        who.refresh_from_db()
        assert who.wants_news is False

    def test_a_test_goes_to_the_colleague_in_both_languages_without_anyones_links(self, organisation, update):
        actions.send_test(update=update, address="colleague@example.org")
        assert [message.subject for message in mail.outbox] == [update.subject_en, update.subject_fr]
        assert {address for message in mail.outbox for address in message.to} == {"colleague@example.org"}
        assert not any("unsubscribe" in message.body for message in mail.outbox)
        assert update.tested_at is not None


class TestUnsubscribing:
    def test_get_and_head_change_nothing(self, petition, visitor):
        who = signer(petition)
        path = self.path(petition, who)
        for answer in (visitor.get(path), visitor.head(path)):
            assert answer.status_code == 200
            assert "no-store" in answer["Cache-Control"]
        who.refresh_from_db()
        assert who.wants_news is True

    def test_the_button_ends_them_and_what_waits_is_skipped(self, petition, sending, visitor):
        who = signer(petition)
        actions.address_next(update=sending)
        answer = visitor.post(self.path(petition, who))
        assert "No more updates" in answer.text
        assert sending.mails.get().state == UpdateMail.State.SKIPPED
        who.refresh_from_db()
        assert (who.wants_news, who.state) == (False, "confirmed")

    def test_again_is_friendly(self, petition, visitor):
        who = signer(petition, wants_news=False)
        assert "No more updates" in visitor.get(self.path(petition, who)).text

    @pytest.mark.parametrize("token", ["1:abc", "x", "1"])
    def test_an_altered_link_says_so(self, petition, visitor, token):
        path = reverse("petition-unsubscribe", args=[petition.slug, token])
        assert visitor.get(path).status_code == visitor.post(path).status_code == 404

    def path(self, petition, who):
        return reverse("petition-unsubscribe", args=[petition.slug, unsubscribing.make_token(who)])
