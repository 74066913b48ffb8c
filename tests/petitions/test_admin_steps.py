"""The staff pages on which a petition takes its steps, gets new words, and has its timeline corrected."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from petitions import actions
from petitions.admin.petition import PetitionAdmin
from petitions.models import Petition, PetitionEntry, Tally
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.page_forms import errors_at, form_of, page_of, words_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
State = Petition.State
WORDS = {"text_en": "<p>Because.</p>", "text_fr": "<p>Parce que.</p>"}
REASONS = {"reason_en": "A law has changed.", "reason_fr": "Une loi a changé."}


def change_page(petition):
    return f"/admin/petitions/petition/{petition.pk}/change/"


def step_page(petition, step):
    return f"/admin/petitions/petition/{petition.pk}/step/{step}/"


def new_text_page(petition):
    return f"/admin/petitions/petition/{petition.pk}/new-text/"


def take(client, petition, step, **typed):
    page = step_page(petition, step)
    return client.post(page, form_of(client.get(page), "step_form") | typed)


def save(client, petition, **typed):
    page = change_page(petition)
    return client.post(page, form_of(client.get(page), "petition_form") | typed)


def day(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%d")


def offered(client, petition):
    links = page_of(client.get(change_page(petition))).xpath("//p[@class='panel__steps']/a/@href")
    return [link.rstrip("/").rpartition("/")[2] for link in links]


class TestSteps:
    @pytest.mark.parametrize(
        ("state", "expected"),
        [
            (State.DRAFT, ["schedule", "open_for_signing"]),
            (State.SCHEDULED, ["schedule", "open_for_signing", "return_to_draft"]),
            (State.OPEN, ["extend", "close", "withdraw_petition"]),
            (State.CLOSED, ["deliver", "withdraw_petition"]),
            (State.DELIVERED, ["deliver", "answer", "withdraw_petition"]),
            (State.ANSWERED, ["answer", "withdraw_petition"]),
            (State.WITHDRAWN, []),
        ],
    )
    def test_only_what_is_possible_is_offered_and_only_to_publishers(self, publisher, writer, state, expected):
        trait = {State.DRAFT: "draft", State.SCHEDULED: "scheduled", State.OPEN: None}.get(state, "closed")
        petition = PetitionFactory(**{trait: True} if trait else {}, state=state)
        assert offered(publisher, petition) == expected
        assert offered(writer, petition) == []
        for step in {"schedule", "extend", "close", "deliver", "answer", "withdraw_petition"} - set(expected):
            answer = publisher.get(step_page(petition, step), follow=True)
            assert "That cannot be done" in words_of(answer)

    @pytest.mark.parametrize("step", ["schedule", "open_for_signing"])
    def test_are_not_taken_by_writers(self, writer, step):
        petition = PetitionFactory(draft=True)
        assert writer.get(step_page(petition, step)).status_code == 403
        assert writer.post(step_page(petition, step), {}).status_code == 403
        assert writer.get(new_text_page(petition)).status_code == 403
        petition.refresh_from_db()
        assert petition.state == State.DRAFT

    def test_are_none_of_an_unknown_name_or_petition(self, publisher):
        petition = PetitionFactory()
        assert publisher.get(step_page(petition, "burn")).status_code == 404
        assert publisher.get("/admin/petitions/petition/999/step/close/").status_code == 404

    def test_lead_from_draft_to_answer(self, publisher):
        petition = PetitionFactory(draft=True)
        now = timezone.now()
        later = {"closes_at_0": day(now + 40 * DAY), "closes_at_1": "23:59"}
        steps = (
            ("schedule", {"opens_at_0": day(now + DAY), "opens_at_1": "08:00", **later}, "scheduled"),
            ("open_for_signing", later, "open"),
            ("extend", later | WORDS | {"closes_at_0": day(now + 80 * DAY)}, "open"),
            ("close", WORDS, "closed"),
            ("deliver", WORDS | {"count": 6412}, "delivered"),
            ("answer", WORDS, "answered"),
            ("withdraw_petition", WORDS, "withdrawn"),
        )
        for step, typed, state in steps:
            answer = take(publisher, petition, step, **typed)
            assert answer.status_code == 302, (step, words_of(answer))
            petition.refresh_from_db()
            assert petition.state == state
        assert petition.entries.get(kind="delivered").count == 6412
        assert petition.history.first().history_user == publisher.user

    def test_keep_what_was_typed_and_say_what_is_missing(self, publisher):
        petition = PetitionFactory()
        answer = take(publisher, petition, "withdraw_petition", text_en="<p>We erred.</p>")
        assert answer.status_code == 422
        assert errors_at(answer, "text_fr") == ["This field is required."]
        assert form_of(answer, "step_form")["text_en"] == "<p>We erred.</p>"
        petition.refresh_from_db()
        assert petition.state == State.OPEN

    def test_take_an_empty_paragraph_for_no_words(self, publisher):
        petition = PetitionFactory()
        answer = take(publisher, petition, "close", **WORDS | {"text_fr": "<p> </p>"})
        assert errors_at(answer, "text_fr") == ["This field is required."]

    def test_say_at_the_field_that_an_extension_has_to_be_later(self, publisher):
        petition = PetitionFactory()
        answer = take(publisher, petition, "extend", **WORDS)
        assert "Choose a time later than the present one." in words_of(answer)

    def test_do_not_write_down_what_is_still_to_come(self, publisher):
        petition = PetitionFactory(closed=True)
        answer = take(publisher, petition, "deliver", happened_on=day(timezone.now() + DAY), count=3, **WORDS)
        assert errors_at(answer, "happened_on") == ["This day is still to come. Write it down when it has happened."]

    def test_offer_the_count_of_the_tally_for_a_delivery(self, publisher):
        petition = PetitionFactory(closed=True)
        Tally.objects.create(petition=petition, confirmed=6400, paper=12)
        assert form_of(publisher.get(step_page(petition, "deliver")), "step_form")["count"] == "6412"

    def test_ask_about_the_house_only_where_the_petition_is_for_it(self, publisher):
        petition = PetitionFactory(closed=True)
        assert "to_house" not in publisher.get(step_page(petition, "deliver")).text
        other = PetitionFactory(closed=True, house_addressee="house")
        take(publisher, other, "deliver", count=30, to_house="on", **WORDS)
        assert other.entries.get().answer_due_on == timezone.localdate() + timedelta(days=45)

    def test_tell_the_second_of_two_that_somebody_was_quicker(self, publisher):
        petition = PetitionFactory()
        form = form_of(publisher.get(step_page(petition, "close")), "step_form") | WORDS
        actions.withdraw_petition(petition=petition, words=WORDS)
        answer = publisher.post(step_page(petition, "close"), form, follow=True)
        assert "That cannot be done: this petition is in the state “withdrawn”." in words_of(answer)


class TestTheForm:
    def test_has_no_state_to_be_set(self, publisher):
        petition = PetitionFactory()
        save(publisher, petition, state="answered", lead_en="Better.")
        petition.refresh_from_db()
        assert (petition.state, petition.lead_en) == (State.OPEN, "Better.")

    @pytest.mark.parametrize(("trait", "is_free"), [("draft", True), ("scheduled", True), (None, False)])
    def test_has_its_days_until_it_opens(self, publisher, trait, is_free):
        petition = PetitionFactory(**{trait: True} if trait else {})
        form = form_of(publisher.get(change_page(petition)), "petition_form")
        assert ("opens_at_0" in form, "closes_at_0" in form) == (is_free, is_free)
        before = petition.closes_at
        save(publisher, petition, closes_at_0=day(before + 300 * DAY))
        petition.refresh_from_db()
        assert (petition.closes_at != before) is is_free

    def test_schedules_nothing_into_the_past(self, publisher):
        petition = PetitionFactory(scheduled=True)
        answer = save(publisher, petition, opens_at_0="2020-01-01")
        assert errors_at(answer, "opens_at_0") == [
            "This time has passed. Choose a later one, or open the petition now."
        ]

    def test_keeps_the_version_in_step_before_the_first_signature(self, publisher):
        petition = PetitionFactory()
        save(publisher, petition, prayer_en="<p>Better.</p>")
        petition.refresh_from_db()
        assert petition.version.prayer_en == petition.prayer_en == "<p>Better.</p>"

    def test_locks_the_text_from_the_first_signature_on_and_says_why(self, publisher):
        petition = SignatureFactory().petition
        page = publisher.get(change_page(petition))
        form = form_of(page, "petition_form")
        assert {"title_en", "addressee_fr", "whereas_en", "prayer_en"} & set(form) == set()
        assert "lead_en" in form
        assert "People have signed this text, so it stays as they read it." in words_of(page)
        assert f'href="{new_text_page(petition)}"' in page.text
        assert "We ask." in words_of(page)
        save(publisher, petition, lead_en="Better.")
        petition.refresh_from_db()
        assert (petition.lead_en, petition.prayer_en, petition.versions.count()) == ("Better.", "<p>We ask.</p>", 1)

    def test_keeps_what_was_typed_when_the_first_signature_comes_meanwhile(self, publisher):
        petition = PetitionFactory()
        form = form_of(publisher.get(change_page(petition)), "petition_form")
        SignatureFactory(petition=petition)
        answer = publisher.post(change_page(petition), form | {"prayer_en": "<p>Long typed words.</p>"})
        assert answer.status_code == 200
        assert "Somebody signed the text while you were writing" in errors_at(answer, "prayer_en")[0]
        assert form_of(answer, "petition_form")["prayer_en"] == "<p>Long typed words.</p>"
        petition.refresh_from_db()
        assert petition.prayer_en == "<p>We ask.</p>"

    def test_saves_the_rest_when_it_comes_between_check_and_saving(self, publisher, monkeypatch):
        petition = PetitionFactory()

        def sign_just_then(_admin, _stored, _saved):
            SignatureFactory(petition=petition)
            return ["state", "version_id"]

        monkeypatch.setattr(PetitionAdmin, "_held", sign_just_then)
        answer = save(publisher, petition, prayer_en="<p>Better.</p>", lead_en="Better.")
        assert answer.status_code == 302
        petition.refresh_from_db()
        assert (petition.lead_en, petition.prayer_en) == ("Better.", "<p>We ask.</p>")
        assert petition.versions.count() == 1

    def test_goes_back_to_an_earlier_record_without_its_state_days_or_signed_words(self, publisher):
        petition = PetitionFactory(draft=True, lead_en="First.")
        first = petition.history.first()
        actions.open_for_signing(petition=petition, closes_at=timezone.now() + DAY)
        SignatureFactory(petition=petition)
        actions.change_text(
            petition=petition,
            words=actions.words_of(petition) | {"prayer_en": "<p>More.</p>"},
            reasons=REASONS,
            by=None,
        )
        petition.lead_en = "Second."
        petition.save()
        page = f"/admin/petitions/petition/{petition.pk}/history/{first.history_id}/"
        answer = publisher.post(page, form_of(publisher.get(page), "historicalpetition_form"))
        assert answer.status_code == 302
        closes_at, version = petition.closes_at, petition.version
        petition.refresh_from_db()
        assert petition.lead_en == "First."
        assert (petition.state, petition.closes_at, petition.version) == (State.OPEN, closes_at, version)
        assert petition.prayer_en == version.prayer_en == "<p>More.</p>"

    def test_shows_its_numbers_and_leads_to_what_belongs_to_it(self, superuser):
        petition = PetitionFactory()
        Tally.objects.create(petition=petition, confirmed=1234, paper=56)
        SignatureFactory.create_batch(2, petition=petition, state="held", confirmed_at=timezone.now())
        SignatureFactory(petition=petition)
        page = superuser.get(change_page(petition))
        numbers = [
            " ".join(" ".join(n.itertext()).split()) for n in page_of(page).xpath("//dl[@class='panel__numbers']/div")
        ]
        assert numbers == [
            "Signed on the site 1,234",
            "Signed on paper 56",
            "Together 1,290",
            "Waiting for review 2",
            "Not confirmed yet 1",
        ]
        links = page_of(page).xpath("//p[@class='panel__links']/a/@href")
        assert f"/admin/petitions/signature/?petition__id__exact={petition.pk}" in links
        for link in links:
            assert superuser.get(link).status_code == 200, link

    def test_leads_nobody_to_what_is_not_theirs(self, writer):
        page = writer.get(change_page(PetitionFactory(draft=True)))
        assert "/admin/petitions/signature/" not in page.text

    def test_costs_no_more_with_many_entries(self, publisher, queries_of):
        petition = PetitionFactory()
        note = {"petition": petition, "kind": "note", **WORDS}
        PetitionEntry.objects.create(**note)
        one = queries_of(publisher, change_page(petition))
        PetitionEntry.objects.bulk_create([PetitionEntry(**note) for _n in range(3)])
        assert queries_of(publisher, change_page(petition)) == one


class TestANewText:
    def test_begins_with_the_present_words_and_needs_a_reason_in_both_languages(self, publisher):
        petition = SignatureFactory().petition
        page = publisher.get(new_text_page(petition))
        form = form_of(page, "step_form")
        assert form["prayer_fr"] == petition.prayer_fr
        answer = publisher.post(new_text_page(petition), form | {"prayer_en": "<p>More.</p>", "reason_en": "Since."})
        assert answer.status_code == 422
        assert errors_at(answer, "reason_fr") == ["This field is required."]
        assert form_of(answer, "step_form")["prayer_en"] == "<p>More.</p>"

    def test_is_signed_from_then_on(self, publisher):
        petition = SignatureFactory().petition
        form = form_of(publisher.get(new_text_page(petition)), "step_form")
        typed = form | REASONS | {"prayer_en": "<p>More.</p>"}
        assert publisher.post(new_text_page(petition), typed).status_code == 302
        petition.refresh_from_db()
        assert (petition.version.number, petition.prayer_en) == (2, "<p>More.</p>")
        assert petition.version.made_by == publisher.user

    def test_is_refused_where_nothing_was_changed(self, publisher):
        petition = SignatureFactory().petition
        form = form_of(publisher.get(new_text_page(petition)), "step_form")
        answer = publisher.post(new_text_page(petition), form | REASONS)
        assert "These are the words as they stand already." in words_of(answer)

    def test_is_not_laid_over_that_of_somebody_who_was_quicker(self, publisher):
        petition = SignatureFactory().petition
        form = form_of(publisher.get(new_text_page(petition)), "step_form")
        actions.change_text(
            petition=petition, words=actions.words_of(petition) | {"title_en": "New"}, reasons=REASONS, by=None
        )
        answer = publisher.post(new_text_page(petition), form | REASONS | {"prayer_en": "<p>More.</p>"})
        assert "Somebody else has changed the text meanwhile." in words_of(answer)
        assert petition.versions.count() == 2
        again = form_of(answer, "step_form")
        assert publisher.post(new_text_page(petition), again).status_code == 302

    @pytest.mark.parametrize("trait", ["draft", "closed"])
    def test_is_for_what_people_can_sign(self, publisher, trait):
        petition = PetitionFactory(**{trait: True})
        answer = publisher.get(new_text_page(petition), follow=True)
        assert "That cannot be done" in words_of(answer)


class TestTheTimeline:
    def test_takes_notes_in_both_languages(self, publisher):
        petition = PetitionFactory()
        one = {
            "entries-TOTAL_FORMS": 1,
            "entries-0-petition": petition.pk,
            "entries-0-happened_on": "2026-11-20",
            "entries-0-text_en": "<p>In the news.</p>",
        }
        answer = save(publisher, petition, **one)
        assert errors_at(answer, "entries-0-text_fr") == ["Write it in both languages."]
        save(publisher, petition, **one, **{"entries-0-text_fr": "<p>Dans les journaux.</p>"})
        entry = petition.entries.get()
        assert (entry.kind, entry.text_fr) == ("note", "<p>Dans les journaux.</p>")

    def test_lets_words_be_corrected_and_facts_not(self, publisher):
        petition = PetitionFactory(closed=True)
        actions.deliver(petition=petition, happened_on=timezone.localdate(), count=7, words=WORDS)
        save(publisher, petition, **{"entries-0-text_en": "<p>To the minister.</p>", "entries-0-count": 9})
        entry = petition.entries.get()
        assert (entry.text_en, entry.count, entry.kind) == ("<p>To the minister.</p>", 7, "delivered")
        assert entry.history.count() == 2

    @pytest.mark.parametrize(("kind", "stays"), [("note", False), ("withdrawn", True)])
    def test_loses_only_notes(self, publisher, kind, stays):
        petition = PetitionFactory()
        PetitionEntry.objects.create(petition=petition, kind=kind, **WORDS)
        answer = save(publisher, petition, **{"entries-0-DELETE": "on"})
        assert petition.entries.exists() is stays
        assert ("Only notes can be deleted." in answer.text) is stays

    def test_is_not_there_before_it_begins(self, publisher):
        with time_machine.travel("2026-11-25T12:00:00Z"):
            page = publisher.get(change_page(PetitionFactory(draft=True)))
        assert "entries-TOTAL_FORMS" not in form_of(page, "petition_form")
