"""Data stewards set the clocks, look what is due, and erase for those who ask."""

import pytest
from django.contrib.admin.models import LogEntry

from petitions.models import ForgettingReport, PrivacyClocks, Signature
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.page_forms import form_of, page_of, words_of

pytestmark = pytest.mark.django_db

CLOCKS = "/admin/petitions/privacyclocks/"
REPORTS = "/admin/petitions/forgettingreport/"


@pytest.fixture
def steward(signed_in):
    return signed_in("Data stewards")


class TestTheClocks:
    def test_are_one_record_that_opens_at_once_with_its_limits(self, steward):
        page = steward.get(CLOCKS, follow=True)
        words = words_of(page)
        assert "From 7 to 60." in words
        assert "From 30 to 1825." in words
        assert form_of(page, "privacyclocks_form")["pending_days"] == "30"
        assert steward.get(CLOCKS + "add/").status_code == 403
        assert PrivacyClocks.objects.count() == 1

    def test_are_changed_with_a_history(self, steward):
        page = steward.get(CLOCKS, follow=True)
        form = form_of(page, "privacyclocks_form")
        assert steward.post(CLOCKS + "1/change/", form | {"pending_days": "14"}).status_code == 302
        assert PrivacyClocks.load().pending_days == 14
        assert PrivacyClocks.history.count() == 2

    @pytest.mark.parametrize("wrong", [{"pending_days": "61"}, {"address_days": "400"}])
    def test_take_no_number_beyond_them(self, steward, wrong):
        form = form_of(steward.get(CLOCKS, follow=True), "privacyclocks_form")
        assert steward.post(CLOCKS + "1/change/", form | wrong).status_code == 200
        assert PrivacyClocks.load().pending_days == 30

    @pytest.mark.parametrize("group", ["Writers", "Publishers"])
    def test_are_for_no_other_group(self, signed_in, group):
        client = signed_in(group)
        assert client.get(CLOCKS).status_code == 403
        assert client.get(REPORTS).status_code == 403
        assert client.get(REPORTS + "erase/").status_code == 403
        assert client.post(REPORTS + "try/").status_code == 403


class TestTryingWhatIsDue:
    def test_counts_and_deletes_nothing(self, steward):
        SignatureFactory(created_at="2026-01-01T00:00Z")
        assert "Try what would be deleted today" in words_of(steward.get(REPORTS))
        page = steward.post(REPORTS + "try/", follow=True)
        assert "1 – signatures that were never confirmed" in words_of(page)
        assert Signature.objects.exists()
        assert ForgettingReport.objects.get().made_by == steward.user

    def test_is_a_post(self, steward):
        assert steward.get(REPORTS + "try/").status_code == 405

    def test_a_report_is_changed_by_nobody(self, superuser):
        report = ForgettingReport.objects.create(counts={"pending": 2})
        page = superuser.get(f"{REPORTS}{report.pk}/change/")
        assert not page_of(page).xpath("//input[@name='_save']")
        assert superuser.post(f"{REPORTS}{report.pk}/change/", {}).status_code == 403
        assert superuser.get(f"{REPORTS}{report.pk}/delete/").status_code == 403


class TestErasingForSomebody:
    @pytest.fixture
    def signatures(self):
        return [
            SignatureFactory(petition=PetitionFactory(), email="amina@example.ca", confirmed=True) for _n in range(2)
        ]

    def test_shows_how_many_first_and_changes_nothing(self, steward, signatures):
        page = steward.post(REPORTS + "erase/", {"email": " AMINA@example.ca", "count": "1"})
        words = words_of(page)
        assert str(signatures[0].petition) in words
        assert "cannot be undone" in words
        assert Signature.objects.filter(erased_at__isnull=False).count() == 0

    def test_erases_and_is_recorded_without_the_address(self, steward, signatures):
        other = SignatureFactory()
        page = steward.post(REPORTS + "erase/", {"email": "amina@example.ca", "erase": "1"}, follow=True)
        assert "2 signatures were erased" in words_of(page)
        assert "amina@example.ca" not in page.text
        assert list(Signature.objects.filter(erased_at__isnull=True)) == [other]
        report = ForgettingReport.objects.get()
        assert (report.occasion, report.counts) == (
            "request",
            {"signatures": 2, "groups": 0, "requests": 0, "meeting_reports": 0},
        )
        entry = LogEntry.objects.get()
        assert "amina" not in (entry.object_repr + entry.change_message).lower()

    def test_says_when_nothing_is_kept(self, steward, signatures):
        page = steward.post(REPORTS + "erase/", {"email": "nobody@example.ca", "count": "1"})
        assert "Nothing is kept under this address" in words_of(page)
        assert not page_of(page).xpath("//input[@name='erase']")

    def test_says_at_the_field_what_is_no_address(self, steward):
        page = steward.post(REPORTS + "erase/", {"email": "nobody", "count": "1"})
        assert "it looks like name@example.ca" in words_of(page)
        assert page_of(page).xpath("//input[@name='email']/@value") == ["nobody"]
