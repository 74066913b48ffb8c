import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from parliament.models import Member, Riding
from tests.page_forms import errors_at, form_of, words_of
from tests.parliament.csv_samples import GASPE, LAKESHORE, MEMBERS, bring_in, file_of, member_row, ridings_file

pytestmark = pytest.mark.django_db

PAGE = "/admin/parliament/riding/import/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(content, name="ridings.csv"):
    return SimpleUploadedFile(name, content, content_type="text/csv")


def test_a_file_is_tried_first_and_imported_by_the_second_button(publisher):
    tried = publisher.post(PAGE, {"file": upload(ridings_file()), "source_name_en": "Elections Canada"})
    assert "4 would be added" in words_of(tried)
    assert not Riding.objects.exists()
    form = form_of(tried, "import_form")
    assert form["source_name_en"] == "Elections Canada"
    done = publisher.post(PAGE, form | {"import": "Import"}, follow=True)
    assert done.redirect_chain == [("/admin/parliament/riding/", 302)]
    assert "Ridings: 4 added, 0 changed, 0 unchanged." in words_of(done)
    riding = Riding.objects.first()
    assert riding.source_name_fr == "Elections Canada"
    assert riding.history.get().history_user == publisher.user


def test_what_would_change_is_shown_with_both_values(publisher):
    bring_in(ridings_file(GASPE, LAKESHORE))
    tried = words_of(publisher.post(PAGE, {"file": upload(ridings_file(["24027", "Gaspé", *GASPE[2:]]))}))
    assert "Gaspésie—Les Îles (24027)" in tried or "Gaspé (24027)" in tried
    assert "1 would change" in tried
    assert "1 is missing from the file and stays" in tried
    assert "Mississauga—Lakeshore (35064)" in tried


def test_a_wrong_file_is_told_at_the_field_by_line(publisher):
    bring_in(ridings_file(GASPE))
    for content, words in (
        (b"a,b\n1,2\n", "does not name the columns"),
        (file_of(MEMBERS, member_row(LAKESHORE)), "Line 2: No riding of the 2023 order is called"),
        (ridings_file(["1", *LAKESHORE[1:]]), "Line 2: Number: Five digits"),
    ):
        for button in ({}, {"import": "Import"}):
            response = publisher.post(PAGE, {"file": upload(content), **button})
            assert response.status_code == 200
            assert words in " ".join(errors_at(response, "file"))
    assert not Member.objects.exists()


def test_many_problems_are_cut_short_and_counted(publisher):
    rows = [[str(n), f"North {n}", f"Nord {n}", "ON", "2023", ""] for n in range(1, 41)]
    errors = errors_at(publisher.post(PAGE, {"file": upload(ridings_file(*rows))}), "file")
    assert len(errors) == 31
    assert errors[-1] == "The first 30 of 40 problems."


def test_a_part_of_the_list_removes_nothing(publisher):
    rows = [[f"{35001 + n}", f"North {n}", f"Nord {n}", "ON", "2023", ""] for n in range(9)]
    bring_in(ridings_file(*rows))
    answer = publisher.post(PAGE, {"file": upload(ridings_file(rows[0])), "remove": "on", "import": "Import"})
    assert "8 of 9 records" in errors_at(answer, "remove")[0]
    assert Riding.objects.count() == 9


def test_a_huge_file_is_refused_unread(publisher):
    answer = publisher.post(PAGE, {"file": upload(b"x" * 5_000_001)})
    assert errors_at(answer, "file")[0].startswith("This file is larger than")


def test_writers_import_nothing(writer):
    assert writer.get(PAGE).status_code == 403
    assert writer.post(PAGE, {"file": upload(ridings_file()), "import": "Import"}).status_code == 403
    assert b"riding/import/" not in writer.get("/admin/parliament/riding/").content
    assert not Riding.objects.exists()


def test_publishers_find_the_page_from_each_list(publisher):
    for model in ("riding", "member", "postalarea"):
        assert b"/admin/parliament/riding/import/" in publisher.get(f"/admin/parliament/{model}/").content


def test_what_somebody_may_not_do_by_hand_they_may_not_do_by_file(writer):
    allowed = Permission.objects.filter(codename__in=["add_riding", "change_riding"])
    writer.user.user_permissions.set(allowed)
    bring_in(ridings_file(GASPE, LAKESHORE))
    answer = writer.post(PAGE, {"file": upload(ridings_file(GASPE)), "remove": "on", "import": "Import"})
    assert errors_at(answer, "remove") == ["You may not delete these records."]
    members = file_of(MEMBERS, member_row(GASPE))
    assert writer.post(PAGE, {"file": upload(members), "import": "Import"}).status_code == 403
    assert Riding.objects.count() == 2
    assert not Member.objects.exists()
