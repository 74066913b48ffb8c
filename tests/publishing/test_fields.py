import pytest
from django.core.exceptions import ValidationError

from publishing.fields import LineField, PlainTextField, validate_one_line, validate_paragraph
from publishing.models import Organisation, Page

BIDI = [
    "\u200e",
    "\u200f",
    "\u061c",
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
]
INVISIBLE = ["\u200b", "\u00ad", "\u2060", "\ufeff", "\ue000", "\ufffe", "\U000e0041"]
CONTROLS = ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\x9f"]
BREAKS = ["\n", "\r", "\t", "\u2028", "\u2029"]


@pytest.mark.parametrize("sign", BIDI + INVISIBLE + CONTROLS + BREAKS)
def test_a_line_holds_nothing_that_is_not_seen(sign):
    with pytest.raises(ValidationError, match="invisible"):
        validate_one_line(f"a{sign}b")


@pytest.mark.parametrize(
    "line",
    ["Élodie", "O’Neil", "李明", "محمد", "علی\u200cرضا", "क्\u200dष", "a\u00a0b\u202fc", "👩\u200d👧 ☂\ufe0f", ""],
)
def test_a_line_holds_words_in_any_script(line):
    validate_one_line(line)


@pytest.mark.parametrize("sign", CONTROLS + ["\ufffe", "\uffff"])
def test_a_paragraph_holds_no_control_characters(sign):
    with pytest.raises(ValidationError, match="invisible"):
        validate_paragraph(f"a{sign}b")


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\t", "\u200f", "\u00ad"])
def test_a_paragraph_holds_line_breaks_and_what_other_scripts_need(sign):
    validate_paragraph(f"a{sign}b")


def test_titles_are_typeset_in_the_language_of_their_column():
    page = Page(
        key=Page.Key.PRIVACY, title_en='The "asks" : 1 000', title_fr="Les «demandes» : 1 000", lead_fr="Pourquoi ?"
    )
    page.clean_fields(exclude=["menu_label"])
    assert page.title_en == "The “asks” : 1 000"
    assert page.title_fr == "Les «\u00a0demandes\u00a0»\u00a0: 1\u00a0000"
    assert page.lead_fr == "Pourquoi?"


def test_a_title_that_typesetting_makes_too_long_is_refused_and_one_that_it_shortens_is_not():
    field = Page._meta.get_field("menu_label_fr")
    assert field.max_length == 40
    assert len(field.clean("«" + "a" * 36 + "»", None)) == 40
    with pytest.raises(ValidationError):
        field.clean("«" + "a" * 37 + "»", None)
    assert len(field.clean("a" * 39 + "...", None)) == 40


def test_migrations_name_djangos_own_fields_and_no_function_of_this_site():
    for field, path in (
        (LineField(max_length=9), "django.db.models.CharField"),
        (PlainTextField(), "django.db.models.TextField"),
    ):
        field.set_attributes_from_name("x")
        _name, named, args, kwargs = field.deconstruct()
        assert named == path
        assert args == []
        assert "validators" not in kwargs


def test_the_lines_of_an_address_are_the_organisations_own():
    organisation = Organisation(postal_address=" 334 MacLaren Street\r\n\r\nOttawa, Ontario ")
    assert organisation.postal_lines == ["334 MacLaren Street", "Ottawa, Ontario"]
