"""What an office's address tells, and by which clock it keeps its hours."""

import datetime

import pytest
from django.utils.translation import override

from parliament.models import Office
from parliament.provinces import Province
from parliament.time_zones import clock_of


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("1077 North Service Road\nSuite 30\nMississauga ON  L4Y 1A6", "Mississauga"),
        ("620 1st Avenue NW\nAirdrie, Alberta  T4B 2R3", "Airdrie"),
        ("3131, boulevard de la Concorde\nLaval (Québec)  H7E 2B1", "Laval"),
        ("1 Water Street\nSt. John's, Newfoundland and Labrador  A1C 1A1", "St. John's"),
        ("475 Birch Avenue\n100 Mile House, British Columbia V0K 2E0", "100 Mile House"),
        ("204-204 Black St, Whitehorse, Yukon Y1A 2M9", "Whitehorse"),
        ("Fort Qu'Appelle SK  S0G 1S0\nby the lake", "Fort Qu'Appelle"),
        ("House of Commons\nOttawa", ""),
        ("", ""),
    ],
)
def test_the_town_is_read_from_the_line_with_the_postal_code(address, town):
    assert Office(address=address).town == town


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("613-992-4848", "+16139924848"),
        ("1 613 992-4848", "+16139924848"),
        ("613-992-4848, ext. 12", "+16139924848;ext=12"),
        ("613-992-4848 x12", "+16139924848;ext=12"),
        ("613 992-4848, poste 12", "+16139924848;ext=12"),
        ("(613) 992-4848 #12", "+16139924848;ext=12"),
        ("613-992-4848 (no fax)", "+16139924848"),
        ("", ""),
    ],
)
def test_a_telephone_dials_with_its_number_within_the_house_apart(phone, link):
    assert Office(phone=phone).phone_link == link


def test_the_address_of_the_house_is_written_in_each_language():
    office = Office(kind="hill", address="House of Commons\nOttawa ON  K1A 0A6")
    with override("fr"):
        assert office.address_lines == ["Chambre des communes", "Ottawa (Ontario)  K1A 0A6"]
    with override("en"):
        assert office.address_lines == ["House of Commons", "Ottawa, Ontario  K1A 0A6"]
    with override("fr"):
        office.address = "Room 1, Confederation Building\nHouse of Commons\nOttawa ON  K1A 0A6"
        assert len(office.address_lines) == 3, "a room is not lost"


def test_each_province_has_a_clock():
    noon = datetime.datetime(2026, 12, 15, 17, tzinfo=datetime.UTC)
    hours = {province: noon.astimezone(clock_of(province)).strftime("%H:%M") for province in Province.values}
    assert len(hours) == 13
    assert (hours["ON"], hours["QC"], hours["NL"], hours["NS"]) == ("12:00", "12:00", "13:30", "13:00")
    assert hours["SK"] == "11:00"


@pytest.mark.parametrize("province", ["", "XX"])
def test_where_no_province_is_known_it_is_the_clock_of_ottawa(province):
    assert clock_of(province).key == "America/Toronto"
