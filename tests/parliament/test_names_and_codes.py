"""How names and postal codes are read, however they are written."""

import pytest
from django.utils.translation import override

from parliament.name_keys import name_key
from parliament.postal_codes import fsa_of, read_postal_code
from parliament.provinces import Province, province_name, province_of_postal_code


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Toronto—St. Paul's", "toronto-St. Paul’s"),
        ("Ville-Marie—Le Sud-Ouest—Île-des-Sœurs", "Ville-Marie - Le Sud-Ouest - Ile-des-Soeurs"),
        ("Gaspésie—Les Îles", "GASPESIE – LES ILES"),
        # An accent as a letter of its own, as macOS writes it.
        ("Québec Centre", "Que\u0301bec\u00a0Centre"),
        ("La Pointe-de-l'Île", "La Pointe-de-lʼÎle"),
    ],
)
def test_a_name_is_the_same_however_it_is_spelled(one, other):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ottawa Centre", "Ottawa South"),
        ("Mississauga—Lakeshore", "Mississauga—Streetsville"),
        ("Orléans", "Orleans 2"),
    ],
)
def test_names_that_differ_in_letters_differ(one, other):
    assert name_key(one) != name_key(other)


def test_nothing_has_no_key():
    assert name_key(None) == name_key("") == name_key(" — ") == ""


@pytest.mark.parametrize("code", ["K1A 0A6", "k1a0a6", " k1A-0a6 ", "K1A", "K 1 A"])
def test_the_area_of_a_code_in_any_spelling(code):
    assert fsa_of(code) == "K1A"


@pytest.mark.parametrize("code", ["", "K1", "KIA 0A6", "D1A 0A6", "W1A 0A6", "K1O 0A6", "12345", "٣٣٣"])
def test_what_no_code_begins_with_has_no_area(code):
    assert fsa_of(code) == ""
    assert province_of_postal_code(code) == ""


@pytest.mark.parametrize(
    ("codes", "province"),
    [
        ("A1B", "NL"),
        ("B3H", "NS"),
        ("C1A", "PE"),
        ("E1A", "NB"),
        ("G1R H2X J8X", "QC"),
        ("K1A L4W M5V N2L P3E", "ON"),
        ("R3C", "MB"),
        ("S4P", "SK"),
        ("T5J", "AB"),
        ("V5K", "BC"),
        ("X0A X0B X0C", "NU"),
        ("X0E X0G X1A", "NT"),
        ("Y1A", "YT"),
        # No post goes there; neither territory is guessed.
        ("X9X", ""),
    ],
)
def test_a_code_tells_the_province(codes, province):
    for code in codes.split():
        assert province_of_postal_code(f"{code} 1A1") == province_of_postal_code(code.lower()) == province


def test_there_are_thirteen_provinces_and_territories_in_both_languages():
    assert len(Province) == 13
    with override("fr"):
        assert province_name("QC") == "Québec"
        assert province_name("BC") == "Colombie-Britannique"
    assert province_name("BC") == "British Columbia"
    assert province_name("ZZ") == province_name("") == ""


@pytest.mark.parametrize(
    "typed",
    [
        "k1a0a6",
        "K1A 0A6",
        "K1A-0A6",
        " k1a–0a6\t",
        "Ｋ１Ａ０Ａ６",
        "K.1.A.0.A.6",
        "K1A‑0A6",
        "k1a_0a6",
        # French keyboards and what is copied from pages.
        "K1A\u00a00A6",
        "K1A\u202f0A6",
        "\ufeffK1A\u200b0A6\u200e",
        "K1A\u00ad0A6",
        "K1A 0A6,",
        "K1A/0A6",
    ],
)
def test_a_whole_code_is_read_in_any_spelling(typed):
    assert read_postal_code(typed) == ("K1A0A6", "")
    assert read_postal_code(typed).spaced == "K1A 0A6"


@pytest.mark.parametrize(
    ("typed", "code", "letters"),
    [
        ("K1A OA6", "K1A0A6", "O"),
        ("koa oao", "K0A0A0", "O"),
        ("KIA 0A6", "K1A0A6", "I"),
        ("k1a 0al", "K1A0A1", "L"),
        ("KIA OA6", "K1A0A6", "IO"),
        # An L where a letter belongs is one.
        ("L5G 4L3", "L5G4L3", ""),
    ],
)
def test_a_letter_that_can_only_be_a_digit_is_read_as_one_and_told(typed, code, letters):
    assert read_postal_code(typed) == (code, letters)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "K1A",
        "K1A 0A",
        "K1A 0A66",
        "D1A 0A6",
        "W1A 0A6",
        "K1D 0A6",
        "0IA 0A6",
        "K1A 0O6",
        "ottawa",
        "٣A٣A٣A",
        "K1A\x000A6",
    ],
)
def test_what_is_no_code_is_not_read(typed):
    assert read_postal_code(typed) is None
