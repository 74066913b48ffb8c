import datetime

import pytest
from django.core.management import CommandError, call_command

from parliament.models import Member, PostalArea, Riding
from tests.parliament.csv_samples import AREAS, GASPE, LAKESHORE, MEMBERS, file_of, member_row, ridings_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def command(tmp_path, capsys):
    """`command({"a.csv": bytes}, "--dry-run")`: what the command prints."""

    def run(files, *options):
        paths = [tmp_path / name for name in files]
        for path in paths:
            path.write_bytes(files[path.name])
        call_command("import_parliament", *paths, *options)
        return capsys.readouterr().out

    return run


ALL = {
    "areas.csv": file_of(AREAS, ["G4X", "QC", "Gaspé", "1", "24027", GASPE[1]]),
    "members.csv": file_of(MEMBERS, member_row(GASPE)),
    "ridings.csv": ridings_file(GASPE, LAKESHORE),
}


def test_files_are_imported_in_their_own_order_and_told(command):
    told = command(ALL, "--as-of", "2026-04-13", "--source", "Elections Canada", "--source-url", "https://example.org/")
    assert "ridings.csv, ridings: 2 added, 0 changed, 0 unchanged, 0 gone" in told
    assert "  + Gaspésie—Les Îles: Noor Gagné" in told
    assert PostalArea.objects.riding_number_for("G4X 1A1") == "24027"
    for model in (Riding, Member, PostalArea):
        record = model.objects.first()
        assert (record.as_of, record.source_name_fr) == (datetime.date(2026, 4, 13), "Elections Canada")
        assert record.source_url == "https://example.org/"


def test_a_dry_run_tells_the_same_and_changes_nothing(command):
    told = command(ALL, "--dry-run")
    assert "areas.csv, postal areas: 1 added" in told
    assert told.endswith("Nothing was changed.\n")
    assert not Riding.objects.exists()


def test_changes_and_what_is_gone_are_told(command):
    command(ALL)
    told = command({"ridings.csv": ridings_file(["24027", "Gaspé", *GASPE[2:]])})
    assert "      Name (English): Gaspésie—Les Îles → Gaspé" in told
    assert "  - Mississauga—Lakeshore (35064)" in told
    assert "--remove takes it out" in told
    assert "1 removed" in command({"ridings.csv": ridings_file(GASPE)}, "--remove")


def test_long_lists_are_told_by_their_number(command):
    rows = [[f"{35001 + n}", f"North {n}", f"Nord {n}", "ON", "2023", ""] for n in range(23)]
    told = command({"ridings.csv": ridings_file(*rows)})
    assert told.count("  + ") == 21
    assert "  + and 3 more" in told


def test_a_refused_file_leaves_the_earlier_ones_imported_and_is_told_by_line(command):
    wrong = file_of(MEMBERS, member_row(GASPE), *[member_row(("", f"Atlantis {n}", "", "")) for n in range(40)])
    with pytest.raises(CommandError) as refusal:
        command({**ALL, "members.csv": wrong})
    words = str(refusal.value)
    assert words.startswith("members.csv was not imported:\n  Line 3: No riding of the 2023 order")
    assert words.endswith("and 10 more problems")
    assert Riding.objects.count() == 2
    assert not Member.objects.exists()


def test_a_file_that_is_unreadable_stops_all_before_anything_is_saved(command, tmp_path):
    with pytest.raises(CommandError, match="other.csv was not imported"):
        command({**ALL, "other.csv": b"a,b\n1,2\n"})
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_parliament", tmp_path / "ridings.csv", tmp_path / "missing.csv")
    assert not Riding.objects.exists()


def test_a_part_of_the_list_removes_nothing(command):
    rows = [[f"{35001 + n}", f"North {n}", f"Nord {n}", "ON", "2023", ""] for n in range(9)]
    command({"ridings.csv": ridings_file(*rows)})
    with pytest.raises(CommandError, match=r"8 of 9 records are not in the file, or have no name there"):
        command({"ridings.csv": ridings_file(rows[0])}, "--remove")
    assert Riding.objects.count() == 9
