import datetime

import pytest
from django.db import connection
from django.utils import timezone

from parliament import actions
from parliament.csv_files import FileRefused
from parliament.models import Member, PostalArea, Riding
from tests.factories.parliament import MemberFactory, PostalAreaFactory, RidingFactory
from tests.parliament.csv_samples import (
    AREAS,
    GASPE,
    LAKESHORE,
    MEMBERS,
    NUNS,
    ST_PAULS,
    bring_in,
    file_of,
    member_row,
    problems_of,
    ridings_file,
    sheet_of,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 4, 13)


def members_file(*rows):
    return file_of(MEMBERS, *rows)


def refusal_of(content, **options):
    with pytest.raises(FileRefused) as refusal:
        bring_in(content, **options)
    return problems_of(refusal)


class TestRidings:
    def test_are_added_with_their_history_their_day_and_their_source(self):
        provenance = actions.Provenance(DAY, "Elections Canada", "Élections Canada", "https://example.org/")
        report = bring_in(ridings_file(), provenance=provenance)
        assert len(report.added) == 4
        riding = Riding.objects.get(number="35109")
        assert riding.name_en == "Toronto—St. Paul’s", "typeset, like what staff type"
        assert (riding.as_of, riding.source_name_fr, riding.name_key_en) == (DAY, "Élections Canada", "torontostpauls")
        version = riding.history.get()
        assert (version.history_type, version.history_change_reason) == ("+", "Imported from file.csv")
        assert version.name_key_fr == "torontostpauls"

    def test_are_unchanged_the_second_time_and_only_their_day_is_new(self, ridings):
        report = bring_in(ridings_file(), provenance=actions.Provenance(DAY))
        assert (report.added, report.changed, report.unchanged, report.gone) == ([], [], 4, [])
        assert set(Riding.objects.values_list("as_of", flat=True)) == {DAY}
        assert ridings["35064"].history.count() == 1

    def test_are_found_by_their_name_in_another_spelling(self, ridings):
        report = bring_in(ridings_file(["24078", "Ville-Marie - Ile-des-Sœurs", *NUNS[2:]]))
        assert report.added == []
        ((name, differences),) = report.changed
        assert differences[0].after == "Ville-Marie - Ile-des-Sœurs"
        assert ridings["24078"].history.count() == 2

    def test_keep_their_record_when_an_act_renames_them(self, ridings):
        report = bring_in(ridings_file([LAKESHORE[0], "Port Credit", "Port Credit", "ON", "2023", ""]))
        assert [d.column for d in report.changed[0].differences] == ["Name (English)", "Name (French)"]
        assert Riding.objects.get(number="35064").pk == ridings["35064"].pk

    def test_of_an_older_order_with_the_same_name_and_number_are_other_ridings(self, ridings):
        old = ["35061", *LAKESHORE[1:4], "2013", ""]
        clash = ["35064", "Mississauga—Malton", "Mississauga—Malton", "ON", "2013", ""]
        report = bring_in(ridings_file(old, clash))
        assert len(report.added) == 2
        assert report.gone == []
        assert Riding.objects.get(number="35064", representation_order=2023).name_en == LAKESHORE[1]

    def test_whose_number_and_name_belong_to_two_ridings_are_refused(self, ridings):
        (problem,) = refusal_of(ridings_file([GASPE[0], *LAKESHORE[1:]]))
        assert problem.startswith("Line 2: ")
        assert "Gaspésie—Les Îles (24027)" in problem
        assert "Mississauga—Lakeshore (35064)" in problem

    def test_stand_in_a_file_once(self):
        problems = refusal_of(ridings_file(GASPE, [LAKESHORE[0], "GASPESIE - LES ILES", *LAKESHORE[2:]]))
        assert problems == ["Line 3: “GASPESIE - LES ILES” stands on line 2 already."]

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            (["3506", *LAKESHORE[1:]], "Number: Five digits"),
            ([*LAKESHORE[:2], "", *LAKESHORE[3:]], "Name (French): This field cannot be blank"),
            ([*LAKESHORE[:3], "ZZ", "2023", ""], "Province or territory: Value 'ZZ'"),
            ([LAKESHORE[0], "x" * 121, *LAKESHORE[2:]], "Name (English): Ensure this value has at most 120"),
        ],
    )
    def test_that_are_wrong_are_refused_with_their_line_and_nothing_is_saved(self, row, words):
        (problem,) = refusal_of(ridings_file(GASPE, row))
        assert problem.startswith(f"Line 3: {words}")
        assert not Riding.objects.exists()


class TestWhatIsGone:
    def test_is_told_and_stays(self, ridings):
        report = bring_in(ridings_file(GASPE, LAKESHORE, NUNS))
        assert report.gone == ["Toronto—St. Paul’s (35109)"]
        assert Riding.objects.count() == 4
        assert not report.were_removed

    def test_is_removed_on_demand_with_its_history_kept(self, ridings):
        report = bring_in(ridings_file(GASPE, LAKESHORE, NUNS), remove=True)
        assert report.were_removed
        assert Riding.objects.count() == 3
        last = Riding.history.filter(number="35109").first()
        assert (last.history_type, last.history_change_reason) == ("-", "Imported from file.csv")

    def test_is_not_removed_when_the_file_looks_like_a_part_of_the_list(self):
        RidingFactory.create_batch(actions.MOST_REMOVED + 1)
        with pytest.raises(actions.TooManyGone) as refusal:
            bring_in(ridings_file(GASPE), remove=True)
        assert "6 of 6 records" in str(refusal.value)
        assert Riding.objects.count() == 6
        Riding.objects.first().delete()
        bring_in(ridings_file(GASPE), remove=True)
        assert Riding.objects.get().number == "24027"


class TestMembers:
    def test_sit_for_the_riding_of_their_name_whatever_the_number_in_the_file(self, ridings):
        row = member_row(("35061", "Mississauga - Lakeshore", "MISSISSAUGA–LAKESHORE", "ON"), fed_num="35061")
        report = bring_in(members_file(row))
        assert report.added == ["Mississauga—Lakeshore: Noor Gagné"]
        member = Member.objects.get()
        assert member.riding == ridings["35064"]
        assert (member.party_en, member.party_fr, member.name_key) == ("Liberal", "Libéral", "noorgagne")

    def test_are_found_by_ligature_and_apostrophe_of_any_kind(self, ridings):
        nuns = member_row(("", "Ville-Marie—Île-des-Sœurs", "", ""))
        bring_in(members_file(nuns, member_row(("", "Toronto—St. Paul‘s", "", ""))))
        assert set(Member.objects.values_list("riding__number", flat=True)) == {"24078", "35109"}

    def test_of_unknown_ridings_are_refused_with_their_line(self, ridings):
        old = ("", "Toronto—Danforth", "Toronto—Danforth", "ON")
        problems = refusal_of(members_file(member_row(GASPE), member_row(old)))
        assert problems == ["Line 3: No riding of the 2023 order is called “Toronto—Danforth”."]
        assert not Member.objects.exists()

    def test_wait_until_there_are_ridings(self):
        RidingFactory(representation_order=2013, name_en=GASPE[1], name_fr=GASPE[2])
        assert refusal_of(members_file(member_row(GASPE))) == [
            "There are no ridings of the 2023 order yet. Import them first."
        ]

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"riding_fr": NUNS[2]}, "are not names of one riding"),
            ({"province": "ON"}, "lies in QC, not in ON"),
            ({"email": "nobody"}, "E-mail: Enter a valid email address"),
            ({"last_name": "x" * 81}, "Last name: Ensure this value has at most 80"),
        ],
    )
    def test_that_are_wrong_are_refused(self, ridings, changed, words):
        (problem,) = refusal_of(members_file(member_row(GASPE, **changed)))
        assert words in problem

    def test_are_one_a_riding(self, ridings):
        (problem,) = refusal_of(members_file(member_row(GASPE), member_row(GASPE, "Another", "Person")))
        assert problem == "Line 3: “Gaspésie—Les Îles” stands on line 2 already."

    def test_take_over_the_seat_and_nothing_of_the_last_one_stays(self, ridings):
        bring_in(members_file(member_row(GASPE)))
        Member.objects.update(gender="f", is_privy_councillor=True, person_id="12")
        report = bring_in(members_file(member_row(GASPE, "Max", "Roy", party="NDP", person_id="")))
        member = Member.objects.get()
        assert (member.full_name, member.party_fr) == ("Max Roy", "NPD")
        assert (member.gender, member.is_privy_councillor, member.person_id) == ("", False, "")
        columns = {d.column: (d.before, d.after) for d in report.changed[0].differences}
        assert columns["Form of address"] == ("woman", "not known or neutral")
        assert columns["Privy councillor"] == ("yes", "no")
        assert member.history.count() == 2

    def test_keep_what_staff_looked_up_when_they_change_party_or_marry(self, ridings):
        bring_in(members_file(member_row(GASPE, person_id="12")))
        Member.objects.update(gender="f", is_privy_councillor=True)
        bring_in(members_file(member_row(GASPE, last_name="Gagné-Roy", party="Green", person_id="12")))
        member = Member.objects.get()
        assert (member.last_name, member.party_fr) == ("Gagné-Roy", "Parti vert")
        assert (member.gender, member.is_privy_councillor) == ("f", True)
        bring_in(members_file(member_row(GASPE, last_name="Gagné-Roy", party="Green", person_id="")))
        assert Member.objects.get().gender == "f", "the same name is the same person"

    def test_of_a_party_unknown_here_are_named_to_staff(self, ridings):
        report = bring_in(members_file(member_row(GASPE, party="Rhinoceros")))
        assert report.notes == ["The French name of the party “Rhinoceros” is missing."]
        Member.objects.update(party_fr="Rhinocéros")
        assert bring_in(members_file(member_row(GASPE, party="Rhinoceros"))).unchanged == 1
        assert Member.objects.get().party_fr == "Rhinocéros"

    def test_leave_a_vacant_seat(self, ridings):
        bring_in(members_file(member_row(GASPE)))
        Member.objects.update(gender="f", is_privy_councillor=True)
        report = bring_in(members_file(member_row(GASPE, "", "", party="")))
        assert len(report.changed) == 1
        seat = Member.objects.get()
        assert seat.is_vacant
        assert (seat.full_name, seat.email, seat.party_fr, seat.gender) == ("", "", "", "")

    def test_who_are_gone_leave_a_vacant_seat_only_on_demand(self, ridings):
        file = members_file(member_row(GASPE))
        MemberFactory(riding=ridings["35064"])
        MemberFactory(riding=ridings["35109"], vacant=True)
        assert bring_in(file).gone == ["Mississauga—Lakeshore: Noor Gagné"]
        assert not ridings["35064"].member.is_vacant
        assert bring_in(file, remove=True).were_removed
        seat = Member.objects.get(riding=ridings["35064"])
        assert seat.is_vacant
        assert seat.history.first().history_change_reason == "Imported from file.csv"


class TestPostalAreas:
    def file(self, *rows):
        return file_of(AREAS, *([fsa, "ON", place, "", "", names] for fsa, place, names in rows))

    def test_propose_the_ridings_of_their_names(self, ridings):
        report = bring_in(self.file(("L5G", "Port Credit", "Mississauga - Lakeshore"), ("L5H", "", "")))
        assert report.added == ["L5G", "L5H"]
        assert PostalArea.objects.riding_number_for("L5G 1A1") == "35064"
        assert PostalArea.objects.get(fsa="L5H").ridings.count() == 0

    def test_remember_their_candidates_from_the_first_day(self, ridings):
        bring_in(self.file(("L5G", "Port Credit", f"{LAKESHORE[1]} | {ST_PAULS[1]}")))
        bring_in(self.file(("L5G", "Port Credit", LAKESHORE[1])))
        area = PostalArea.objects.get()
        kept = [set(version.ridings.values_list("riding__number", flat=True)) for version in area.history.all()]
        assert kept == [{"35064"}, {"35064", "35109"}]

    def test_say_which_candidates_change(self, ridings):
        PostalAreaFactory(fsa="L5G", place="Port Credit", ridings=[ridings["35109"]])
        report = bring_in(self.file(("L5G", "Port Credit", f"{ST_PAULS[1]} | {LAKESHORE[1]}")))
        ((name, ((column, before, after),)),) = report.changed
        assert (name, column) == ("L5G", "Candidate ridings")
        assert before == "Toronto—St. Paul’s"
        assert after == "Mississauga—Lakeshore, Toronto—St. Paul’s"
        assert PostalArea.objects.riding_number_for("L5G") == ""

    def test_are_the_same_whatever_the_order_of_their_candidates(self, ridings):
        bring_in(self.file(("L5G", "", f"{LAKESHORE[1]} | {ST_PAULS[1]}")))
        assert bring_in(self.file(("L5G", "", f"{ST_PAULS[1]} | {LAKESHORE[1]} | {LAKESHORE[1]}"))).unchanged == 1

    def test_with_an_unknown_candidate_are_refused(self, ridings):
        (problem,) = refusal_of(self.file(("L5G", "", f"{LAKESHORE[1]} | Atlantis")))
        assert problem == "Line 2: No riding of the 2023 order is called “Atlantis”."

    def test_take_as_many_queries_for_forty_as_for_four(self, ridings, django_assert_num_queries):
        def areas(letters):
            return self.file(*((f"L{n}{letter}", "", LAKESHORE[1]) for letter in letters for n in range(1, 5)))

        queries = 10 + (connection.vendor == "postgresql")  # where imports wait for each other by a lock
        with django_assert_num_queries(queries):
            bring_in(areas("A"))
        with django_assert_num_queries(queries):
            bring_in(areas("BCEGHJKLMN"))


def test_a_trial_of_several_files_changes_nothing_and_lets_the_later_find_the_earlier():
    sheets = [sheet_of(members_file(member_row(GASPE))), sheet_of(ridings_file())]
    reports = actions.try_sheets(sheets=sheets, provenance=actions.Provenance())
    assert [(report.model, len(report.added)) for report in reports] == [(Riding, 4), (Member, 1)]
    assert not Riding.objects.exists()
    assert not Riding.history.exists()


def test_a_file_without_a_day_is_as_of_its_newest_day_or_of_today(ridings):
    columns = [*MEMBERS, "status_date"]
    bring_in(file_of(columns, [*member_row(GASPE), "2026-03-01"]))
    assert Member.objects.get().as_of == datetime.date(2026, 3, 1)
    bring_in(file_of(columns, [*member_row(GASPE), "2026-03-01"]), provenance=actions.Provenance(DAY))
    assert Member.objects.get().as_of == DAY
    assert ridings["24027"].as_of == timezone.localdate()
