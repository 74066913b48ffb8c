"""Packs for officials: what is in them, that they are made whole whatever happens, and that they stay the same."""

import csv
import hashlib
import threading
from datetime import timedelta
from io import BytesIO, StringIO

import page as validator
import pikepdf
import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from docx import Document

from petitions import actions
from petitions.models import Delivery, DeliveryFile, PaperBatch, PaperEntry, Signature
from petitions.one_at_a_time import BeingDone, one_at_a_time
from petitions.packs import files
from petitions.packs.manifest import checksum_of, manifest_of
from petitions.tasks import make_delivery as make_delivery_task
from resources.rendering import lists, press
from resources.rendering.problems import RenderingFailed
from tests.factories.parliament import MemberFactory, PostalAreaFactory, RidingFactory
from tests.factories.petitions import SignatureFactory
from tests.resources.structure import Structure

pytestmark = pytest.mark.django_db

Kind, State = DeliveryFile.Kind, Delivery.State


@pytest.fixture(autouse=True)
def _warm_press(monkeypatch):
    """The typesetters stay from one test to the next: starting them takes longer than a small pack."""
    monkeypatch.setattr(press, "rest", lambda: None)


@pytest.fixture
def ask(petition):
    """`ask(detail="towns")`: a pack for the petition's minister that waits to be made."""

    def make(**fields):
        common = {"language": "en", "detail": "counts", "letter": "", "by": None}
        return actions.ask_for_delivery(petition=petition, recipient=petition.recipient, **common | fields)

    return make


@pytest.fixture
def signed(petition):
    """`signed(3, first_name="Noor")`: so many confirmed signatures, a minute ago."""

    def sign(count=1, **fields):
        before = timezone.now() - timedelta(minutes=1)
        return SignatureFactory.create_batch(
            count, petition=petition, confirmed=True, confirmed_at=before, created_at=before, **fields
        )

    return sign


@pytest.fixture
def short_volumes(monkeypatch):
    monkeypatch.setattr(files, "ROWS_IN_A_VOLUME", 2)


def content(delivery, kind, number=1):
    with delivery.files.get(kind=kind, number=number).file.open("rb") as file:
        return file.read()


def rows(delivery, kind):
    return list(csv.reader(StringIO(content(delivery, kind).decode("utf-8-sig"), newline="")))


def checksums(delivery):
    return {files.name_of(part): part.sha256 for part in delivery.files.all()}


class TestAPack:
    def test_of_counts_names_nobody(self, ask, signed):
        signed(3, first_name="Verysecret")
        delivery = actions.make_delivery(pk=ask().pk)
        assert delivery.state == State.READY
        assert {part.kind for part in delivery.files.all()} == {
            Kind.COUNTS,
            Kind.STATEMENT,
            Kind.LETTER,
            Kind.LETTER_WORD,
        }
        for part in delivery.files.all():
            assert b"Verysecret" not in content(delivery, part.kind)

    def test_of_names_has_a_list_and_a_table(self, ask, signed, short_volumes):
        PostalAreaFactory(fsa="K1A", place="Ottawa")
        signed(2, first_name="=cmd", last_name="Ng")
        signed(1, first_name="Zoë", last_name="Łuk", residence="abroad")
        delivery = actions.make_delivery(pk=ask(detail="towns").pk)
        assert rows(delivery, Kind.NAMES_TABLE) == [
            ["No.", "First name", "Last name", "Town", "Province"],
            ["1", "'=cmd", "Ng", "Ottawa", "Ontario"],
            ["2", "'=cmd", "Ng", "Ottawa", "Ontario"],
            ["3", "Zoë", "Łuk", "", "outside Canada"],
        ]
        volumes = delivery.files.filter(kind=Kind.NAMES)
        assert [(part.number, part.rows, part.pages) for part in volumes] == [(1, 2, 1), (2, 1, 1)]
        assert b"K1A" not in content(delivery, Kind.NAMES_TABLE)

    def test_with_postal_codes_has_them(self, ask, signed):
        signed()
        delivery = actions.make_delivery(pk=ask(detail="postal").pk)
        assert rows(delivery, Kind.NAMES_TABLE)[1][-1] == "K1A 0B1"

    def test_counts_what_was_confirmed_when_it_was_asked_for(self, petition, ask, signed):
        signed(2)
        delivery = ask(detail="towns")
        SignatureFactory(petition=petition, confirmed=True, confirmed_at=timezone.now() + timedelta(seconds=1))
        SignatureFactory(petition=petition)
        SignatureFactory(confirmed=True)
        delivery = actions.make_delivery(pk=delivery.pk)
        assert delivery.facts["confirmed"] == 2
        assert len(rows(delivery, Kind.NAMES_TABLE)) == 3

    def test_tells_how_the_signatures_came_together(self, petition, ask, signed):
        signed(6)
        signed(1, mails_sent=3)
        before = timezone.now() - timedelta(minutes=1)
        for state in ("held", "invalidated", "withdrawn"):
            SignatureFactory(petition=petition, state=state, confirmed_at=before, created_at=before)
        SignatureFactory(petition=petition, created_at=before)
        batch = PaperBatch.objects.create(petition=petition, state="counted", counted_at=before)
        for place in (1, 2):
            PaperEntry.objects.create(batch=batch, place=place, sheets=1, lines=9, valid=8, provinces={"ON": 8})
        facts = actions.make_delivery(pk=ask().pk).facts
        told = {
            name: facts[name] for name in ("confirmed", "repeated", "unconfirmed", "held", "invalidated", "withdrawn")
        }
        assert told == {"confirmed": 7, "repeated": 2, "unconfirmed": 1, "held": 1, "invalidated": 1, "withdrawn": 1}
        assert facts["paper"] == 8
        assert facts["versions"] == [[1, 7]]
        assert facts["languages"] == {"en": 7}
        assert facts["first_day"] == facts["last_day"] == timezone.localdate(before).isoformat()

    @pytest.mark.parametrize(
        ("detail", "number"), [("counts", "fewer than five, or kept back to hide such a number"), ("towns", "2")]
    )
    def test_hides_small_groups_where_it_names_nobody(self, ask, signed, detail, number):
        signed(20)
        signed(2, postal_code="H2X 1Y4")
        signed(7, postal_code="V6B 1A1")
        made = rows(actions.make_delivery(pk=ask(detail=detail).pk), Kind.COUNTS)
        assert ["Quebec", "", number] in made
        assert made[0] == ["Province", "Riding", "Signatures"]

    def test_in_french_is_french(self, ask, signed):
        signed(3)
        delivery = actions.make_delivery(pk=ask(language="fr", detail="towns", letter="Nos mots.").pk)
        assert rows(delivery, Kind.NAMES_TABLE)[0] == ["Nº", "Prénom", "Nom de famille", "Localité", "Province"]
        letter = "\n".join(p.text for p in Document(BytesIO(content(delivery, Kind.LETTER_WORD))).paragraphs)
        assert "Madame la Ministre," in letter
        assert "3 personnes l’ont signée" in letter.replace("\u00a0", " ")
        assert "Nos mots." in letter
        assert f"/fr/petitions/annuler-les-prets/remises/{delivery.code}" in letter

    def test_names_the_public_page_in_letter_and_statement(self, ask, signed):
        signed(1)
        delivery = actions.make_delivery(pk=ask(letter="Own words.\n\nMore [of them].").pk)
        address = f"https://act.example.org/en/petitions/waive-travel-loans/deliveries/{delivery.code}/"
        for kind in (Kind.LETTER, Kind.STATEMENT):
            with pikepdf.open(BytesIO(content(delivery, kind))) as made:
                links = [str(a.A.URI) for p in made.pages for a in p.get("/Annots", []) if "/A" in a]
            assert address in links

    @pytest.mark.parametrize("kind", [Kind.LETTER, Kind.STATEMENT, Kind.NAMES])
    def test_is_accessible_and_made_to_last(self, ask, signed, kind):
        signed(7)
        delivery = actions.make_delivery(pk=ask(detail="postal").pk)
        for profile in ("ua1", "2a"):
            report = validator.validate_pdf_bytes(content(delivery, kind), profile=profile)
            assert [failure.message for failure in report.failures] == []
        with pikepdf.open(BytesIO(content(delivery, kind))) as made:
            assert made.check_pdf_syntax() == []
        if kind == Kind.NAMES:
            kinds = Structure(content(delivery, kind)).kinds
            assert (kinds["H1"], kinds["Table"], kinds["TH"], kinds["TR"], kinds["TD"]) == (1, 1, 5, 8, 35)

    def test_has_the_same_bytes_whenever_it_is_made(self, ask, signed, short_volumes):
        signed(3)
        delivery = actions.make_delivery(pk=ask(detail="towns").pk)
        first = checksums(delivery)
        delivery.files.update(file="", sha256="")
        Delivery.objects.filter(pk=delivery.pk).update(state=State.WAITING, steps_done=0)
        assert checksums(actions.make_delivery(pk=delivery.pk)) == first
        assert Delivery.objects.get().checksum == delivery.checksum

    def test_has_a_checksum_that_can_be_worked_out_from_its_files(self, ask, signed):
        signed(1)
        delivery = actions.make_delivery(pk=ask().pk)
        found = {
            files.name_of(part): hashlib.sha256(content(delivery, part.kind)).hexdigest()
            for part in delivery.files.all()
        }
        assert found == checksums(delivery)
        assert (
            delivery.checksum
            == hashlib.sha256(manifest_of(found.items()).encode()).hexdigest()
            == checksum_of(found.items())
        )
        assert manifest_of([("b", "2"), ("a", "1")]) == "1  a\n2  b\n"

    def test_lies_where_only_staff_reach_it_and_its_files_are_named_after_nobody(self, ask, signed):
        signed(1, first_name="Verysecret")
        delivery = actions.make_delivery(pk=ask(detail="towns").pk)
        for part in delivery.files.all():
            assert part.file.storage is storages["private"]
            assert part.file.name == f"deliveries/{delivery.code}/{files.name_of(part)}"


class TestForRidings:
    @pytest.fixture
    def ridings(self, signed):
        MemberFactory(riding=RidingFactory(number="35075", name_en="Ottawa Centre", name_fr="Ottawa-Centre"))
        signed(2, riding="35075", first_name="Here")
        signed(1, riding="24000", first_name="There")
        signed(1, first_name="Nowhere")

    @pytest.fixture
    def packs(self, petition, ridings):
        return actions.ask_for_delivery_per_riding(petition=petition, language="en", detail="towns", letter="", by=None)

    def test_there_is_one_for_each_with_a_signature(self, packs):
        assert [pack.riding for pack in packs] == ["24000", "35075"]
        assert len({pack.code for pack in packs}) == 2

    def test_it_names_people_of_that_riding_alone(self, packs):
        made = {pack.riding: rows(actions.make_delivery(pk=pack.pk), Kind.NAMES_TABLE) for pack in packs}
        assert {line[1] for line in made["35075"][1:]} == {"Here"}
        assert {line[1] for line in made["24000"][1:]} == {"There"}

    def test_it_is_addressed_to_the_member_or_to_the_seat(self, packs):
        letters = {}
        for pack in packs:
            document = Document(BytesIO(content(actions.make_delivery(pk=pack.pk), Kind.LETTER_WORD)))
            text = "\n".join(paragraph.text for paragraph in document.paragraphs)
            letters[pack.riding] = text.replace("\u00a0", " ")
        assert "Ms. Noor Gagné, M.P." in letters["35075"]
        assert "Dear Ms. Gagné:" in letters["35075"]
        assert "2 people who live there" in letters["35075"]
        assert "Member of Parliament for 24000" in letters["24000"]
        assert "Dear Member of Parliament:" in letters["24000"]

    def test_there_is_none_where_no_riding_is_known(self, petition, signed):
        signed(1)
        with pytest.raises(actions.NobodyThere):
            actions.ask_for_delivery_per_riding(petition=petition, language="en", detail="counts", letter="", by=None)


class TestInterrupted:
    @pytest.fixture
    def broken_after(self, monkeypatch):
        """`broken_after(2)`: the third file is not made, as if the power had gone."""
        make = files.made

        class PowerGone(BaseException):
            pass

        def after(count):
            made = []

            def once(delivery, part):
                if len(made) == count:
                    raise PowerGone
                made.append(part)
                return make(delivery, part)

            monkeypatch.setattr(files, "made", once)
            return PowerGone

        return after

    def test_it_goes_on_from_what_is_made_and_has_the_same_checksum(
        self, ask, signed, short_volumes, broken_after, monkeypatch
    ):
        signed(5)
        delivery = ask(detail="towns")
        whole = checksums(actions.make_delivery(pk=delivery.pk))
        delivery.files.all().delete()
        Delivery.objects.filter(pk=delivery.pk).update(state=State.WAITING, steps_done=0, steps=0)
        power_gone = broken_after(2)
        with pytest.raises(power_gone):
            actions.make_delivery(pk=delivery.pk)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.steps_done, delivery.steps) == (State.MAKING, 2, 8)
        before = {part.pk: part.sha256 for part in delivery.files.exclude(file="")}
        monkeypatch.undo()
        monkeypatch.setattr(files, "ROWS_IN_A_VOLUME", 2)
        delivery = actions.make_delivery(pk=delivery.pk)
        assert delivery.state == State.READY
        assert delivery.steps_done == delivery.steps
        assert before.items() <= {part.pk: part.sha256 for part in delivery.files.all()}.items()
        assert checksums(delivery) == whole

    def test_what_a_killed_worker_left_half_written_is_written_over(self, ask, signed):
        signed(1)
        delivery = ask()
        storages["private"].save(f"deliveries/{delivery.code}/letter.pdf", BytesIO(b"half"))
        delivery = actions.make_delivery(pk=delivery.pk)
        assert delivery.files.get(kind=Kind.LETTER).file.name.endswith("/letter.pdf")
        assert content(delivery, Kind.LETTER).startswith(b"%PDF")

    def test_somebody_who_is_erased_meanwhile_drops_out(self, ask, signed, short_volumes, broken_after, monkeypatch):
        people = [signed(1, first_name=name)[0] for name in ("One", "Two", "Three")]
        delivery = ask(detail="towns")
        power_gone = broken_after(1)
        with pytest.raises(power_gone):
            actions.make_delivery(pk=delivery.pk)
        empty = dict.fromkeys(("first_name", "last_name", "name_key", "email", "canonical_email", "postal_code"), "")
        Signature.objects.filter(pk=people[2].pk).update(erased_at=timezone.now(), **empty)
        monkeypatch.undo()
        monkeypatch.setattr(files, "ROWS_IN_A_VOLUME", 2)
        delivery = actions.make_delivery(pk=delivery.pk)
        assert [part.rows for part in delivery.files.filter(kind=Kind.NAMES)] == [2, 0]
        assert [line[1] for line in rows(delivery, Kind.NAMES_TABLE)[1:]] == ["One", "Two"]
        assert delivery.facts["confirmed"] == 3

    def test_staff_stop_it_and_go_on(self, ask, signed):
        signed(1)
        delivery = ask()

        def stop_at_once(delivery):
            actions.stop_delivery(delivery=delivery)

        delivery = actions.make_delivery(pk=delivery.pk, tell=stop_at_once)
        assert (delivery.state, delivery.steps_done) == (State.STOPPED, 0)
        assert actions.make_delivery(pk=delivery.pk).state == State.STOPPED, "a queued task leaves it stopped"
        assert actions.resume_delivery(delivery=delivery)
        assert actions.make_delivery(pk=delivery.pk).state == State.READY
        assert not actions.resume_delivery(delivery=delivery)

    def test_a_file_that_cannot_be_set_marks_it_as_failed(self, ask, signed, monkeypatch):
        signed(1, first_name="Verysecret")

        def fail(delivery, part):
            raise RenderingFailed("Verysecret")

        monkeypatch.setattr(files, "made", fail)
        with pytest.raises(RenderingFailed):
            actions.make_delivery(pk=ask(detail="towns").pk)
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.problem) == (State.FAILED, "RenderingFailed")

    @pytest.mark.django_db(transaction=True)
    def test_two_workers_never_make_the_same_pack(self, ask, signed):
        signed(1)
        delivery, seen = ask(), []

        def try_too():
            try:
                actions.make_delivery(pk=delivery.pk)
            except BeingDone as busy:
                seen.append(busy)
            finally:
                connection.close()

        def other_worker(_delivery):
            thread = threading.Thread(target=try_too)
            thread.start()
            thread.join()

        actions.make_delivery(pk=delivery.pk, tell=other_worker)
        assert len(seen) >= 4
        assert {part.size > 0 for part in delivery.files.all()} == {True}
        with one_at_a_time(f"delivery {delivery.pk}"):
            pass


class TestTheWorkerAndTheCommand:
    def test_the_worker_makes_it(self, ask, signed, work):
        signed(1)
        delivery = ask()
        result = make_delivery_task.enqueue(delivery.pk)
        assert result.args == [delivery.pk]
        work("documents")
        delivery.refresh_from_db()
        assert delivery.state == State.READY

    def test_the_command_makes_it_and_goes_on_with_one_that_was_stopped(self, ask, signed, capsys):
        signed(1)
        delivery = ask()
        actions.stop_delivery(delivery=delivery)
        call_command("make_delivery", str(delivery.pk))
        delivery.refresh_from_db()
        assert delivery.state == State.READY
        told = capsys.readouterr().out
        assert "4 of 4 files" in told
        assert delivery.checksum in told

    def test_the_command_knows_no_other_pack(self):
        with pytest.raises(CommandError, match="There is no delivery pack 99"):
            call_command("make_delivery", "99")


class TestRules:
    def test_a_pack_is_for_somebody(self, petition):
        with pytest.raises(IntegrityError, match="petitions_delivery_has_an_addressee"), transaction.atomic():
            Delivery.objects.create(petition=petition)

    def test_a_pack_that_is_ready_has_a_checksum(self, ask):
        with pytest.raises(IntegrityError, match="ready_has_a_checksum"), transaction.atomic():
            Delivery.objects.filter(pk=ask().pk).update(state=State.READY)

    def test_only_a_pack_that_is_ready_is_handed_over(self, ask, signed):
        signed(1)
        delivery = ask()
        with pytest.raises(actions.NotReady):
            actions.hand_over(delivery=delivery, day=timezone.localdate())
        actions.make_delivery(pk=delivery.pk)
        actions.hand_over(delivery=delivery, day=timezone.localdate())
        assert Delivery.objects.public().get() == delivery


class TestLetters:
    """Of all scripts: what no typeface has is told, and set as nothing that looks like a letter."""

    @pytest.mark.parametrize("name", ["Élodie Łukasz", "Nguyễn Thị Hạnh", "Иван", "محمد علي", "Ọlá Ṣẹ́gun", "Ελένη"])
    def test_that_the_faces_have_are_printed(self, name):
        assert lists.REPLACEMENT not in lists.printable(name)

    @pytest.mark.parametrize(("name", "printed"), [("王小明", "�"), ("Amy 王", "Amy �"), ("தமிழ் Ravi", "� Ravi")])
    def test_that_the_faces_lack_are_replaced(self, name, printed):
        assert lists.printable(name) == printed

    def test_are_told_to_be_missing_and_stand_whole_in_the_table(self, ask, signed):
        signed(1, first_name="王小明", last_name="Wang")
        signed(1, first_name="محمد", last_name="علي")
        delivery = actions.make_delivery(pk=ask(detail="towns").pk)
        assert rows(delivery, Kind.NAMES_TABLE)[1][1] == "王小明"
        report = validator.validate_pdf_bytes(content(delivery, Kind.NAMES), profile="2a")
        assert [failure.message for failure in report.failures] == []
        kinds = Structure(content(delivery, Kind.NAMES)).kinds
        assert kinds["P"] == 3, "part, purpose, and the note of missing letters"
