"""The page on which a Data steward takes signatures out of the site, and who may open it."""

import re

import pytest

from petitions.models import Export
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.page_forms import errors_at, form_of, page_of, words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/petitions/export/"
PAGE = f"{LIST}add/"


@pytest.fixture
def steward(signed_in):
    return signed_in("Data stewards")


@pytest.fixture
def petition():
    petition = PetitionFactory(slug_en="travel-loans")
    SignatureFactory(petition=petition, confirmed=True, first_name="Verysecret", email="hidden@example.ca")
    SignatureFactory(petition=petition, first_name="Unconfirmed")
    return petition


@pytest.fixture
def filled(petition):
    """`filled(reason="…")`: what a steward sends who asks for the confirmed names as CSV."""

    def fill(**fields):
        form = {
            "petition": petition.pk,
            "states": ["confirmed"],
            "columns": ["first_name", "province"],
            "file_format": "csv",
            "reason": "For the briefing of MPs.",
        }
        return form | fields

    return fill


class TestWhoMayExport:
    def test_only_the_group_may(self, writer, publisher, filled):
        for client in (writer, publisher):
            assert client.get(PAGE).status_code == 403
            assert client.post(PAGE, filled(download="yes")).status_code == 403
            assert client.get(LIST).status_code == 403
            assert "petitions/export" not in client.get("/admin/").content.decode()
        assert not Export.objects.exists()

    def test_nobody_changes_or_deletes_the_record(self, superuser, petition):
        export = Export.objects.create(petition=petition, format="csv", columns=["town"], reason="For the tests.")
        assert superuser.post(f"{LIST}{export.pk}/change/", {}).status_code == 403
        assert superuser.post(f"{LIST}{export.pk}/delete/", {"post": "yes"}).status_code == 403
        assert Export.objects.exists()


class TestThePage:
    def test_ticks_nothing_personal_by_itself(self, steward, petition):
        ticked = form_of(steward.get(PAGE), "export_form")
        assert set(ticked["columns"]).isdisjoint({"first_name", "last_name", "email", "postal_code"})
        assert ticked["states"] == "confirmed"

    def test_says_how_many_rows_there_will_be_before_it_sends_any(self, steward, filled):
        answer = steward.post(PAGE, filled(count="yes"))
        words = words_of(answer)
        assert "1 signature will leave the site" in words
        assert "This file names people." in words
        assert "For the briefing of MPs." in words
        assert not Export.objects.exists()
        assert "This file names people." not in words_of(steward.post(PAGE, filled(count="yes", columns=["province"])))

    @pytest.mark.parametrize(
        ("file_format", "content_type"), [("csv", "text/csv; charset=utf-8"), ("xlsx", "application/vnd.openxml")]
    )
    def test_sends_the_file_that_was_counted(self, steward, filled, file_format, content_type):
        counted = form_of(steward.post(PAGE, filled(count="yes", file_format=file_format)), "export_form")
        answer = steward.post(PAGE, counted | {"download": "yes"})
        content = b"".join(answer.streaming_content)
        assert answer["Content-Type"].startswith(content_type)
        assert "no-store" in answer["Cache-Control"]
        assert re.search(
            rf'attachment; filename="travel-loans-20\d\d-\d\d-\d\d-\d+\.{file_format}"', answer["Content-Disposition"]
        )
        if file_format == "csv":
            assert content.decode("utf-8-sig").splitlines() == ["first name,province", "Verysecret,Ontario"]
        export = Export.objects.get()
        assert (export.rows, export.made_by, export.columns) == (1, steward.user, ["first_name", "province"])

    def test_goes_back_to_the_choice_and_keeps_it(self, steward, filled):
        counted = form_of(steward.post(PAGE, filled(count="yes")), "export_form")
        again = form_of(steward.post(PAGE, counted | {"change": "yes"}), "export_form")
        assert again["columns"] == ["first_name", "province"]
        assert again["reason"] == "For the briefing of MPs."

    def test_says_at_the_field_what_is_missing_and_sends_nothing(self, steward, filled):
        answer = steward.post(
            PAGE, filled(download="yes", reason="MPs", first_day="2026-11-02", last_day="2026-11-01", columns=[])
        )
        assert answer["Content-Type"].startswith("text/html")
        assert errors_at(answer, "reason") == ["Ensure this value has at least 10 characters (it has 3)."]
        assert errors_at(answer, "last_day") == ["This day is before the first one."]
        assert form_of(answer, "export_form")["first_day"] == "2026-11-02"
        assert "Nothing was exported." in words_of(answer)
        assert not Export.objects.exists()

    def test_is_there_in_french(self, steward, filled):
        answer = steward.post(PAGE, filled(count="yes"), headers={"Accept-Language": "fr"})
        assert page_of(answer).get("lang") == "fr"
        assert "Exporter des signatures" in words_of(answer)
        assert "1 signature quittera le site" in words_of(answer)


class TestTheList:
    def test_tells_what_was_taken_and_not_whose(self, steward, petition):
        Export.objects.create(petition=petition, format="csv", columns=["first_name"], reason="A good one.", rows=2)
        Export.objects.create(petition=petition, format="csv", columns=["town"], reason="Another one.")
        words = words_of(steward.get(LIST))
        assert "A good one." in words
        assert "broken off" in words
        assert "Verysecret" not in words
        assert "first name" in words_of(steward.get(f"{LIST}{Export.objects.last().pk}/change/"))

    def test_takes_as_many_queries_for_three_as_for_one(self, steward, petition, queries_of):
        Export.objects.create(petition=petition, format="csv", reason="A good one.", made_by=steward.user)
        one = queries_of(steward, LIST)
        for number in range(2):
            Export.objects.create(petition=petition, format="csv", reason=f"Good one {number}.", made_by=steward.user)
        assert queries_of(steward, LIST) == one
