"""Small files of the shapes that are imported. The ridings are real in name, the people are not."""

import csv
import io

from parliament import actions, csv_files
from parliament.models import Member

RIDINGS = ("fed_num", "name_en", "name_fr", "province", "rep_order", "slug")
MEMBERS = ("fed_num", "riding_en", "riding_fr", "province", "first_name", "last_name", "party", "email", "person_id")
AREAS = ("fsa", "province", "place", "n_candidates", "candidate_fed_nums", "candidate_names_en")

GASPE = ("24027", "Gaspésie—Les Îles", "Gaspésie—Les Îles", "QC", "2023", "")
LAKESHORE = ("35064", "Mississauga—Lakeshore", "Mississauga—Lakeshore", "ON", "2023", "")
NUNS = ("24078", "Ville-Marie—Île-des-Soeurs", "Ville-Marie—Île-des-Sœurs", "QC", "2023", "")
ST_PAULS = ("35109", "Toronto—St. Paul's", "Toronto—St. Paul’s", "ON", "2023", "")


def file_of(columns, *rows, delimiter=","):
    """The bytes of a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([columns, *rows])
    return text.getvalue().encode()


def ridings_file(*rows):
    return file_of(RIDINGS, *(rows or (GASPE, LAKESHORE, NUNS, ST_PAULS)))


def member_row(riding, first_name="Noor", last_name="Gagné", *, party="Liberal", **cells):
    values = {
        "riding_en": riding[1],
        "riding_fr": riding[2],
        "province": riding[3],
        "first_name": first_name,
        "last_name": last_name,
        "party": party,
        "email": f"{last_name.lower()}@example.org".replace("é", "e") if last_name else "",
        **cells,
    }
    return [values.get(column, "") for column in MEMBERS]


def sheet_of(content, name="file.csv"):
    return csv_files.read(name, content)


def bring_in(content, **options):
    """Import the bytes of a file; returns the Report."""
    return actions.import_sheet(sheet=sheet_of(content), **{"provenance": actions.Provenance(), **options})


def problems_of(refusal):
    """The words of a FileRefused, a string each."""
    return [str(problem) for problem in refusal.value.problems]


def member_of(number):
    """The member, or the vacant seat, of the riding with this number."""
    return Member.objects.get(riding__number=number)
