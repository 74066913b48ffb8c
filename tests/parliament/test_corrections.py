"""What staff have put right by hand, when a roster comes that says otherwise."""

import pytest

from parliament.models import Office
from parliament.syncing import sync_members
from tests.factories.parliament import MemberFactory, OfficeFactory
from tests.parliament.csv_samples import (
    GASPE,
    LAKESHORE,
    MEMBERS,
    bring_in,
    file_of,
    member_of,
    member_row,
)
from tests.parliament.represent_stand_in import HILL, record

pytestmark = pytest.mark.django_db


class TestWhatStaffHaveCorrected:
    def test_stays_and_the_report_tells_what_the_roster_says(self, represent, ridings):
        represent.members = [record(GASPE[1])]
        sync_members()
        member = member_of("24027")
        member.email, member.corrected = "office@example.org", ["email"]
        member.save()
        report = sync_members()
        assert member_of("24027").email == "office@example.org"
        assert "gagne@example.org" in report.notes[0]
        member.corrected = []
        member.save()
        sync_members()
        assert member_of("24027").email == "gagne@example.org"

    def test_a_member_who_has_left_does_not_come_back(self, represent, ridings):
        MemberFactory(vacant=True, riding=ridings["24027"], corrected=["is_vacant", "first_name", "last_name"])
        represent.members = [record(GASPE[1])]
        sync_members()
        assert member_of("24027").is_vacant
        assert member_of("24027").party_en == ""

    def test_a_member_whom_the_roster_lacks_stays(self, represent, ridings):
        MemberFactory(riding=ridings["35064"], last_name="Roy", corrected=["last_name"])
        represent.members = [record(GASPE[1])]
        report = sync_members()
        assert not member_of("35064").is_vacant
        assert (report.gone, len(report.notes)) == ([], 1)

    def test_offices_stay_together(self, represent, ridings):
        member = MemberFactory(riding=ridings["24027"], corrected=["offices"], last_name="Gagné", first_name="Noor")
        Office.objects.create(member=member, phone="418-555-0999", as_of="2026-01-01")
        represent.members = [record(GASPE[1], offices=[HILL])]
        sync_members()
        assert Office.objects.get().phone == "418-555-0999"


class TestACorrectionIsOfWhoeverSatThere:
    @pytest.fixture
    def corrected(self, ridings):
        corrected = ["email", "gender", "offices"]
        member = MemberFactory(riding=ridings["24027"], first_name="Ada", last_name="Eze", corrected=corrected)
        OfficeFactory(member=member, phone="418-555-0999")
        return member

    def test_a_seat_that_the_roster_calls_vacant_is_vacant(self, corrected):
        report = bring_in(file_of(MEMBERS, member_row(GASPE, "", "", party="")))
        member = member_of("24027")
        assert (member.is_vacant, member.email, member.corrected) == (True, "", [])
        assert not member.offices.exists()
        assert len(report.notes) == 1

    def test_a_seat_that_is_gone_from_the_roster_is_vacant(self, corrected, ridings):
        MemberFactory(riding=ridings["35064"], last_name="Roy")
        bring_in(file_of(MEMBERS, member_row(LAKESHORE, last_name="Roy")), remove=True)
        member = member_of("24027")
        assert (member.is_vacant, member.email, member.corrected) == (True, "", [])
        assert not member.offices.exists()

    def test_who_is_elected_after_them_has_an_address_of_their_own(self, represent, corrected):
        represent.members = [record(GASPE[1], offices=[HILL])]
        report = sync_members()
        member = member_of("24027")
        assert (member.email, member.gender, member.corrected) == ("gagne@example.org", "", [])
        assert [office.kind for office in member.offices.all()] == ["hill"]
        assert len(report.notes) == 1

    def test_a_file_without_offices_does_not_leave_the_former_members(self, ridings):
        OfficeFactory(member=MemberFactory(riding=ridings["24027"], first_name="Ada", last_name="Eze"))
        bring_in(file_of(MEMBERS, member_row(GASPE)))
        assert not Office.objects.exists()

    def test_what_staff_say_of_who_sits_stays_with_its_offices(self, represent, ridings):
        member = MemberFactory(riding=ridings["24027"], last_name="Eze", corrected=["last_name"])
        OfficeFactory(member=member, phone="418-555-0999")
        represent.members = [record(GASPE[1], offices=[HILL])]
        sync_members()
        member = member_of("24027")
        assert (member.last_name, member.corrected) == ("Eze", ["last_name"])
        assert member.offices.get().phone == "418-555-0999"
