"""The clocks: each thing is forgotten when its time is over, not before, and no count changes by it."""

import os
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from petitions import actions, clocks
from petitions.forgetting import all_steps, steps
from petitions.models import (
    Delivery,
    DeliveryFile,
    ForgettingReport,
    PaperBatch,
    PaperGroup,
    Petition,
    PetitionEntry,
    PrivacyClocks,
    Signature,
    SignerUpdate,
    SigningEvent,
    Tally,
    TallyPart,
    UpdateMail,
    WaitingMail,
)
from publishing.private_files import private_storage
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def delivered(organisation):
    """A petition that was delivered `petition.delivered_at`, 100 days ago."""
    petition = PetitionFactory(closed=True)
    Petition.objects.filter(pk=petition.pk).update(state="delivered")
    deliver(petition, 100)
    petition.refresh_from_db()
    return petition


def deliver(petition, days_ago, kind="delivered"):
    moment = timezone.now() - days_ago * DAY
    PetitionEntry.objects.create(
        petition=petition,
        kind=kind,
        happened_on=timezone.localdate(moment) - DAY,
        made_at=moment,
        count=1 if kind == "delivered" else None,
        text_en="<p>Here.</p>",
        text_fr="<p>Ici.</p>",
    )


def row(record):
    return type(record).objects.filter(pk=record.pk).values().get()


def kept_file(name, days_old=0):
    stored = private_storage().save(name, ContentFile(b"x"))
    if days_old:
        moment = (timezone.now() - days_old * DAY).timestamp()
        os.utime(private_storage().path(stored), (moment, moment))
    return stored


class TestWhenAPetitionIsOver:
    @pytest.mark.parametrize("state", ["draft", "scheduled", "open"])
    def test_not_while_it_goes_on(self, delivered, state):
        Petition.objects.filter(pk=delivered.pk).update(state=state)
        delivered.refresh_from_db()
        assert clocks.end_of(delivered, PrivacyClocks()) is None

    def test_from_its_last_delivery(self, delivered):
        deliver(delivered, 20)
        deliver(delivered, 10, kind="answered")
        Petition.objects.filter(pk=delivered.pk).update(state="answered")
        delivered.refresh_from_db()
        assert (timezone.now() - clocks.end_of(delivered, PrivacyClocks())).days == 20

    def test_from_when_it_was_written_down_if_its_day_is_earlier(self, delivered):
        PetitionEntry.objects.update(happened_on="2001-01-01")
        delivered.refresh_from_db()
        assert (timezone.now() - clocks.end_of(delivered, PrivacyClocks())).days == 100

    def test_from_the_answer_or_the_withdrawal_where_there_was_no_delivery(self, petition):
        for state in ("answered", "withdrawn"):
            PetitionEntry.objects.all().delete()
            deliver(petition, 5, kind=state)
            Petition.objects.filter(pk=petition.pk).update(state=state)
            found = Petition.objects.get(pk=petition.pk)
            assert (timezone.now() - clocks.end_of(found, PrivacyClocks())).days == 5

    @pytest.mark.parametrize("state", ["closed", "delivered", "withdrawn"])
    def test_some_time_after_closing_when_nobody_wrote_down_a_delivery(self, organisation, state):
        petition = PetitionFactory(closed=True)
        Petition.objects.filter(pk=petition.pk).update(state=state)
        petition.refresh_from_db()
        assert clocks.end_of(petition, PrivacyClocks(undelivered_days=50)) == petition.closes_at + 50 * DAY


class TestSignatures:
    @pytest.mark.parametrize(("days", "is_kept"), [(101, True), (99, False)])
    def test_the_address_goes_first_and_the_name_stays(self, delivered, days, is_kept):
        signature = SignatureFactory(petition=delivered, confirmed=True, wants_news=True)
        PrivacyClocks.objects.create(pk=1, address_days=days, name_days=365)
        assert actions.forget().counts["addresses"] == (0 if is_kept else 1)
        after = row(signature)
        assert bool(after["email"]) is bool(after["canonical_email"]) is after["wants_news"] is is_kept
        assert (after["first_name"], after["postal_code"]) == ("Amina", "K1A 0B1")
        assert after["erased_at"] is None

    @pytest.mark.parametrize("state", ["confirmed", "held", "invalidated", "withdrawn"])
    def test_then_the_name_and_nothing_personal_is_left(self, delivered, state):
        signature = SignatureFactory(petition=delivered, confirmed=True, show_name=True, ip_hash="abc")
        Signature.objects.update(state=state)
        before = row(signature)
        PrivacyClocks.objects.create(pk=1, address_days=30, name_days=60)
        actions.forget()
        after = row(signature)
        gone = {"first_name", "last_name", "name_key", "email", "canonical_email", "postal_code", "ip_hash"}
        assert {after[name] for name in gone} == {""}
        assert after["erased_at"] is not None
        changed = {name for name in before if before[name] != after[name]}
        # Without a postal code no riding is looked for.
        assert changed - {"awaits_riding"} == gone | {"erased_at", "show_name"}
        assert not after["awaits_riding"]

    def test_of_a_petition_that_goes_on_stays(self, petition):
        signature = SignatureFactory(petition=petition, confirmed=True, created_at=timezone.now() - 4000 * DAY)
        before = row(signature)
        actions.forget()
        assert row(signature) == before

    def test_traces_go_after_some_days_whatever_the_petition(self, petition):
        event = SigningEvent.objects.create(
            petition=petition, place_en="x", place_fr="x", starts_at=timezone.now() - DAY, ends_at=timezone.now() + DAY
        )
        traces = {"ip_hash": "abc", "seconds_to_fill": 3, "was_trapped": True, "event": event}
        old, new = (
            SignatureFactory(petition=petition, confirmed=True, created_at=timezone.now() - age * DAY, **traces)
            for age in (7.1, 6.9)
        )
        only_time = SignatureFactory(petition=petition, seconds_to_fill=0, created_at=timezone.now() - 8 * DAY)
        assert actions.forget().counts["traces"] == 2
        for signature in (old, only_time):
            after = row(signature)
            assert (after["ip_hash"], after["seconds_to_fill"], after["was_trapped"]) == ("", None, False)
            assert after["event_id"] is None
        assert row(new)["ip_hash"] == "abc"

    def test_what_nobody_confirmed_goes_with_the_mail_that_waits_for_it(self, petition):
        old, new = (SignatureFactory(petition=petition, created_at=timezone.now() - age * DAY) for age in (31, 29))
        for signature in (old, new):
            WaitingMail.objects.create(signature=signature)
        assert actions.forget().counts["pending"] == 1
        assert list(Signature.objects.all()) == [new]
        assert list(WaitingMail.objects.values_list("signature", flat=True)) == [new.pk]

    def test_every_count_is_as_it_was(self, delivered):
        for postal_code in ("K1A 0B1", "K1A 0B1", "H2X 1Y4"):
            SignatureFactory(petition=delivered, confirmed=True, postal_code=postal_code)
        SignatureFactory(petition=delivered, confirmed=True, residence="abroad", language="fr")
        actions.count_window()

        def numbers():
            parts = TallyPart.objects.order_by("pk").values_list("province", "riding", "language", "week", "confirmed")
            return list(parts), list(Tally.objects.values_list("confirmed", "outside_canada"))

        before = numbers()
        PrivacyClocks.objects.create(pk=1, address_days=30, name_days=60)
        assert actions.forget().counts["names"] == 4
        actions.count_window()
        assert actions.reconcile() == {}, "a full count of what is left finds the same"
        assert numbers() == before

    def test_many_are_done_in_batches_and_each_once(self, delivered, monkeypatch, django_assert_max_num_queries):
        monkeypatch.setattr(steps, "BATCH", 2)
        for _number in range(5):
            SignatureFactory(petition=delivered, confirmed=True)
        PrivacyClocks.objects.create(pk=1, address_days=30, name_days=365)
        assert actions.forget().counts["addresses"] == 5
        assert actions.forget().counts["addresses"] == 0

    def test_a_run_that_is_broken_off_is_gone_on_with(self, delivered, monkeypatch):
        for _number in range(5):
            SignatureFactory(petition=delivered, confirmed=True)
        PrivacyClocks.objects.create(pk=1, address_days=30, name_days=365)
        monkeypatch.setattr(steps, "BATCH", 2)
        step = next(step for step in all_steps() if step.name == "addresses")
        usual, calls = step.act, []

        def breaks(rows, moment):
            calls.append(1)
            if len(calls) == 2:
                raise KeyboardInterrupt
            return usual(rows, moment)

        monkeypatch.setattr(step, "act", breaks)
        with pytest.raises(KeyboardInterrupt):
            actions.forget()
        assert Signature.objects.exclude(email="").count() == 3
        assert ForgettingReport.objects.get().finished_at is None
        monkeypatch.setattr(step, "act", usual)
        assert actions.forget().counts["addresses"] == 3


class TestMails:
    def test_records_of_an_update_go_and_its_numbers_stay(self, petition):
        update = SignerUpdate.objects.create(
            petition=petition, subject_en="x", subject_fr="x", state="sent", started_at=timezone.now()
        )
        for age, state in ((31, "sent"), (31, "refused"), (29, "sent")):
            moment = timezone.now() - age * DAY
            UpdateMail.objects.create(
                update=update,
                signature=SignatureFactory(petition=petition, confirmed=True),
                state=state,
                due_at=moment,
                sent_at=moment if state == "sent" else None,
            )
        assert actions.forget().counts["update_mails"] == 2
        update.refresh_from_db()
        assert update.forgotten == {"sent": 1, "refused": 1}
        assert (update.progress()["sent"], update.progress()["refused"]) == (2, 1)
        SignerUpdate.objects.update(state="sending")
        UpdateMail.objects.update(sent_at=timezone.now() - 99 * DAY)
        assert actions.forget().counts["update_mails"] == 0, "while it is sent, its records are needed"

    def test_a_mail_that_waits_for_ever_does_not(self, petition):
        signature = SignatureFactory(petition=petition, confirmed=True)
        WaitingMail.objects.create(signature=signature, asked_at=timezone.now() - 31 * DAY)
        assert actions.forget().counts["waiting_mails"] == 1


class TestPaperAndPacks:
    @pytest.mark.parametrize(
        ("state", "age", "is_kept"),
        [("counted", 59, True), ("counted", 62, False), ("set_aside", 62, False), ("differs", 62, True)],
    )
    def test_scans(self, petition, state, age, is_kept):
        moment = timezone.now() - age * DAY
        batch = PaperBatch.objects.create(
            petition=petition,
            state=state,
            counted_at=moment if state == "counted" else None,
            received_on=moment.date(),
            scan=kept_file("scans/1/a.pdf"),
        )
        name = batch.scan.name
        assert actions.forget().counts["scans"] == (0 if is_kept else 1)
        batch.refresh_from_db()
        assert bool(batch.scan) is is_kept
        assert private_storage().exists(name) is is_kept
        assert batch.history.exclude(scan="").exists() is is_kept

    def test_notes_on_batches_go_with_the_names(self, delivered):
        batch = PaperBatch.objects.create(petition=delivered, note="Mrs. Oneil brought it")
        actions.forget()
        batch.refresh_from_db()
        assert batch.note
        PrivacyClocks.objects.create(pk=1, address_days=30, name_days=60)
        actions.forget()
        batch.refresh_from_db()
        assert batch.note == ""
        assert not batch.history.exclude(note="").exists()

    def test_contacts_of_groups_and_their_sheets(self, delivered):
        group = PaperGroup.objects.create(
            petition=delivered,
            number=1,
            name="First Church",
            contact_name="Amina",
            email="amina@example.ca",
            has_consented=True,
            confirmed_at=timezone.now(),
            file=kept_file("groups/a.pdf"),
        )
        name = group.file.name
        assert actions.forget().counts["groups"] == 1
        group.refresh_from_db()
        assert (group.contact_name, group.email, group.file.name, group.name) == ("", "", "", "First Church")
        assert group.erased_at is not None
        assert not private_storage().exists(name)
        assert actions.forget().counts["groups"] == 0

    def test_a_group_that_was_never_confirmed_is_deleted_and_one_with_sheets_is_not(self, petition):
        old = timezone.now() - 31 * DAY
        groups = [
            PaperGroup.objects.create(petition=petition, number=n, name="x", created_at=old, confirmed_at=confirmed)
            for n, confirmed in ((1, None), (2, timezone.now()), (3, None))
        ]
        PaperBatch.objects.create(petition=petition, group=groups[2])
        assert actions.forget().counts["new_groups"] == 1
        assert list(PaperGroup.objects.order_by("number").values_list("number", flat=True)) == [2, 3]

    @pytest.mark.parametrize(
        ("handed_over", "finished", "is_kept"), [(None, 59, True), (None, 61, False), (59, 99, True), (62, 99, False)]
    )
    def test_files_of_a_pack_go_and_its_page_stays(self, client, petition, handed_over, finished, is_kept):
        now = timezone.now()
        delivery = Delivery.objects.create(
            petition=petition,
            recipient=petition.recipient,
            state="ready",
            checksum="c" * 64,
            finished_at=now - finished * DAY,
            handed_over_on=handed_over and (now - handed_over * DAY).date(),
        )
        part = DeliveryFile.objects.create(
            delivery=delivery, kind="names", file=kept_file("deliveries/a.pdf"), size=1, sha256="a" * 64
        )
        name = part.file.name
        assert actions.forget().counts["deliveries"] == (0 if is_kept else 1)
        part.refresh_from_db()
        delivery.refresh_from_db()
        assert private_storage().exists(name) is is_kept
        assert (delivery.files_deleted_at is None) is is_kept
        assert (part.sha256, delivery.checksum) == ("a" * 64, "c" * 64)

    def test_files_that_no_row_names_go_when_they_are_older_than_a_day(self, petition):
        old, new = kept_file("deliveries/x/half.pdf", days_old=2), kept_file("deliveries/x/new.pdf")
        named = kept_file("scans/1/named.pdf", days_old=2)
        PaperBatch.objects.create(petition=petition, scan=named)
        assert actions.forget().counts["leftovers"] >= 1
        assert [private_storage().exists(name) for name in (old, new, named)] == [False, True, True]


class TestStaff:
    def test_the_log_forgets_what_somebody_is_called(self, superuser, petition):
        signature = SignatureFactory(petition=petition, confirmed=True)
        for model, repr_ in ((signature, "Amina O’Neil"), (petition, "The petition")):
            LogEntry.objects.create(
                user=superuser.user,
                content_type=ContentType.objects.get_for_model(model),
                object_id=model.pk,
                object_repr=repr_,
                action_flag=CHANGE,
                action_time=timezone.now() - 31 * DAY,
            )
        assert actions.forget().counts["log_names"] == 1
        assert set(LogEntry.objects.values_list("object_repr", flat=True)) == {"–", "The petition"}

    def test_attempts_to_log_in_and_ended_sessions(self, superuser):
        AccessAttempt.objects.create(username="x", ip_address="203.0.113.9", failures_since_start=1)
        AccessAttempt.objects.update(attempt_time=timezone.now() - 31 * DAY)
        Session.objects.update(expire_date=timezone.now() - DAY)
        counts = actions.forget().counts
        assert (counts["logins"], counts["sessions"]) == (1, 1)


class TestARun:
    def test_that_is_dry_counts_and_deletes_nothing(self, delivered, capsys):
        signature = SignatureFactory(petition=delivered, confirmed=True, ip_hash="a", created_at="2026-01-01T00:00Z")
        pending = SignatureFactory(petition=delivered, created_at="2026-01-01T00:00Z")
        before = row(signature), row(pending)
        call_command("forget", dry_run=True)
        assert (row(signature), row(pending)) == before
        report = ForgettingReport.objects.get()
        assert report.was_dry
        assert (report.counts["pending"], report.counts["traces"], report.counts["addresses"]) == (1, 1, 2)
        assert "dry run" in capsys.readouterr().out

    def test_says_the_same_numbers_dry_and_real(self, delivered):
        SignatureFactory.create_batch(
            3, petition=delivered, confirmed=True, ip_hash="a", created_at="2026-01-01T00:00Z"
        )
        dry = actions.forget(is_dry=True)
        assert dry.counts == actions.forget().counts

    def test_reports_and_logs_numbers_only(self, delivered, caplog):
        caplog.set_level("DEBUG")
        SignatureFactory(petition=delivered, confirmed=True, email="amina@example.ca")
        report = actions.forget()
        assert all(isinstance(number, int) for number in report.counts.values())
        assert report.finished_at is not None
        assert "'addresses': 1" in caplog.text
        assert "amina" not in caplog.text.lower()


class TestTheDatabaseHolds:
    @pytest.mark.parametrize("days", [{"pending_days": 6}, {"undelivered_days": 366}, {"address_days": 366}])
    def test_days_within_limits_and_no_address_longer_than_its_name(self, db, days):
        with pytest.raises(IntegrityError), transaction.atomic():
            PrivacyClocks.objects.create(pk=1, **{"name_days": 365, **days})

    def test_days_at_the_limits(self, db):
        PrivacyClocks.objects.create(pk=1, pending_days=7, undelivered_days=365, address_days=30, name_days=30)


# By which step of petitions.forgetting each personal field is forgotten. A step of a later field empties it too.
ON_A_CLOCK = {
    "Signature": {
        "ip_hash": "traces",
        "email": "addresses",
        "canonical_email": "addresses",
        "first_name": "names",
        "last_name": "names",
        "name_key": "names",
        "postal_code": "names",
    },
    "PaperGroup": {"contact_name": "groups", "email": "groups", "file": "groups"},
    "PaperBatch": {"scan": "scans", "note": "notes"},
    "HistoricalPaperBatch": {"scan": "scans", "note": "notes"},
    "DeliveryFile": {"file": "deliveries"},
    "ReviewedSignature": {"state_before": "reviews"},
}
# Words of the organisation, names of things and places, numbers, codes. Whoever adds a field decides where it goes.
NOT_PERSONAL = {
    "Signature": {"language", "province", "riding", "suspicions"},
    "PaperGroup": {"name", "place", "language", "digest"},
    "Petition": {"slug", "title", "lead", "addressee", "whereas", "prayer", "background"},
    "TextVersion": {"title", "addressee", "whereas", "prayer", "reason"},
    "PetitionEntry": {"text"},
    "Delivery": {"code", "riding", "letter", "problem", "facts", "checksum"},
    "DeliveryFile": {"sha256"},
    "Export": {"columns", "chosen_by", "reason"},
    "Sheet": {"language", "digest", "file"},
    "PaperEntry": {"provinces"},
    "AddressRule": {"domain", "same_as"},
    "BlockedDomain": {"domain"},
    "SigningEvent": {"place", "code"},
    "ReviewDecision": {"reason", "chosen_by", "selection"},
    "WaitingMail": {"problem"},
    "SignerUpdate": {"subject", "body", "forgotten"},
    "UpdateMail": {"problem"},
    "ForgettingReport": {"counts"},
    "Tally": {"paper_provinces"},
    "TallyPart": {"province", "riding", "language"},
}
MAY_HOLD_A_PERSON = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.FileField,
    models.BinaryField,
    models.GenericIPAddressField,
)


def test_every_field_that_may_hold_a_person_is_on_a_clock_or_known_to_hold_none():
    names = {step.name for step in all_steps()}
    missing = []
    tables = [model for model in apps.get_app_config("petitions").get_models() if not model._meta.proxy]
    for model in tables:
        clock = ON_A_CLOCK.get(model.__name__, {})
        plain = NOT_PERSONAL.get(model.__name__.removeprefix("Historical"), set())
        assert set(clock.values()) <= names
        for field in model._meta.get_fields():
            name = field.name.removesuffix("_en").removesuffix("_fr")
            if not isinstance(field, MAY_HOLD_A_PERSON) or field.choices or name == "history_change_reason":
                continue
            if name not in clock and name not in plain:
                missing.append(f"{model.__name__}.{field.name}")
    assert missing == []
