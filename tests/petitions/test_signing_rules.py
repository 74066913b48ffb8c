"""What staff set: rates, and lists of domains."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from petitions import pace
from petitions.domain_lists import import_domains, read_domains
from petitions.models import BlockedDomain, SigningRules
from tests.page_forms import errors_at, form_of, words_of

pytestmark = pytest.mark.django_db

RULES = "/admin/petitions/signingrules/"
DOMAINS = "/admin/petitions/blockeddomain/"
IMPORT = f"{DOMAINS}import/"


@pytest.fixture
def reviewer(signed_in):
    return signed_in("Reviewers")


def kinds():
    return dict(BlockedDomain.objects.values_list("domain", "kind"))


class TestTheRules:
    def test_are_one_record_and_hold_at_once(self, reviewer):
        assert pace.signing_rules().address_burst == 10
        page = reviewer.get(RULES, follow=True)
        answer = reviewer.post(f"{RULES}add/", form_of(page, "signingrules_form") | {"address_burst": "25"})
        assert answer.status_code == 302
        assert SigningRules.objects.get().pk == 1
        assert pace.signing_rules().address_burst == 25
        assert reviewer.get(RULES).headers["Location"] == f"{RULES}1/change/"
        assert reviewer.get(f"{RULES}add/").status_code == 403

    @pytest.mark.parametrize(("name", "value"), [("address_burst", "0"), ("posts_per_minute", "4")])
    def test_leave_room_for_people(self, reviewer, name, value):
        page = reviewer.get(f"{RULES}add/")
        answer = reviewer.post(f"{RULES}add/", form_of(page, "signingrules_form") | {name: value})
        assert errors_at(answer, name)
        assert not SigningRules.objects.exists()

    def test_are_the_reviewers(self, publisher, writer):
        assert publisher.get(f"{RULES}add/").status_code == writer.get(f"{RULES}add/").status_code == 403


class TestReadingAList:
    def test_takes_lists_as_they_go_round(self):
        text = (
            "\ufeff# Disposable\nMailinator.example\n\n  @trash.example # a remark\n*.box.example\r\n"
            "xn--exmple-cua.ca\nexämple.org.\n"
        )
        domains, invalid = read_domains(text)
        assert domains == {
            "mailinator.example",
            "trash.example",
            "box.example",
            "xn--exmple-cua.ca",
            "xn--exmple-cua.org",
        }
        assert invalid == []

    @pytest.mark.parametrize(
        "line",
        ["example", "ca", "a b.example", "a@b.example", "-a.example", "1.2.3.4", "a..example", "x" * 300 + ".ca"],
    )
    def test_leaves_out_what_is_no_domain(self, line):
        assert read_domains(line) == (set(), [line[:80]])


class TestImporting:
    def test_adds_what_is_new_and_keeps_what_is_there(self):
        BlockedDomain.objects.create(domain="flood.example", kind="blocked")
        report = import_domains(text="flood.example\nnew.example\nno", kind="disposable", replaces=False)
        assert (report.added, report.kept, report.removed, report.invalid_count) == (1, 1, 0, 1)
        assert kinds() == {"flood.example": "blocked", "new.example": "disposable"}

    def test_removes_those_of_its_kind_when_it_replaces(self):
        for domain, kind in (
            ("old.example", "disposable"),
            ("same.example", "disposable"),
            ("flood.example", "blocked"),
        ):
            BlockedDomain.objects.create(domain=domain, kind=kind)
        report = import_domains(text="same.example\nnew.example", kind="disposable", replaces=True)
        assert (report.added, report.kept, report.removed) == (1, 1, 1)
        assert kinds().keys() == {"same.example", "new.example", "flood.example"}

    def test_of_nothing_replaces_nothing(self):
        BlockedDomain.objects.create(domain="old.example")
        assert import_domains(text="# none\n<html>", kind="disposable", replaces=True).removed == 0
        assert kinds()

    def test_takes_a_long_list_in_few_queries(self, django_assert_max_num_queries):
        text = "\n".join(f"d{n}.example" for n in range(5000))
        with django_assert_max_num_queries(40):
            assert import_domains(text=text, kind="disposable", replaces=True).added == 5000


class TestInTheAdmin:
    def test_a_list_is_pasted(self, reviewer):
        answer = reviewer.post(IMPORT, {"kind": "disposable", "text": "a.example\nb.example"}, follow=True)
        words = words_of(answer)
        assert "Added: 2. Known already: 0. Removed: 0. No domain: 0." in words
        assert "2 suspicious domains" in words

    def test_a_file_is_taken_and_what_is_wrong_in_it_is_shown(self, reviewer):
        file = SimpleUploadedFile("list.txt", b"a.example\nnot a domain\n<b>\xff</b>")
        answer = reviewer.post(IMPORT, {"kind": "blocked", "file": file})
        assert "Added: 1." in words_of(answer)
        assert "not a domain" in words_of(answer)
        assert "<b>" not in answer.text
        assert kinds() == {"a.example": "blocked"}

    def test_an_empty_list_is_a_mistake(self, reviewer):
        assert "Paste a list, or choose a file." in words_of(reviewer.post(IMPORT, {"kind": "blocked"}))

    def test_a_list_is_searched(self, reviewer):
        BlockedDomain.objects.create(domain="a.example")
        BlockedDomain.objects.create(domain="b.example")
        words = words_of(reviewer.get(f"{DOMAINS}?q=b.ex"))
        assert "b.example" in words
        assert "a.example" not in words

    def test_others_do_not_import(self, publisher):
        assert publisher.get(IMPORT).status_code == 403
