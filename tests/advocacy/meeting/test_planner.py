"""The planner's pages: the form, what is added to it, its errors, and the finished plan."""

import pytest
from django.test import Client
from lxml import html

from advocacy.models import MeetingPlan
from parliament.models import Member, Office
from tests.advocacy.meeting.conftest import ADDRESS, FRENCH, words
from tests.factories.advocacy import MeetingStepFactory
from tests.factories.resources import DocumentFactory, RenditionFactory


def values(answer):
    """{name: value} of the fields of the form as it is shown."""
    (form,) = html.fromstring(answer.content).xpath("//form[.//*[@name='ask_1']]")
    return {field.name: (field.value or "").removeprefix("\n") for field in form.inputs if field.name}


class TestThePages:
    def test_a_campaigns_page_tells_the_agenda_and_offers_the_finder(self, client, plan):
        answer = client.get("/en/meet/waive/")
        assert answer.status_code == 200
        assert "5 minutesPoint 1" in words(answer)
        assert 'name="then" value="meet/waive"' in answer.text
        assert answer.text.count("<h1") == 1

    def test_pages_are_the_same_for_everyone(self, client, plan, member):
        for address in ("/en/meet/waive/", ADDRESS, f"{ADDRESS}report/", FRENCH, f"{FRENCH}compte-rendu/"):
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert not answer.cookies
            assert "public" in answer["Cache-Control"]
            assert answer.content == Client().get(address).content

    def test_there_is_none_for_drafts_unknown_ridings_and_hidden_campaigns(self, client, plan, member):
        for address in ("/en/meet/other/", "/en/meet/waive/99999/", "/en/meet/other/35075/", "/en/meet/waive/x/"):
            assert client.get(address).status_code == 404, address
        plan.campaign.state = "draft"
        plan.campaign.save()
        for address in ("/en/meet/waive/", ADDRESS, f"{ADDRESS}report/"):
            assert client.get(address).status_code == 404, address
        plan.campaign.state = "published"
        plan.campaign.save()
        MeetingPlan.objects.update(state="draft")
        assert client.get(ADDRESS).status_code == 404

    def test_a_vacant_seat_and_a_member_without_offices_can_be_planned_for(self, client, plan, member):
        Office.objects.all().delete()
        assert "do not have this member’s offices" in words(client.get(ADDRESS))
        Member.objects.update(is_vacant=True, first_name="", last_name="", email="", gender="")
        assert "Plan a meeting in Coast" in words(client.get(ADDRESS))

    def test_another_site_may_not_post(self, client, typed):
        answer = client.post(ADDRESS, typed(), headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403


class TestTheForm:
    def test_begins_with_the_campaigns_words(self, client, plan, member):
        shown = values(client.get(ADDRESS))
        asks = list(plan.campaign.asks.values_list("title_en", flat=True))
        assert [shown[f"ask_{number}"].strip() for number in (1, 2, 3)] == asks
        assert [shown[f"step-{number}-minutes"] for number in range(4)] == ["5", "10", "5", "10"]
        assert shown["place"] == f"office-{member.offices.in_the_riding().get().pk}"
        assert shown["language"] == "en"

    def test_a_row_is_added_and_nothing_typed_is_lost(self, client, typed):
        sent = typed(date="not a day", place="elsewhere", place_words="Room <7>")
        answer = client.post(ADDRESS, sent | {"more": "person"})
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        shown = values(answer)
        assert shown["person-TOTAL_FORMS"] == str(int(sent["person-TOTAL_FORMS"]) + 1)
        for name in ("date", "place", "place_words", "person-0-name", "person-0-role", "step-2-minutes"):
            assert shown[name] == sent[name], name
        assert "field--wrong" not in answer.text, "what is not finished has no mistakes yet"

    @pytest.mark.parametrize("kind", ["person", "step"])
    def test_rows_end_at_twelve_whatever_is_sent(self, client, typed, kind):
        answer = client.post(ADDRESS, typed() | {f"{kind}-TOTAL_FORMS": "5000", "more": kind})
        assert values(answer)[f"{kind}-TOTAL_FORMS"] == "12"
        assert f'name="more" value="{kind}"' not in answer.text
        for nonsense in ("", "-1", "٣", "x", "9" * 500):
            assert client.post(ADDRESS, typed() | {f"{kind}-TOTAL_FORMS": nonsense}).status_code in (200, 422)

    def test_minutes_are_suggested_for_another_length(self, client, typed):
        shown = values(client.post(ADDRESS, typed(length="60") | {"suggest": "1"}))
        assert [shown[f"step-{number}-minutes"] for number in range(4)] == ["10", "20", "10", "20"]
        assert shown["person-0-name"] == "Amina Qwertzoglou"

    def test_suggesting_minutes_keeps_what_was_typed(self, client, typed):
        changes = {"step-0-title": "Coffee", "step-0-role": "ask", "step-3-title": "", "step-3-minutes": ""}
        shown = values(client.post(ADDRESS, typed(length="60", **changes) | {"suggest": "1"}))
        assert [shown[f"step-{number}-title"] for number in range(4)] == ["Coffee", "Point 2", "Point 3", ""]
        assert [shown[f"step-{number}-minutes"] for number in range(4)] == ["15", "30", "15", ""]
        assert shown["step-0-role"] == "ask"

    def test_minutes_that_were_suggested_twice_are_those_of_the_campaign(self, client, typed):
        shown = values(client.post(ADDRESS, typed(length="15") | {"suggest": "1"}))
        shown = values(client.post(ADDRESS, shown | {"length": "60", "suggest": "1"}))
        assert [shown[f"step-{number}-minutes"] for number in range(4)] == ["10", "20", "10", "20"]

    def test_an_agenda_without_words_becomes_the_campaigns(self, client, typed):
        empty = {f"step-{number}-title": " " for number in range(4)}
        shown = values(client.post(ADDRESS, typed(**empty) | {"suggest": "1"}))
        assert [shown[f"step-{number}-title"] for number in range(4)] == [f"Point {n}" for n in range(1, 5)]

    def test_of_a_longer_agenda_as_much_is_offered_as_has_room(self, client, plan, typed):
        for position in range(5, 20):
            MeetingStepFactory(plan=plan, position=position, minutes=1)
        shown = values(client.post(ADDRESS, typed(length="15") | {"suggest": "1"}))
        assert shown["step-TOTAL_FORMS"] == "12"
        assert sum(int(shown[f"step-{number}-minutes"]) for number in range(12)) == 15

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"step-0-minutes": "9"}, "The agenda takes 34 minutes, the meeting 30."),
            ({"length": "45"}, "The agenda takes 30 minutes, the meeting 45."),
            ({"step-0-minutes": ""}, "Say how many minutes this takes."),
            ({"step-0-title": ""}, "Say what happens in these minutes"),
            ({"step-0-minutes": "0"}, "from 1 to 240"),
            ({"date": ""}, "Enter the day of the meeting."),
            ({"date": "2020-01-01"}, "This day is over."),
            ({"date": "2090-01-01"}, "within the next two years"),
            ({"starts": "noon"}, "such as 14:30"),
            ({"ask_1": "", "ask_2": "", "ask_3": " \u200b"}, "Write at least one ask"),
            ({"place": "elsewhere"}, "Say where you meet."),
            ({"place": "office-0"}, "no longer on our list"),
            ({"person-0-name": "x" * 81}, "Shorten this to 80 characters."),
            ({"brief": "0"}, "Choose a brief from the list."),
        ],
    )
    def test_a_mistake_stands_at_its_field_and_in_the_summary(self, client, typed, changes, told):
        answer = client.post(ADDRESS, typed(**changes))
        assert answer.status_code == 422
        assert answer.text.count(told) == 2, "in the summary, and at the field"
        assert answer.text.split("<title>")[1].startswith("Error")
        assert "no-store" in answer["Cache-Control"]
        shown = values(answer)
        for name, value in changes.items():
            if name not in ("place", "brief"):
                assert shown[name] == value

    def test_a_row_left_empty_is_left_out(self, client, typed):
        answer = client.post(ADDRESS, typed(**{"person-1-role": "", "person-4-role": ""}))
        assert answer.status_code == 200
        assert "Opens and closes" in words(answer)
        assert "Tells one true story" not in words(answer)
        assert "Watches the time" not in words(answer)


class TestTheFinishedPlan:
    def test_shows_the_plan_and_carries_it_on(self, client, typed):
        sent = typed(place_words="Room 7")
        answer = client.post(ADDRESS, sent)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        text = words(answer)
        assert "Meeting with Noor Gagné" in text
        assert "2:30\u00a0p.m. to 3\u00a0p.m., Pacific time".replace("\u00a0", " ") in text.replace("\u00a0", " ")
        assert "(Room 7)" in text
        assert "Amina Qwertzoglou" in text
        (form,) = html.fromstring(answer.content).xpath("//main//form")
        kept = {field.name: field.value or "" for field in form.inputs if field.get("type") == "hidden"}
        for name, value in sent.items():
            if not name.endswith(("_NUM_FORMS", "INITIAL_FORMS")):
                assert kept[name] == value, name
        again = values(client.post(ADDRESS, kept | {"change": "1"}))
        assert {name: again[name] for name in kept if "FORMS" not in name} == {
            name: value for name, value in kept.items() if "FORMS" not in name
        }

    def test_on_the_hill_the_clock_is_that_of_ottawa(self, client, typed, member):
        office = member.offices.on_the_hill().get()
        assert "Eastern time" in words(client.post(ADDRESS, typed(place=f"office-{office.pk}")))

    def test_own_words_of_the_campaign_follow_the_language_of_the_plan_and_others_stay(self, client, plan, typed):
        own = typed(language="fr", ask_1="My own words", **{"step-1-title": "Coffee"})
        text = words(client.post(ADDRESS, own))
        second = plan.campaign.asks.all()[1]
        assert second.title_fr in text
        assert second.title_en not in text
        for there in ("My own words", "Coffee", "Sujet 1", "Rencontre avec Noor Gagné", "Your plan is ready"):
            assert there in text
        assert "Point 1" not in text

    def test_typed_words_are_text(self, client, typed):
        nasty = '<script>alert(1)</script> {{organisation.name}} ((note)) "\u202e'
        answer = client.post(ADDRESS, typed(**{"person-0-name": nasty, "ask_1": nasty}))
        assert "<script>alert" not in answer.text
        assert "\u202e" not in words(answer).replace(nasty, "")
        assert "{{organisation.name}} ((note))" in words(answer)

    def test_the_papers_are_those_that_are_public(self, client, typed, plan):
        public, hidden = DocumentFactory(title_en="A paper"), DocumentFactory(draft=True, title_en="A secret")
        RenditionFactory(document=public)
        page = client.get(ADDRESS).text
        assert "A paper" in page
        assert "A secret" not in page
        assert client.post(ADDRESS, typed(leave_behind=str(hidden.pk))).status_code == 422
        assert "“A paper”, to leave behind" in words(client.post(ADDRESS, typed(leave_behind=str(public.pk))))


def test_the_form_takes_as_many_queries_for_many_papers_as_for_one(plan, member, queries_of, client):
    DocumentFactory()
    one = queries_of(client, ADDRESS)
    DocumentFactory.create_batch(3)
    assert queries_of(client, ADDRESS) == one


def test_too_many_posts_are_asked_to_wait(client, typed, monkeypatch):
    from advocacy.meeting.views import planner as views

    sent = typed()
    monkeypatch.setattr(views, "POSTS_A_MINUTE", 2)
    assert [client.post(ADDRESS, sent).status_code for _number in range(3)] == [200, 200, 429]
