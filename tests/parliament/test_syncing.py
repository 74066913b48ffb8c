import pytest
from django.core.management import CommandError, call_command

from parliament import represent as service
from parliament.actions import TooManyGone
from parliament.csv_files import FileRefused
from parliament.models import Member, Office, RosterReading
from parliament.syncing import READINGS_KEPT, sync_and_note, sync_members
from parliament.tasks import read_roster
from tests.factories.parliament import MemberFactory, RidingFactory
from tests.parliament.csv_samples import member_of
from tests.parliament.represent_stand_in import (
    HILL,
    as_json,
    busy,
    drop,
    not_found,
    office,
    page_for_people,
    record,
)

pytestmark = pytest.mark.django_db
GASPE, LAKESHORE, NUNS, ST_PAULS = (
    "Gaspésie—Les Îles",
    "Mississauga-Lakeshore",
    "Ville-Marie - Ile-des-Soeurs",
    "Toronto—St. Paul's",
)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """The pauses are noted, not waited for."""
    waited = []
    monkeypatch.setattr(service, "_sleep", waited.append)
    return waited


class TestTheWholeRoster:
    def test_comes_in_with_its_offices_however_a_riding_is_spelled(self, represent, ridings):
        represent.members = [
            record(GASPE, gender="F", offices=[office(), HILL, office(postal="", tel="")]),
            record(LAKESHORE, "Luc", "Roy", extra={"preferred_languages": ["English", "French"]}),
            record(NUNS, "Ada", "Eze", url="", email="", offices=[]),
        ]
        report = sync_members()
        assert len(report.added) == 3
        member = member_of("24027")
        assert (member.full_name, member.gender, member.person_id) == ("Noor Gagné", "f", "4711")
        assert (member.party_en, member.party_fr) == ("Liberal", "Libéral")
        hill, main = member.offices.all()
        assert (hill.kind, hill.phone, hill.fax) == ("hill", "613-992-0001", "613-992-0002")
        assert (main.kind, main.name, main.phone) == ("constituency", "", "418-555-0111")
        assert main.address_lines == ["1 Main Street", "Gaspé QC G4X 1A1"]
        assert main.source_url.startswith("https://represent")
        assert member_of("35064").languages == "both"
        assert not member_of("24078").offices.exists()

    def test_is_read_page_by_page_and_politely(self, represent, ridings, monkeypatch, at_once):
        monkeypatch.setattr(service, "PAGE", 1)
        represent.members = [record(GASPE), record(LAKESHORE, "Luc", "Roy"), record(NUNS, "Ada", "Eze")]
        assert len(sync_members().added) == 3
        assert len(represent.asked) == 3
        assert at_once == [service.PAUSE, service.PAUSE]

    def test_a_seat_that_it_lacks_is_vacant(self, represent, ridings):
        MemberFactory(riding=ridings["35064"], first_name="Luc", last_name="Roy")
        Office.objects.create(member=member_of("35064"), phone="905-555-0111", as_of="2026-01-01")
        represent.members = [record(GASPE)]
        report = sync_members()
        assert len(report.gone) == 1
        seat = member_of("35064")
        assert seat.is_vacant
        assert not seat.offices.exists()
        assert seat.history.first().history_change_reason == "Imported from Represent"

    def test_says_nothing_new_the_second_time(self, represent, ridings):
        represent.members = [record(GASPE, offices=[HILL, office()])]
        sync_members()
        offices = set(Office.objects.values_list("pk", flat=True))
        report = sync_members()
        assert (report.unchanged, report.changed, report.added) == (1, [], [])
        assert set(Office.objects.values_list("pk", flat=True)) == offices

    def test_hours_that_staff_found_out_outlive_a_new_telephone(self, represent, ridings):
        represent.members = [record(GASPE, offices=[HILL, office()])]
        sync_members()
        Office.objects.in_the_riding().update(hours_en="Mondays, 9 to 4", hours_fr="Le lundi, de 9 h à 16 h")
        represent.members = [record(GASPE, offices=[HILL, office(tel="1 418 555-0222")])]
        report = sync_members()
        assert [difference.column for difference in report.changed[0].differences] == ["offices"]
        main = Office.objects.in_the_riding().get()
        assert (main.phone, main.hours_fr) == ("418-555-0222", "Le lundi, de 9 h à 16 h")

    def test_a_successor_takes_nothing_over_that_was_the_persons(self, represent, ridings):
        MemberFactory(riding=ridings["24027"], gender="f", is_privy_councillor=True, languages="fr", person_id="12")
        represent.members = [record(GASPE, "Luc", "Roy")]
        sync_members()
        seat = member_of("24027")
        assert (seat.full_name, seat.gender, seat.is_privy_councillor, seat.languages) == ("Luc Roy", "", False, "")

    def test_can_be_tried(self, represent, ridings):
        represent.members = [record(GASPE)]
        assert len(sync_members(dry_run=True).added) == 1
        assert not Member.objects.exists()


class TestWhatIsRefused:
    def test_ridings_that_no_name_fits_are_all_told_and_nothing_is_changed(self, represent, ridings):
        represent.members = [record(GASPE), record("Atlantis", "Luc", "Roy"), record("", "Ada", "Eze")]
        with pytest.raises(FileRefused) as refusal:
            sync_members()
        assert len(refusal.value.problems) == 2
        assert "“Atlantis”" in str(refusal.value.problems[0])
        assert not Member.objects.exists()

    def test_two_members_of_one_riding_are_a_question_for_people(self, represent, ridings):
        represent.members = [record(GASPE), record("Gaspesie - Les Iles", "Luc", "Roy")]
        with pytest.raises(FileRefused):
            sync_members()

    def test_more_than_a_tenth_is_not_dropped_at_once(self, represent):
        for number in range(60):
            MemberFactory(riding=RidingFactory(name_en=f"Riding {number}", name_fr=f"Circonscription {number}"))
        represent.members = [record(f"Riding {number}", "A", f"B{number}") for number in range(53)]
        with pytest.raises(TooManyGone):
            sync_members()
        assert Member.objects.sitting().count() == 60
        represent.members = [record(f"Riding {number}", "A", f"B{number}") for number in range(54)]
        assert len(sync_members().gone) == 6

    def test_a_roster_that_is_cut_short_is_not_taken_for_the_whole(self, represent, ridings):
        represent.answers = [as_json({"objects": [record(GASPE)], "meta": {"total_count": 343, "next": None}})]
        with pytest.raises(service.RepresentUnavailable, match="343"):
            sync_members()


class TestAServiceThatFails:
    @pytest.mark.parametrize("failing", [busy, page_for_people, drop], ids=["503", "HTML", "dropped"])
    def test_is_asked_again_after_longer_and_longer_waits(self, represent, ridings, failing, at_once):
        represent.members = [record(GASPE)]
        represent.answers = [failing, failing]
        assert len(sync_members().added) == 1
        assert at_once == list(service.WAITS[:2])

    @pytest.mark.parametrize("failing", [busy, page_for_people, drop], ids=["503", "HTML", "dropped"])
    def test_is_given_up_at_last(self, represent, ridings, failing):
        represent.answers = [failing] * 9
        with pytest.raises(service.RepresentUnavailable):
            sync_members()
        assert len(represent.asked) == 1 + len(service.WAITS)

    @pytest.mark.parametrize(
        "answer",
        [
            not_found,
            as_json([]),
            as_json({}),
            as_json({"objects": "x"}),
            as_json({"objects": [1]}),
            as_json({}, 400),
            as_json({"objects": [record(GASPE)]}),
            as_json({"objects": [record(GASPE)], "meta": [1]}),
            as_json({"objects": [record(GASPE)], "meta": {"next": None}}),
        ],
        ids=["404", "list", "nothing", "no list", "no record", "400", "no meta", "odd meta", "no total"],
    )
    def test_odd_answers_are_told_at_once(self, represent, ridings, answer):
        represent.answers = [answer]
        with pytest.raises(service.RepresentUnavailable):
            sync_members()
        assert len(represent.asked) == 1

    def test_missing_keys_are_no_error_where_the_rest_makes_sense(self, represent, ridings):
        represent.members = [
            {"name": "Noor Gagné", "district_name": GASPE, "offices": [{}, 1, {"type": "legislature"}]}
        ]
        sync_members()
        member = member_of("24027")
        assert (member.first_name, member.last_name, member.email) == ("Noor", "Gagné", "")
        assert not member.offices.exists()

    def test_no_address_asks_nobody(self, settings, ridings):
        settings.REPRESENT_URL = ""
        with pytest.raises(service.RepresentUnavailable):
            sync_members()


class TestOfficesWithATelephoneAlone:
    def test_are_told_apart_and_go_one_by_one(self, represent, ridings):
        first, second = office(postal="", tel="418-555-0101"), office(postal="", tel="418-555-0102")
        for there in ([first, second], [second, office(postal="", tel="418-555-0103")], [second]):
            represent.members = [record(GASPE, offices=there)]
            sync_members()
            phones = {each["tel"] for each in there}
            assert set(member_of("24027").offices.values_list("phone", flat=True)) == phones


class TestARosterWithHolesInIt:
    def test_a_name_that_is_missing_beside_other_details_is_no_vacant_seat(self, represent, ridings):
        MemberFactory(riding=ridings["24027"])
        represent.members = [record(GASPE) | {"name": "", "first_name": "", "last_name": ""}]
        with pytest.raises(FileRefused) as refusal:
            sync_members()
        assert "a name is missing" in str(refusal.value.problems[0])
        assert not member_of("24027").is_vacant

    @pytest.mark.parametrize("name", [{"name": "Vacant"}, {"name": "", "first_name": "", "last_name": "VACANT"}])
    def test_a_seat_that_is_called_vacant_is_no_member_of_that_name(self, represent, ridings, name):
        MemberFactory(riding=ridings["24027"])
        represent.members = [record(GASPE) | {"first_name": "", "last_name": ""} | name]
        sync_members()
        assert (member_of("24027").is_vacant, member_of("24027").email) == (True, "")

    def test_a_roster_without_names_leaves_no_seats_vacant(self, represent):
        many = [RidingFactory(number=f"3500{n}", name_en=f"Riding {n}", name_fr=f"Circ {n}") for n in range(6)]
        for riding in many:
            MemberFactory(riding=riding)
        represent.members = [{"district_name": riding.name_en} for riding in many]
        with pytest.raises(TooManyGone):
            sync_members()
        represent.members = [{"district_name": many[0].name_en}, *(record(r.name_en) for r in many[1:])]
        sync_members()
        assert Member.objects.filter(is_vacant=True).count() == 1


class TestTheNightlyReading:
    def test_is_noted_with_what_it_did(self, represent, ridings):
        represent.members = [record(GASPE)]
        read_roster.func()
        reading = RosterReading.objects.get()
        assert (reading.added, reading.problem) == (1, "")

    def test_tells_staff_why_it_was_refused(self, represent, ridings):
        represent.members = [record("Atlantis")]
        assert "Atlantis" in sync_and_note().problem

    def test_asks_nobody_where_there_are_no_ridings(self, represent):
        read_roster.func()
        assert represent.asked == []

    def test_old_readings_go(self, represent, ridings):
        for _night in range(READINGS_KEPT + 3):
            RosterReading.objects.create()
        represent.members = [record(GASPE)]
        sync_and_note()
        assert RosterReading.objects.count() == READINGS_KEPT


class TestTheCommand:
    def test_tells_what_it_did(self, represent, ridings, capsys):
        represent.members = [record(GASPE)]
        call_command("sync_parliament")
        out = capsys.readouterr().out
        assert "1 added" in out
        assert "+ Gaspésie—Les Îles: Noor Gagné" in out

    def test_can_run_dry(self, represent, ridings, capsys):
        represent.members = [record(GASPE)]
        call_command("sync_parliament", dry_run=True)
        assert "Nothing was changed" in capsys.readouterr().out
        assert not Member.objects.exists()

    @pytest.mark.parametrize("riding", ["Atlantis", None])
    def test_fails_with_the_reason(self, represent, ridings, riding):
        represent.members = [record(riding)] if riding else []
        represent.answers = [] if riding else [not_found]
        with pytest.raises(CommandError, match="nothing was changed"):
            call_command("sync_parliament")
