"""A group registers, confirms, and gets sheets with its number."""

from datetime import timedelta

import page as validator
import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from petitions import actions, group_links, group_sheets, sheets, tasks
from petitions.models import PaperBatch, PaperGroup, Petition, WaitingMail
from tests.factories.petitions import PaperBatchFactory, PaperGroupFactory, PetitionFactory
from tests.page_forms import words_of
from tests.resources.printed_words import printed_words
from tests.resources.structure import Structure

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "First Church",
    "place": "Hamilton",
    "contact_name": "Ruth Okoro",
    "email": "ruth@example.ca",
    "number_of_sheets": "10",
    "has_consented": "on",
}


@pytest.fixture
def register(visitor, petition, address):
    """`register(language="fr", email="…")`: posts the form, and returns the answer."""

    def post(*, language="en", headers=None, **fields):
        typed = {name: value for name, value in (TYPED | fields).items() if value is not None}
        return visitor.post(
            address("petition-group-register", petition, language=language), typed, headers=headers or {}
        )

    return post


@pytest.fixture
def group_page(address):
    def find(group, name="petition-group", language="en"):
        return address(name, group.petition, group_links.make_token(group), language=language)

    return find


class TestRegistering:
    def test_stores_the_group_with_its_number_and_a_mail_that_waits(self, register, petition):
        answer = register(language="fr")
        assert (answer.status_code, answer["Location"]) == (
            303,
            "/fr/petitions/annuler-les-prets/sur-papier/verifiez-vos-courriels/",
        )
        group = PaperGroup.objects.get()
        assert (group.number, group.name, group.place, group.contact_name) == (
            1,
            "First Church",
            "Hamilton",
            "Ruth Okoro",
        )
        assert (group.email, group.language, group.sheets, group.has_consented) == ("ruth@example.ca", "fr", 10, True)
        assert group.confirmed_at is None
        assert WaitingMail.objects.get().group == group

    def test_gives_each_group_of_a_petition_the_next_number(self, register, petition):
        PaperGroupFactory(petition=PetitionFactory(), number=7)
        register()
        register(name="Second Church")
        assert list(petition.groups.order_by("number").values_list("number", flat=True)) == [1, 2]

    def test_of_the_same_group_again_gives_no_second_number_and_the_same_answer(self, register):
        first, second = register(), register(name="first church", email="Ruth@example.ca")
        assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
        assert PaperGroup.objects.count() == WaitingMail.objects.count() == 1

    def test_sends_one_address_five_mails_at_most(self, register, petition):
        for number in range(5):
            PaperGroupFactory(petition=petition, number=number + 1, name=f"Group {number}", email=TYPED["email"])
        PaperGroup.objects.update(mails_sent=1)
        answer = register()
        assert answer.status_code == 303
        assert not WaitingMail.objects.exists()
        assert PaperGroup.objects.count() == 5

    def test_lets_no_address_wait_for_more_than_five_mails(self, register):
        for number in range(7):
            assert register(name=f"Church {'abcdefg'[number]}").status_code == 303
        assert PaperGroup.objects.count() == WaitingMail.objects.count() == 5

    @pytest.mark.parametrize(
        ("field", "typed", "words"),
        [
            ("name", "", "Enter the name of the group."),
            ("name", "Visit www.example.com", "Leave out signs"),
            ("place", "", "Enter the town."),
            ("contact_name", "", "Enter your name."),
            ("email", "ruth", "Check your email address"),
            ("number_of_sheets", "0", "from 1 to 50"),
            ("number_of_sheets", "51", "from 1 to 50"),
            ("has_consented", None, "without your consent"),
        ],
    )
    def test_says_at_the_field_what_is_wrong_and_keeps_what_was_typed(self, register, field, typed, words):
        answer = register(**{field: typed, "place" if field != "place" else "name": "Thunder Bay"})
        assert answer.status_code == 422
        assert words in words_of(answer)
        assert "Thunder Bay" in answer.text
        assert not PaperGroup.objects.exists()

    def test_is_for_open_petitions_only(self, register, petition):
        Petition.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
        assert register().status_code == 409
        assert not PaperGroup.objects.exists()

    def test_is_for_posts_of_this_site_only(self, register):
        assert register(headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403

    def test_by_hand_leads_to_the_page(self, client, petition, address):
        answer = client.get(address("petition-group-register", petition))
        assert answer["Location"] == address("petition-paper", petition)

    def test_needs_consent_in_the_database_too(self, petition):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperGroup.objects.create(petition=petition, number=1, name="x", email="a@example.ca", language="en")


class TestTheLink:
    def test_is_inert_until_its_button_is_pressed(self, client, organisation, group_page):
        group = PaperGroupFactory()
        for ask in (client.get, client.head):
            assert ask(group_page(group)).status_code == 200
        group.refresh_from_db()
        assert group.confirmed_at is None
        assert client.post(group_page(group)).status_code == 303
        group.refresh_from_db()
        assert group.confirmed_at is not None
        assert DBTaskResult.objects.filter(task_path="petitions.tasks.make_group_sheets").count() == 1

    def test_may_be_pressed_again(self, client, organisation, group_page):
        group = PaperGroupFactory(confirmed=True)
        moment = group.confirmed_at
        assert client.post(group_page(group)).status_code == 303
        group.refresh_from_db()
        assert group.confirmed_at == moment
        assert not DBTaskResult.objects.filter(task_path="petitions.tasks.make_group_sheets").exists()

    def test_opens_nothing_when_it_was_altered_or_the_record_is_emptied(self, client, organisation, group_page):
        group = PaperGroupFactory(confirmed=True)
        assert client.get(group_page(group)[:-3] + "xx/").status_code == 404
        PaperGroup.objects.update(erased_at=timezone.now())
        assert client.get(group_page(group)).status_code == 404

    def test_confirms_nothing_once_the_petition_is_closed(self, client, organisation, group_page):
        group = PaperGroupFactory(petition=PetitionFactory(closed=True))
        assert client.post(group_page(group)).status_code == 409

    def test_is_kept_by_no_cache_and_found_by_no_search_engine(self, client, organisation, group_page):
        answer = client.get(group_page(PaperGroupFactory(confirmed=True)))
        assert "no-store" in answer["Cache-Control"]
        assert 'name="robots" content="noindex"' in answer.text


class TestThePage:
    def test_says_what_has_come_in_and_nothing_of_what_is_not_counted(self, client, organisation, group_page):
        group = PaperGroupFactory(confirmed=True)
        page = client.get(group_page(group))
        assert "Nothing so far." in words_of(page)
        counted = PaperBatchFactory(petition=group.petition, group=group)
        counted.entries.create(place=1, sheets=2, lines=22, valid=20)
        counted.entries.create(place=2, sheets=2, lines=22, valid=20)
        PaperBatch.objects.update(state="counted", counted_at=timezone.now())
        waiting = PaperBatchFactory(petition=group.petition, group=group)
        waiting.entries.create(place=1, sheets=1, lines=9, valid=7)
        PaperBatchFactory(petition=group.petition)
        words = words_of(client.get(group_page(group)))
        assert "2 sheets, 20 valid signatures" in words
        assert words.count("The sheets are being entered and compared.") == 1
        assert "7 valid" not in words

    def test_takes_as_many_queries_for_three_batches_as_for_one(self, client, organisation, group_page, queries_of):
        group = PaperGroupFactory(confirmed=True)
        PaperBatchFactory(petition=group.petition, group=group)
        one = queries_of(client, group_page(group))
        PaperBatchFactory.create_batch(2, petition=group.petition, group=group)
        assert queries_of(client, group_page(group)) == one

    def test_gives_the_sheets_to_whoever_has_the_link_and_to_no_cache(self, client, organisation, group_page):
        group = PaperGroupFactory(confirmed=True)
        file = group_page(group, "petition-group-sheets")
        assert client.get(file)["Location"] == group_page(group)
        tasks.make_group_sheets.call(group.pk)
        answer = client.get(file)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert "public" not in answer["Cache-Control"]
        assert b"".join(answer.streaming_content).startswith(b"%PDF")


class TestTheSheets:
    def test_are_numbered_and_the_code_stands_on_the_instructions_only(self, organisation):
        group = PaperGroupFactory(confirmed=True, number=12, sheets=2)
        content, pages = sheets.set_sheet(group_sheets.group_edition(group))
        texts = printed_words(content)
        assert len(texts) == pages == 5
        assert "Group 12" in texts[0]
        for page, label in enumerate(["sheet 1 of 2", "sheet 1 of 2", "sheet 2 of 2", "sheet 2 of 2"], 1):
            assert f"Group 12 · {label}" in texts[page]
        structure = Structure(content)
        assert structure.kinds["Figure"] == 1
        assert all("not a paper petition or an e-petition" in text for text in texts if "Return signed" in text)
        for personal in ("First Church", "Ruth", "Hamilton", "example.ca"):
            assert personal not in " ".join(texts)

    def test_end_with_the_instructions_of_the_house_when_there_is_a_sheet_for_it(self, organisation):
        group = PaperGroupFactory(petition=PetitionFactory(house_addressee="house"), confirmed=True, sheets=1)
        content, pages = sheets.set_sheet(group_sheets.group_edition(group))
        last = printed_words(content)[-1]
        assert pages == 4
        assert "A paper petition to the House of Commons: how to collect" in last
        assert f"Group {group.number}" in last

    def test_are_accessible_however_often_a_note_of_the_text_is_printed(self, organisation):
        petition = PetitionFactory(whereas_en="<p>Whereas this is so;((A note on it.))</p>")
        content, _pages = sheets.set_sheet(group_sheets.group_edition(PaperGroupFactory(petition=petition, sheets=2)))
        assert " ".join(printed_words(content)).count("A note on it.") == 2
        for profile in ("ua1", "2a"):
            report = validator.validate_pdf_bytes(content, profile=profile)
            assert [failure.message for failure in report.failures] == []

    def test_are_made_once_and_the_file_before_is_deleted(self, organisation, monkeypatch):
        group = PaperGroupFactory(confirmed=True, sheets=1)
        actions.make_group_sheets(group=group)
        first = group.file.name
        with monkeypatch.context() as patched:
            patched.setattr(sheets, "set_sheet", lambda _: pytest.fail("the sheets were current"))
            actions.make_group_sheets(group=group)
        group.sheets = 2
        actions.make_group_sheets(group=group)
        assert group.file.name != first
        assert not group.file.storage.exists(first)
        assert not group.file.name.startswith("/")
        assert "private" in group.file.path

    @pytest.mark.parametrize(
        "fields", [{}, {"confirmed": True, "erased_at": timezone.now()}, {"confirmed": True, "closed": True}]
    )
    def test_are_not_made_for_who_does_not_collect(self, organisation, fields):
        closed = fields.pop("closed", False)
        group = PaperGroupFactory(petition=PetitionFactory(closed=closed), **fields)
        tasks.make_group_sheets.call(group.pk)
        group.refresh_from_db()
        assert not group.file


class TestTheMail:
    @pytest.fixture
    def sent(self, organisation, work):
        """`sent(language="fr")`: the mail to such a group that waits for one."""

        def send(**fields):
            group = PaperGroupFactory(email="ruth@example.ca", **fields)
            WaitingMail.objects.create(group=group)
            work()
            assert not WaitingMail.objects.exists()
            return group, mail.outbox

        return send

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_has_the_private_link_in_both_parts_and_is_counted(self, sent, language, group_page):
        group, [message] = sent(language=language)
        link = f"https://act.example.org{group_page(group, language=language)}"
        assert message.to == ["ruth@example.ca"]
        assert link in [line.strip() for line in message.body.splitlines()]
        assert f'href="{link}"' in message.alternatives[0].content
        assert ("Hello" in message.body) is (language == "en")
        group.refresh_from_db()
        assert group.mails_sent == 1

    def test_says_something_else_to_a_group_that_is_confirmed(self, sent):
        _group, [message] = sent(confirmed=True)
        assert "It has your numbered sheets" in message.body

    @pytest.mark.parametrize("fields", [{"mails_sent": 5}, {"erased_at": timezone.now()}])
    def test_is_not_sent_to_who_had_five_or_is_forgotten(self, sent, fields):
        _group, outbox = sent(**fields)
        assert outbox == []

    def test_of_a_name_with_signs_is_escaped(self, sent):
        _group, [message] = sent(contact_name="Ruth & <Co>")
        assert "Ruth &amp; &lt;Co&gt;" in message.alternatives[0].content
        assert "Hello Ruth & <Co>," in message.body
