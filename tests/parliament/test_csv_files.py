import datetime

import pytest

from parliament.csv_files import FileRefused
from tests.parliament.csv_samples import (
    AREAS,
    GASPE,
    LAKESHORE,
    MEMBERS,
    RIDINGS,
    file_of,
    member_row,
    problems_of,
    ridings_file,
    sheet_of,
)


def refusal_of(content):
    with pytest.raises(FileRefused) as refusal:
        sheet_of(content)
    return problems_of(refusal)


def test_three_kinds_are_known_by_their_header():
    assert sheet_of(ridings_file()).kind == "ridings"
    assert sheet_of(file_of(MEMBERS, member_row(GASPE))).kind == "members"
    assert sheet_of(file_of(AREAS, ["G0C", "QC", "Gaspé", "1", "24027", "Gaspésie"])).kind == "areas"


def test_columns_may_stand_in_another_order_with_others_between():
    rows = sheet_of(
        file_of(["Rep_Order", "x", "province", "name_fr", "NAME_EN", "fed_num"], ["2023", "x", "qc", "F", "E", "24001"])
    )
    assert rows.rows[0]._asdict() == {
        "line": 2,
        "number": "24001",
        "representation_order": 2023,
        "name_en": "E",
        "name_fr": "F",
        "province": "QC",
    }


@pytest.mark.parametrize("header", ["", "a,b,c", "fed_num,name_en"])
def test_another_file_is_refused_with_the_columns_that_are_needed(header):
    (problem,) = refusal_of(header.encode())
    assert "candidate_names_en" in problem
    assert "rep_order" in problem


def test_an_empty_table_is_refused():
    assert refusal_of(file_of(RIDINGS)) == ["The file has a header and no rows."]


def test_spreadsheets_marks_semicolons_and_blank_lines_are_read():
    content = b"\xef\xbb\xbf" + file_of(RIDINGS, GASPE, [""] * 6, LAKESHORE, delimiter=";")
    assert [(row.line, row.number) for row in sheet_of(content).rows] == [(2, "24027"), (4, "35064")]


def test_lines_are_counted_as_an_editor_counts_them():
    content = file_of(RIDINGS, ["24027", "Gaspésie\nLes Îles", "F", "QC", "2023", ""], LAKESHORE)
    rows = sheet_of(content).rows
    assert [row.line for row in rows] == [2, 4]
    assert rows[0].name_en == "Gaspésie Les Îles"


def test_what_is_not_utf_8_is_refused_with_its_line_and_the_remedy():
    content = ridings_file().decode().encode("cp1252", errors="ignore")
    (problem,) = refusal_of(content)
    assert problem.startswith("Line 2: ")
    assert "UTF-8" in problem


def test_what_no_database_takes_is_refused_with_its_line():
    problems = refusal_of(ridings_file(GASPE, ("24028", "A\x00b", "Ab", "QC", "2023", "")))
    assert [problem.partition(":")[0] for problem in problems] == ["Line 3"]


def test_all_problems_are_told_at_once():
    rows = [GASPE[:4], [*GASPE[:4], "23", ""], [*GASPE[:4], "order", ""], LAKESHORE]
    problems = refusal_of(file_of(RIDINGS, *rows))
    assert [problem.partition(":")[0] for problem in problems] == ["Line 2", "Line 3", "Line 4"]
    assert "4 cells" in problems[0]


def test_an_unclosed_quotation_mark_is_refused():
    (problem,) = refusal_of(ridings_file() + b'35001,"Ajax')
    assert problem.startswith("Line 6: ")


class TestMembers:
    def test_without_a_name_are_vacant_seats(self):
        rows = [member_row(GASPE, "", ""), member_row(LAKESHORE, "", "Vacant"), member_row(GASPE)]
        assert [row.is_vacant for row in sheet_of(file_of(MEMBERS, *rows)).rows] == [True, True, False]

    def test_tell_the_newest_day_of_their_file(self):
        columns = [*MEMBERS, "status_date"]
        days = ["2026-01-22", "2026-04-13", ""]
        content = file_of(columns, *([*member_row(GASPE), day] for day in days))
        assert sheet_of(content).as_of == datetime.date(2026, 4, 13)
        (problem,) = refusal_of(file_of(columns, [*member_row(GASPE), "13 avril"]))
        assert "13 avril" in problem


class TestPostalAreas:
    def read(self, *cells):
        return sheet_of(file_of(AREAS, cells)).rows[0]

    def test_have_several_candidates_by_name(self):
        row = self.read("a0a", "nl", "Ferryland", "2", "10002 10001", "Cape Spear | Avalon")
        assert row.ridings == ("Cape Spear", "Avalon")
        assert (row.fsa, row.province) == ("A0A", "NL")

    def test_have_the_province_of_their_letter_where_none_is_told(self):
        assert self.read("X0C", "", "", "", "", "Nunavut").province == "NU"

    @pytest.mark.parametrize("fsa", ["", "D0A", "A0A 1A1", "A0"])
    def test_have_three_characters(self, fsa):
        (problem,) = refusal_of(file_of(AREAS, [fsa, "NL", "", "", "", ""]))
        assert "does not begin any postal code" in problem

    def test_name_as_many_candidates_as_they_count(self):
        (problem,) = refusal_of(file_of(AREAS, ["A0A", "NL", "", "3", "", "Cape Spear | Avalon"]))
        assert problem == "Line 2: A0A has 3 candidates by their number, and 2 by their names."
