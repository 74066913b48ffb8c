"""Staff receive signed sheets, enter them twice and compare."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from petitions.models import PaperBatch, PaperEntry
from tests.factories.petitions import PaperBatchFactory, PaperGroupFactory, PetitionFactory
from tests.page_forms import errors_at, form_of, page_of, words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/petitions/paperbatch/"
State = PaperBatch.State
TYPED = {"sheets": "2", "lines": "20", "valid": "17", "province_ON": "12", "province_QC": "5"}
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def clerk(signed_in):
    return signed_in("Paper clerks")


def page(batch, name):
    return f"{LIST}{batch.pk}/{name}/"


def enter(client, batch, **typed):
    return client.post(page(batch, "enter"), TYPED | typed)


def picture(kind):
    content = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(content, kind)
    return content.getvalue()


@pytest.fixture
def twice(clerk, publisher):
    """`twice(province_ON="13")`: a batch entered by two people, the second time with these numbers instead."""

    def make(**second):
        batch = PaperBatchFactory()
        enter(clerk, batch)
        enter(publisher, batch, **second)
        batch.refresh_from_db()
        return batch

    return make


class TestReceiving:
    def receive(self, client, petition, **fields):
        typed = {"petition": petition.pk, "group": "", "received_on": "2026-11-20", "note": ""} | fields
        return client.post(f"{LIST}add/", typed)

    def test_leads_on_to_the_first_entry(self, clerk):
        group = PaperGroupFactory(confirmed=True)
        answer = self.receive(clerk, group.petition, group=group.pk)
        batch = PaperBatch.objects.get()
        assert answer["Location"] == page(batch, "enter")
        assert (batch.group, str(batch.received_on), batch.state) == (group, "2026-11-20", State.AWAITING)

    def test_refuses_a_group_of_another_petition(self, clerk):
        answer = self.receive(clerk, PetitionFactory(), group=PaperGroupFactory(confirmed=True).pk)
        assert errors_at(answer, "group") == ["This group collects for another petition."]

    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("sheet.pdf", PDF, "pdf"),
            ("SHEET.JPEG", picture("JPEG"), "jpg"),
            ("sheet.png", picture("PNG"), "png"),
            ("misnamed.pdf", picture("PNG"), "png"),
        ],
    )
    def test_keeps_a_scan_in_private_under_a_name_that_tells_nothing(self, clerk, name, content, kind):
        self.receive(clerk, PetitionFactory(), scan=SimpleUploadedFile(name, content))
        batch = PaperBatch.objects.get()
        assert batch.scan.name.endswith(f".{kind}")
        assert "sheet" not in batch.scan.name
        assert "private" in batch.scan.path
        answer = clerk.get(page(batch, "scan"))
        assert answer["Content-Type"] == {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}[kind]
        assert "no-store" in answer["Cache-Control"]
        assert b"".join(answer.streaming_content) == content

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("sheet.pdf", b"<html><script>alert(1)</script>"),
            ("sheet.pdf", b"%PDF-1.7 cut off"),
            ("sheet.png", b"\x89PNG\r\n\x1a\n broken"),
            ("sheet.gif", picture("GIF")),
            ("sheet.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ],
    )
    def test_refuses_what_is_no_scan_whatever_its_name(self, clerk, name, content):
        answer = self.receive(clerk, PetitionFactory(), scan=SimpleUploadedFile(name, content))
        assert "Choose a PDF, a JPEG or a PNG file." in words_of(answer)
        assert not PaperBatch.objects.exists()

    def test_refuses_a_file_that_is_too_large(self, clerk, monkeypatch):
        monkeypatch.setattr("petitions.scans.MAX_BYTES", len(PDF) - 1)
        answer = self.receive(clerk, PetitionFactory(), scan=SimpleUploadedFile("sheet.pdf", PDF))
        assert "larger than 15 MB" in words_of(answer)

    def test_deletes_a_scan_that_is_replaced_or_removed(self, clerk):
        self.receive(clerk, PetitionFactory(), scan=SimpleUploadedFile("sheet.pdf", PDF))
        batch = PaperBatch.objects.get()
        first = batch.scan
        change = page(batch, "change")
        typed = form_of(clerk.get(change), "paperbatch_form")
        clerk.post(change, typed | {"scan": SimpleUploadedFile("other.png", picture("PNG"))})
        batch.refresh_from_db()
        assert batch.scan.name.endswith(".png")
        assert not first.storage.exists(first.name)
        clerk.post(change, typed | {"remove_scan": "on"})
        second = batch.scan.name
        batch.refresh_from_db()
        assert batch.scan.name == ""
        assert not first.storage.exists(second)

    def test_a_scan_is_for_those_who_may_see_batches(self, clerk, writer, client):
        self.receive(clerk, PetitionFactory(), scan=SimpleUploadedFile("sheet.pdf", PDF))
        batch = PaperBatch.objects.get()
        assert writer.get(page(batch, "scan")).status_code == 403
        assert client.get(page(batch, "scan")).status_code == 302
        assert client.get(f"/media/{batch.scan.name}").status_code == 404


class TestEntering:
    def test_saves_the_first_and_shows_its_numbers_to_nobody(self, clerk, publisher):
        batch = PaperBatchFactory()
        assert enter(clerk, batch, valid="16", province_ON="11").status_code == 302
        assert PaperEntry.objects.get().valid == 16
        for address in ("change", "enter", "history"):
            for client in (clerk, publisher):
                text = client.get(page(batch, address)).content.decode()
                for number in (">16<", ">11<", 'value="16"', 'value="11"'):
                    assert number not in text
        assert publisher.get(page(batch, "compare")).status_code == 302
        assert publisher.get(page(batch, "correct/1")).status_code == 302

    def test_counts_when_two_people_read_the_same(self, twice, clerk):
        batch = twice()
        assert batch.state == State.COUNTED
        assert "17 valid signatures are counted" in words_of(clerk.get(page(batch, "change")))

    def test_tells_the_same_person_when_they_may(self, clerk):
        batch = PaperBatchFactory()
        with time_machine.travel("2026-11-25T17:00:00Z", tick=False) as clock:
            enter(clerk, batch)
            for ask in (clerk.get(page(batch, "enter")), enter(clerk, batch)):
                assert "You made the first entry yourself." in words_of(ask)
                assert "1 p.m." in words_of(ask)
            assert PaperEntry.objects.count() == 1
            clock.shift(timedelta(hours=1))
            assert enter(clerk, batch).status_code == 302
        assert PaperEntry.objects.count() == 2

    @pytest.mark.parametrize(
        ("typed", "name", "words"),
        [
            ({"valid": "18"}, "valid", "The provinces come to 17; here stands 18."),
            ({"lines": "16"}, "lines", "There cannot be more valid signatures than lines filled in."),
            ({"sheets": "0"}, "sheets", "Ensure this value is greater than or equal to 1."),
            ({"province_ON": "-1"}, "province_ON", "Ensure this value is greater than or equal to 0."),
            ({"valid": ""}, "valid", "This field is required."),
        ],
    )
    def test_says_at_the_field_what_does_not_fit(self, clerk, typed, name, words):
        answer = enter(clerk, batch := PaperBatchFactory(), **typed)
        (field,) = page_of(answer).xpath(f"//*[@name='{name}']")
        assert words in field.getparent().text_content()
        assert field.get("value") == (typed[name] or None)
        assert not batch.entries.exists()

    def test_is_for_clerks_and_publishers(self, writer):
        batch = PaperBatchFactory()
        for name in ("enter", "compare", "correct/1", "set-aside", "change"):
            assert writer.get(page(batch, name)).status_code == 403
        assert enter(writer, batch).status_code == 403
        assert not batch.entries.exists()


class TestComparing:
    def test_shows_differences_field_by_field(self, twice, clerk):
        batch = twice(valid="18", province_ON="13")
        assert batch.state == State.DIFFERS
        table = page_of(clerk.get(page(batch, "compare"))).get_element_by_id("comparison")
        rows = {
            row.find("th").text_content(): [cell.text_content() for cell in row.findall("td")]
            for row in table.iterfind("tbody/tr")
        }
        assert rows == {
            "Sheets": ["2", "2", "equal"],
            "Lines filled in": ["20", "20", "equal"],
            "Valid signatures": ["17", "18", "differs"],
            "Quebec": ["5", "5", "equal"],
            "Ontario": ["12", "13", "differs"],
        }

    def test_a_correction_counts_the_batch_and_stays_to_be_seen(self, twice, clerk):
        batch = twice(valid="18", province_ON="13")
        assert form_of(clerk.get(page(batch, "correct/2")), "entry_form")["province_ON"] == "13"
        assert clerk.post(page(batch, "correct/2"), TYPED).status_code == 302
        batch.refresh_from_db()
        assert batch.state == State.COUNTED
        words = words_of(clerk.get(page(batch, "compare")))
        assert "paper clerks: Valid signatures 18 → 17; Ontario 13 → 12" in words

    def test_a_batch_is_set_aside_with_a_reason_and_taken_up_again(self, twice, clerk):
        batch = twice()
        assert "Say why" in words_of(clerk.post(page(batch, "set-aside"), {"note": " "}))
        clerk.post(page(batch, "set-aside"), {"note": "Photocopies."})
        batch.refresh_from_db()
        assert (batch.state, batch.note) == (State.SET_ASIDE, "Photocopies.")
        clerk.post(page(batch, "set-aside"))
        batch.refresh_from_db()
        assert batch.state == State.COUNTED

    def test_nothing_is_deleted_and_no_earlier_state_is_brought_back(self, twice, superuser):
        batch = twice()
        assert superuser.post(page(batch, "delete"), {"post": "yes"}).status_code == 403
        version = batch.history.earliest()
        assert superuser.post(f"{LIST}{batch.pk}/history/{version.history_id}/", {}).status_code == 403


def test_the_list_takes_as_many_queries_for_three_as_for_one(twice, clerk, queries_of):
    twice()
    one = queries_of(clerk, LIST)
    twice(lines="21")
    PaperBatchFactory()
    assert queries_of(clerk, LIST) == one


class TestGroups:
    def test_are_read_by_clerks_and_narrowed_by_nothing_personal(self, clerk):
        group = PaperGroupFactory(confirmed=True)
        batch = PaperBatchFactory(petition=group.petition, group=group)
        for place in (1, 2):
            batch.entries.create(place=place, sheets=1, lines=4321, valid=4321)
        PaperBatch.objects.update(state=State.COUNTED, counted_at=timezone.now())
        words = words_of(clerk.get("/admin/petitions/papergroup/"))
        assert group.name in words
        assert words.count("4321") == 1
        assert clerk.get("/admin/petitions/papergroup/?email__startswith=ruth").status_code == 400
        assert clerk.get("/admin/petitions/papergroup/add/").status_code == 403

    def test_keep_their_number_and_contact(self, publisher):
        group = PaperGroupFactory(confirmed=True)
        address = f"/admin/petitions/papergroup/{group.pk}/change/"
        typed = form_of(publisher.get(address), "papergroup_form")
        assert set(typed) & {"number", "email", "contact_name"} == set()
        publisher.post(address, typed | {"name": "First United Church", "number": "99"})
        before = group.number
        group.refresh_from_db()
        assert (group.name, group.number) == ("First United Church", before)

    def test_are_kept_from_writers(self, writer):
        assert writer.get("/admin/petitions/papergroup/").status_code == 403


def test_a_batch_that_was_just_received_has_today_as_its_day(clerk):
    typed = form_of(clerk.get(f"{LIST}add/"), "paperbatch_form")
    assert typed["received_on"] == str(timezone.localdate())
