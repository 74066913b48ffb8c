"""What is looked at in a call sheet before it is published."""

import pytest

from tests.factories.advocacy import CallSheetFactory, ObjectionFactory
from tests.publishing.prepublish.found import blocking, titles, write

pytestmark = pytest.mark.django_db
SOURCED = {
    f"{name}_{language}": words
    for name, words in (("figure", "40 cents"), ("as_of", "2018"), ("source_name", "World Renew"))
    for language in ("en", "fr")
}


def sheet_with(**objection):
    sheet = CallSheetFactory()
    ObjectionFactory(sheet=sheet, **objection)
    return sheet


def test_a_whole_sheet_with_gaps_in_its_scripts_passes():
    assert titles(sheet_with()) == []
    assert titles(sheet_with(**SOURCED)) == []


@pytest.mark.parametrize(
    ("left_out", "title"), [("source_name", "A figure without a source"), ("as_of", "A figure without a date")]
)
def test_a_figure_that_nobody_could_stand_by_stops_it(left_out, title):
    sheet = sheet_with(**SOURCED | {f"{left_out}_en": "", f"{left_out}_fr": ""})
    assert blocking(sheet) == [(title, f"{left_out}_en"), (title, f"{left_out}_fr")]


def test_a_script_in_one_language_stops_it():
    assert blocking(CallSheetFactory(voicemail_script_fr="")) == [("A language is missing", "voicemail_script_fr")]


def test_a_figure_in_a_script_wants_a_source():
    assert titles(CallSheetFactory(long_script_en="<p>“It is $15,000.”</p>")) == ["A figure without a source"]
    note = "<p>“It is $15,000.((IRCC, 2021.))”</p>"
    french = "<p>« C’est 15 000 $((IRCC, 2021.)). »</p>"
    assert titles(CallSheetFactory(long_script_en=note, long_script_fr=french)) == []


def test_a_gap_in_what_is_read_and_not_spoken_is_told():
    assert titles(sheet_with(answer_en="Ask [whom].")) == ["A placeholder is left over"]


def test_a_name_that_nothing_stands_for_stops_it():
    sheet = write(CallSheetFactory(), short_script_en="<p>“I ask {{member.name}}.”</p>")
    assert blocking(sheet) == [("A placeholder is left over", "short_script_en")]


def test_a_sheet_waits_for_its_campaign():
    assert titles(CallSheetFactory(campaign__draft=True)) == ["A campaign that is not public"]
