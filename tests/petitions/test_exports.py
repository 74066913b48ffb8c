"""Signatures as a table: which rows, which columns, and nothing in them that a spreadsheet program would run."""

import csv
import datetime
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from openpyxl import load_workbook

from petitions import actions
from petitions.models import Export, Signature
from petitions.spreadsheets import cells, columns, csv_file, xlsx_file
from tests.factories.parliament import PostalAreaFactory, RidingFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    '  ="a"',
    '"=1',
    "'=1",
    "|calc",
    "%x",
    "＝1",
    "\u200b=1",
]
HARMLESS = [
    "Amina",
    "O’Neil",
    "Jean-Luc",
    "a=b",
    "a@example.ca",
    "",
    " Amina",
    "'Amina'",
    "Ng, Ọlá",
    'the "one"',
    "日本",
]
FORMATS = list(Export.Format)


def read(content, file_format):
    """The lines of a file as its readers see them: lists of text; an empty cell is ''."""
    if file_format == Export.Format.CSV:
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    book = load_workbook(BytesIO(content), read_only=True)
    return [[value or "" for value in row] for sheet in book for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def petition():
    return PetitionFactory()


@pytest.fixture
def export(petition):
    """`export(keys, file_format, **filters)`: the lines of the file and the record of the export."""

    def make(keys=("first_name",), file_format=Export.Format.CSV, **filters):
        record, stream = actions.begin_export(
            petition=petition, file_format=file_format, keys=keys, chosen_by=filters, reason="For the tests.", by=None
        )
        lines = read(b"".join(stream), file_format)
        record.refresh_from_db()
        return lines, record

    return make


class TestWhatIsRun:
    @pytest.mark.parametrize("text", DANGEROUS)
    def test_what_a_program_would_run_becomes_text(self, text):
        assert cells.harmless(text) == f"'{text}"
        assert cells.all_harmless(("Amina", text, "Noor")) == ["Amina", f"'{text}", "Noor"]

    @pytest.mark.parametrize("text", HARMLESS)
    def test_other_text_stays_as_it_is(self, text):
        assert cells.harmless(text) == text
        assert list(cells.all_harmless((text, text))) == [text, text]

    def test_controls_that_no_name_holds_are_left_out(self):
        assert cells.harmless("\x00=1\x1b[31m") == "'=1[31m"
        assert list(cells.all_harmless(("Ami\x1fna", "\x1e"))) == ["Amina", ""]

    @pytest.mark.parametrize("file_format", FORMATS)
    def test_no_cell_of_a_file_is_a_formula(self, petition, export, file_format):
        for text in DANGEROUS:
            SignatureFactory(petition=petition, confirmed=True, first_name=text, last_name=text, name_key="x")
        lines, _record = export(("first_name", "last_name", "email"), file_format)
        assert len(lines) == len(DANGEROUS) + 1
        for cell in (cell for line in lines for cell in line):
            assert not cell.lstrip(' "\t\r\n').startswith(("=", "+", "-", "@"))

    def test_xlsx_holds_text_and_nothing_else(self, petition):
        SignatureFactory(petition=petition, first_name="=1+1", confirmed=True)
        _record, stream = actions.begin_export(
            petition=petition,
            file_format="xlsx",
            keys=("number", "first_name", "signed"),
            chosen_by={},
            reason="For the tests.",
            by=None,
        )
        sheet = load_workbook(BytesIO(b"".join(stream))).active
        assert {(cell.data_type, cell.number_format) for row in sheet for cell in row} == {("s", "@")}
        assert sheet.freeze_panes == "A2"


class TestTheFiles:
    ROWS = [('Zoë, "the one"', "<b>&amp;"), ("a\nb", "%s"), ("  spaced  ", ""), ("", "日本 ﷽")]

    @pytest.mark.parametrize("file_format", FORMATS)
    def test_hold_every_character(self, file_format):
        content = b"".join(actions.exporting.STREAMS[file_format](["É", "B"], [self.ROWS, self.ROWS[:1]]))
        assert read(content, file_format) == [["É", "B"], *map(list, self.ROWS), list(self.ROWS[0])]

    @pytest.mark.parametrize("file_format", FORMATS)
    def test_without_rows_hold_the_heading(self, file_format):
        assert read(b"".join(actions.exporting.STREAMS[file_format](["A"], [])), file_format) == [["A"]]

    def test_csv_is_written_as_the_csv_module_would(self):
        plain = [("a", "b"), ("", "c")]
        assert b"".join(csv_file.stream(["x", "y"], [plain])) == b"\xef\xbb\xbfx,y\r\na,b\r\n,c\r\n"

    @pytest.mark.parametrize(("rows", "sheets"), [(0, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
    def test_xlsx_goes_on_in_another_sheet_when_one_is_full(self, rows, sheets):
        pages = [[(str(n),)] for n in range(rows)]
        book = load_workbook(BytesIO(b"".join(xlsx_file.stream(["N"], pages, lines=5))))
        assert len(book.sheetnames) == sheets
        assert len(set(book.sheetnames)) == sheets
        found = [cell for sheet in book for (cell,) in sheet.iter_rows(values_only=True)]
        assert found.count("N") == sheets
        assert [cell for cell in found if cell != "N"] == [str(n) for n in range(rows)]

    def test_xlsx_fills_a_sheet_from_the_middle_of_a_page(self):
        book = load_workbook(BytesIO(b"".join(xlsx_file.stream(["N"], [[("a",), ("b",), ("c",)]], lines=3))))
        assert [[v for (v,) in sheet.iter_rows(values_only=True)] for sheet in book] == [["N", "a", "b"], ["N", "c"]]

    @pytest.mark.parametrize("file_format", FORMATS)
    def test_the_heading_leaves_before_the_first_row_is_read(self, file_format):
        def pages():
            raise AssertionError("read too early")
            yield

        assert next(actions.exporting.STREAMS[file_format](["A"], pages()))


class TestColumns:
    def test_show_what_the_signature_says_in_the_readers_language(self, petition, export):
        RidingFactory(number="35075", name_en="Ottawa Centre", name_fr="Ottawa-Centre")
        PostalAreaFactory(fsa="K1A", place="Ottawa")
        signature = SignatureFactory(
            petition=petition,
            confirmed=True,
            riding="35075",
            wants_news=True,
            created_at=datetime.datetime(2026, 7, 1, 3, 30, 59, tzinfo=datetime.UTC),
            confirmed_at=datetime.datetime(2026, 12, 1, 3, 30, tzinfo=datetime.UTC),
        )
        lines, _record = export(columns.COLUMNS)
        assert dict(zip(columns.COLUMNS, lines[1], strict=True)) == {
            "number": str(signature.pk),
            "first_name": "Amina",
            "last_name": "O’Neil",
            "email": signature.email,
            "postal_code": "K1A 0B1",
            "town": "Ottawa",
            "province": "Ontario",
            "riding": "Ottawa Centre",
            "riding_number": "35075",
            "lives": "in Canada",
            "language": "en",
            "version": "1",
            "state": "confirmed",
            "wants_news": "yes",
            "show_name": "no",
            "signed": "2026-06-30 23:30",
            "confirmed": "2026-11-30 22:30",
        }
        with translation.override("fr"):
            lines, _record = export(("riding", "province"))
        assert lines[1] == ["Ottawa-Centre", "Ontario"]

    def test_are_empty_where_nothing_is_known(self, petition, export):
        SignatureFactory(petition=petition, residence="abroad")
        lines, _record = export(("postal_code", "town", "province", "riding", "confirmed", "lives"))
        assert lines[1] == ["", "", "", "", "", "outside Canada"]

    def test_are_those_that_were_chosen_in_their_order(self, petition, export):
        SignatureFactory(petition=petition)
        lines, record = export(("email", "last_name"))
        assert lines[0] == ["e-mail", "last name"]
        assert record.columns == ["email", "last_name"]

    def test_show_nothing_by_which_signatures_are_judged(self):
        read = {str(column.field) for column in columns.COLUMNS.values()}
        assert read.isdisjoint({"ip_hash", "canonical_email", "name_key", "seconds_to_fill", "suspicions"})


class TestRows:
    def test_are_those_of_one_petition(self, petition, export):
        SignatureFactory(petition=petition, first_name="Here")
        SignatureFactory(first_name="Elsewhere")
        assert export()[0][1:] == [["Here"]]

    def test_are_chosen_by_state_and_place(self, petition, export):
        for name, fields in {
            "Ontario": {"confirmed": True},
            "Quebec": {"confirmed": True, "postal_code": "H2X 1Y4"},
            "Abroad": {"confirmed": True, "residence": "abroad"},
            "Pending": {},
        }.items():
            SignatureFactory(petition=petition, first_name=name, **fields)

        def names(**filters):
            return [line[0] for line in export(**filters)[0][1:]]

        assert names() == ["Ontario", "Quebec", "Abroad", "Pending"]
        assert names(states=["confirmed"]) == ["Ontario", "Quebec", "Abroad"]
        assert names(states=["pending", "held"]) == ["Pending"]
        assert names(states=["confirmed"], provinces=["QC"]) == ["Quebec"]
        assert names(provinces=["QC", "abroad"]) == ["Quebec", "Abroad"]
        assert names(provinces=["abroad"]) == ["Abroad"]

    def test_are_chosen_by_days_of_ottawa(self, petition, export):
        for name, when in {
            "first": "2026-11-02T04:59:59",
            "second": "2026-11-02T05:00",
            "third": "2026-11-03T05:00",
        }.items():
            moment = datetime.datetime.fromisoformat(when).replace(tzinfo=datetime.UTC)
            SignatureFactory(petition=petition, first_name=name, created_at=moment)
        day = datetime.date(2026, 11, 2)
        assert export(first_day=day)[0][1:] == [["second"], ["third"]]
        assert export(last_day=day)[0][1:] == [["first"], ["second"]]
        assert export(first_day=day, last_day=day)[0][1:] == [["second"]]

    def test_come_in_pages_and_none_is_lost_between_them(self, petition):
        made = [SignatureFactory(petition=petition).pk for _n in range(5)]
        for size in (1, 2, 4, 5, 6):
            pages = list(Signature.objects.all().in_pages("pk", size=size))
            assert [pk for page in pages for (pk,) in page] == made
            assert all(len(page) <= size for page in pages)

    def test_that_are_made_while_it_is_read_wait_for_the_next_export(self, petition):
        SignatureFactory.create_batch(2, petition=petition)
        pages = Signature.objects.all().in_pages("pk", size=1)
        next(pages)
        SignatureFactory(petition=petition)
        assert len(list(pages)) == 1

    def test_take_a_query_for_each_page_and_not_for_each_row(self, petition, export, django_assert_num_queries):
        SignatureFactory(petition=petition)
        with django_assert_num_queries(9):
            export(columns.COLUMNS)
        SignatureFactory.create_batch(3, petition=petition)
        with django_assert_num_queries(9):
            export(columns.COLUMNS)


class TestTheRecord:
    def test_says_who_took_what_and_why(self, petition):
        user = User.objects.create_user("stella")
        SignatureFactory(petition=petition)
        record, stream = actions.begin_export(
            petition=petition,
            file_format="csv",
            keys=("town",),
            chosen_by={
                "states": ["pending"],
                "provinces": [],
                "first_day": datetime.date(2026, 1, 1),
                "last_day": None,
            },
            reason="For the briefing of MPs.",
            by=user,
        )
        assert Export.objects.get().rows is None, "recorded before the first byte leaves"
        list(stream)
        record.refresh_from_db()
        assert (record.rows, record.made_by, record.reason) == (1, user, "For the briefing of MPs.")
        assert record.chosen_by == {"states": ["pending"], "first_day": "2026-01-01"}
        assert record.made_at <= timezone.now()

    def test_of_an_export_that_was_broken_off_has_no_number(self, petition):
        SignatureFactory(petition=petition)
        record, stream = actions.begin_export(
            petition=petition, file_format="csv", keys=("town",), chosen_by={}, reason="For the tests.", by=None
        )
        next(stream)
        stream.close()
        record.refresh_from_db()
        assert record.rows is None

    def test_is_not_kept_without_a_reason(self, petition):
        with pytest.raises(IntegrityError, match="petitions_export_has_a_reason"), transaction.atomic():
            Export.objects.create(petition=petition, format="csv", reason="")

    def test_names_nobody_in_the_log(self, petition, export, caplog):
        SignatureFactory(petition=petition, first_name="Verysecret")
        with caplog.at_level("INFO"):
            export()
        assert "1 rows" in caplog.text
        assert "Verysecret" not in caplog.text
