"""The staff's pages of delivery packs, and the public page that says that one is genuine."""

import datetime
import hashlib
import zipfile
from io import BytesIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from petitions import actions
from petitions.models import Delivery, DeliveryFile
from petitions.packs import files
from petitions.packs.manifest import checksum_of
from tests.factories.petitions import SignatureFactory
from tests.page_forms import errors_at, form_of, words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/petitions/delivery/"
ADD = f"{LIST}add/"
FACTS = {"confirmed": 1234, "paper": 20, "groups": [], "riding": 0, "languages": {}, "versions": []}


@pytest.fixture
def steward(signed_in):
    return signed_in("Data stewards")


@pytest.fixture
def pack(petition):
    """`pack(detail="towns")`: one that is ready, with two small files."""

    def make(*, ready=True, **fields):
        common = {"petition": petition, "recipient": petition.recipient, "facts": FACTS, "steps": 2}
        delivery = Delivery.objects.create(**common | fields)
        made = []
        for kind, words in ((DeliveryFile.Kind.LETTER, b"%PDF letter"), (DeliveryFile.Kind.COUNTS, b"a,b")):
            part = DeliveryFile(delivery=delivery, kind=kind, size=len(words), sha256=hashlib.sha256(words).hexdigest())
            part.file.save(files.name_of(part), ContentFile(words))
            made.append((files.name_of(part), part.sha256))
        if ready:
            delivery.state, delivery.checksum, delivery.finished_at = "ready", checksum_of(made), timezone.now()
            delivery.steps_done = 2
            delivery.save()
        return delivery

    return make


def queued():
    return DBTaskResult.objects.filter(task_path="petitions.tasks.make_delivery")


def page(delivery):
    return f"{LIST}{delivery.pk}/change/"


class TestAsking:
    @pytest.fixture
    def filled(self, petition):
        def fill(**fields):
            common = {"petition": petition.pk, "to": "one", "recipient": petition.recipient_id, "language": "fr"}
            return common | {"detail": "counts", "letter": 'Nos "mots": ici.'} | fields

        return fill

    def test_for_one_is_queued_with_its_number_alone(self, publisher, filled):
        answer = publisher.post(ADD, filled())
        delivery = Delivery.objects.get()
        assert answer["Location"] == page(delivery)
        assert (delivery.state, delivery.made_by, delivery.language) == ("waiting", publisher.user, "fr")
        assert delivery.letter == "Nos “mots”: ici."
        assert queued().get().args_kwargs == {"args": [delivery.pk], "kwargs": {}}

    def test_for_ridings_is_one_for_each(self, publisher, petition, filled):
        for riding in ("35075", "24000"):
            SignatureFactory(petition=petition, confirmed=True, riding=riding)
        answer = publisher.post(ADD, filled(to="ridings", recipient=""), follow=True)
        assert "2 packs will be made." in words_of(answer)
        assert sorted(Delivery.objects.values_list("riding", flat=True)) == ["24000", "35075"]
        assert queued().count() == 2

    def test_says_at_the_field_what_is_missing(self, publisher, filled):
        answer = publisher.post(ADD, filled(recipient=""))
        assert errors_at(answer, "recipient") == ["Choose who gets the pack."]
        assert 'Nos "mots"' in form_of(answer, "delivery_form")["letter"]
        assert "Nobody whose riding is known" in words_of(publisher.post(ADD, filled(to="ridings")))
        assert not Delivery.objects.exists()

    @pytest.mark.parametrize("detail", ["towns", "postal"])
    def test_with_names_is_for_data_stewards_alone(self, publisher, steward, filled, detail):
        assert detail not in publisher.get(ADD).content.decode().partition('name="detail"')[2]
        assert publisher.post(ADD, filled(detail=detail)).status_code == 200
        assert not Delivery.objects.exists()
        assert steward.post(ADD, filled(detail=detail)).status_code == 302

    def test_is_not_for_writers(self, writer, pack, filled):
        delivery = pack()
        assert writer.get(ADD).status_code == writer.post(ADD, filled()).status_code == 403
        assert writer.get(LIST).status_code == writer.get(page(delivery)).status_code == 403
        assert writer.get(f"{LIST}{delivery.pk}/pack.zip").status_code == 403


class TestOnePack:
    def test_shows_how_far_it_is_and_brings_itself_up_to_date(self, publisher, pack):
        delivery = pack(ready=False, state="making", steps_done=1)
        answer = publisher.get(page(delivery))
        assert "1 of 2 files" in words_of(answer)
        assert answer["Refresh"] == "4"
        assert "Refresh" not in publisher.get(page(pack()))

    def test_is_stopped_and_gone_on_with(self, publisher, pack):
        delivery = pack(ready=False, state="making", steps_done=1)
        publisher.post(page(delivery), {"stop": "Stop"})
        delivery.refresh_from_db()
        assert delivery.state == "stopped"
        publisher.post(page(delivery), {"resume": "Go on"})
        delivery.refresh_from_db()
        assert delivery.state == "waiting"
        assert queued().count() == 1

    def test_is_handed_over_on_a_day_that_has_come(self, publisher, pack):
        delivery = pack()
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        answer = publisher.post(page(delivery), {"hand_over": "yes", "day": tomorrow.isoformat()})
        assert errors_at(answer, "day") == ["This day has not come yet."]
        publisher.post(page(delivery), {"hand_over": "yes", "day": "2026-11-20"})
        delivery.refresh_from_db()
        assert delivery.handed_over_on == datetime.date(2026, 11, 20)
        assert (
            f"/fr/petitions/annuler-les-prets/remises/{delivery.code}/"
            in publisher.get(page(delivery)).content.decode()
        )

    def test_is_not_handed_over_before_it_is_ready(self, publisher, pack):
        delivery = pack(ready=False, state="making")
        answer = publisher.post(page(delivery), {"hand_over": "yes", "day": "2026-11-20"})
        assert "hand_over_form" not in answer.content.decode()
        delivery.refresh_from_db()
        assert delivery.handed_over_on is None

    def test_is_downloaded_file_by_file_and_whole_and_that_is_noted(self, publisher, pack):
        delivery = pack()
        part = delivery.files.get(kind="letter")
        answer = publisher.get(f"{LIST}{delivery.pk}/files/{part.pk}/")
        assert b"".join(answer.streaming_content) == b"%PDF letter"
        assert 'filename="letter.pdf"' in answer["Content-Disposition"]
        answer = publisher.get(f"{LIST}{delivery.pk}/pack.zip")
        packed = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))
        assert packed.testzip() is None
        assert set(packed.namelist()) == {"letter.pdf", "counts.csv", "SHA256SUMS.txt"}
        assert hashlib.sha256(packed.read("SHA256SUMS.txt")).hexdigest() == delivery.checksum
        noted = LogEntry.objects.filter(user=publisher.user).values_list("change_message", flat=True)
        assert [words.partition(":")[0] for words in noted] == ["Downloaded", "Downloaded"]

    def test_with_names_is_opened_by_data_stewards_alone(self, publisher, steward, pack):
        delivery = pack(detail="towns")
        part = delivery.files.first()
        for address in (f"{LIST}{delivery.pk}/pack.zip", f"{LIST}{delivery.pk}/files/{part.pk}/"):
            assert publisher.get(address).status_code == 403
            allowed = steward.get(address)
            assert allowed.status_code == 200
            assert list(allowed.streaming_content)
        assert "Only Data stewards may open its files." in words_of(publisher.get(page(delivery)))
        assert publisher.post(page(delivery), {"resume": "Go on"}).status_code == 403

    def test_is_not_deleted(self, superuser, pack):
        assert superuser.post(f"{LIST}{pack().pk}/delete/", {"post": "yes"}).status_code == 403

    def test_is_listed_with_as_many_queries_for_three_as_for_one(self, publisher, pack, queries_of):
        pack()
        one = queries_of(publisher, LIST)
        pack(ready=False, state="making", steps_done=1)
        pack(detail="towns")
        assert queries_of(publisher, LIST) == one
        assert "being made (1/2)" in words_of(publisher.get(LIST))


class TestThePublicPage:
    @pytest.fixture
    def handed_over(self, pack):
        delivery = pack(detail="towns")
        actions.hand_over(delivery=delivery, day=datetime.date(2026, 11, 20))
        return delivery

    def test_says_what_was_handed_over_to_whom_and_how_to_check_it(self, client, handed_over):
        answer = client.get(f"/en/petitions/waive-travel-loans/deliveries/{handed_over.code}/")
        words = words_of(answer)
        assert "This pack is genuine" in words
        assert "The Honourable Dana Tremblay, P.C., M.P., Minister of Immigration" in words
        assert "20 November 2026" in words.replace("\u00a0", " ")
        assert "1,234" in words
        assert "1,254" in words
        assert handed_over.checksum in words
        for part in handed_over.files.all():
            assert part.sha256 in words
            assert files.name_of(part) in words
        assert "Get-FileHash letter.pdf" in words
        assert handed_over.files.first().file.name not in answer.content.decode()

    def test_is_there_in_french_and_each_leads_to_the_other(self, client, handed_over):
        answer = client.get(f"/fr/petitions/annuler-les-prets/remises/{handed_over.code}/")
        assert "Ce dossier est authentique" in words_of(answer)
        assert f"/en/petitions/waive-travel-loans/deliveries/{handed_over.code}/" in answer.content.decode()

    @pytest.mark.parametrize("change", [{"handed_over_on": None}, {"state": "making"}])
    def test_is_not_there_before_the_pack_is_ready_and_handed_over(self, client, handed_over, change):
        address = f"/en/petitions/waive-travel-loans/deliveries/{handed_over.code}/"
        Delivery.objects.update(**change)
        assert client.get(address).status_code == 404

    def test_is_of_its_own_petition_and_never_guessed(self, client, handed_over, petition):
        assert client.get("/en/petitions/waive-travel-loans/deliveries/0000000000000000/").status_code == 404
        assert client.get(f"/en/petitions/another/deliveries/{handed_over.code}/").status_code == 404
        assert len(handed_over.code) == 16

    def test_holds_no_cookie_and_takes_as_many_queries_for_many_files(self, client, handed_over, queries_of):
        address = f"/en/petitions/waive-travel-loans/deliveries/{handed_over.code}/"
        assert not client.get(address).cookies
        one = queries_of(client, address)
        for number in (2, 3):
            DeliveryFile.objects.create(delivery=handed_over, kind="names", number=number)
        assert queries_of(client, address) == one
