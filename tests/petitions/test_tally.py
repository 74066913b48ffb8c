"""The count that the public sees, and what becomes of signatures that nobody confirms."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from petitions import actions, tasks
from petitions.models import Signature, Tally, TallyPart
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.page_forms import page_of, words_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class TestTheTally:
    def test_a_page_shows_the_tally_and_counts_nothing_itself(self, client, petition, address):
        SignatureFactory(petition=petition, confirmed=True)
        assert petition.count == 0
        Tally.objects.create(petition=petition, confirmed=6412)
        assert "6,412" in client.get(address("petition", petition)).text
        assert "6\u00a0412" in client.get(address("petition", petition, language="fr")).text

    def test_paper_is_shown_apart_and_together_where_there_is_any(self, client, petition, address):
        tally = Tally.objects.create(petition=petition, confirmed=6412)
        assert "online," not in words_of(client.get(address("petition", petition)))
        tally.paper = 1088
        tally.save()
        words = words_of(client.get(address("petition", petition)))
        for part in ("7,500", "6,412 online, 1,088 on paper"):
            assert part in words
        assert "1\u00a0088</b> sur papier" in client.get(address("petition", petition, language="fr")).text

    def test_the_page_tells_where_signatures_come_from_and_hides_what_is_small(self, client, petition, address):
        assert "Where signatures come from" not in words_of(client.get(address("petition", petition)))
        for province, number in (("ON", 1200), ("QC", 600), ("PE", 3), ("NT", 2)):
            TallyPart.objects.create(
                petition=petition, province=province, language="en", week=date(2026, 3, 2), confirmed=number
            )
        page = page_of(client.get(address("petition", petition)))
        table = page.get_element_by_id("provinces-title").getparent().find("table")
        rows = [(row.findtext("th"), row.findtext("td/span")) for row in table.findall("tbody/tr")]
        assert rows == [
            ("Ontario", "1,200"),
            ("Quebec", "600"),
            ("Prince Edward Island", "not shown"),
            ("Northwest Territories", "not shown"),
        ]
        assert [bar.get("width") for bar in table.iter("rect") if bar.get("class") == "bar-length"] == ["100", "50"]
        assert "1\u00a0200" in client.get(address("petition", petition, language="fr")).text

    @pytest.mark.parametrize(
        ("count", "goal", "percent"), [(0, 1000, 0), (5, 1000, 0), (995, 1000, 100), (1500, 1000, 100), (1, 3, 33)]
    )
    def test_the_way_to_the_goal_ends_at_it(self, petition, count, goal, percent):
        petition.goal = goal
        petition.tally = Tally(petition=petition, confirmed=count)
        assert petition.percent_of_goal == percent


class TestCountJson:
    def test_before_the_first_count(self, client, petition, address):
        answer = client.get(address("petition-count", petition))
        assert answer.json() == {"count": 0, "web": 0, "paper": 0, "goal": 1000, "counted_at": None}

    def test_it_is_the_tally_with_its_time(self, client, petition, address):
        tally = Tally.objects.create(petition=petition, confirmed=6400, paper=12, outside_canada=12)
        answer = client.get(address("petition-count", petition, language="fr"))
        assert answer["Content-Type"] == "application/json"
        assert answer.json() == {
            "count": 6412,
            "web": 6400,
            "paper": 12,
            "goal": 1000,
            "counted_at": tally.counted_at.isoformat(),
        }

    def test_it_may_be_kept_for_a_minute_and_asked_for_again_cheaply(self, client, petition, address):
        answer = client.get(address("petition-count", petition))
        assert "max-age=60" in answer["Cache-Control"]
        again = client.get(address("petition-count", petition), headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_it_tells_nothing_of_a_draft_and_takes_no_post(self, client, petition, address):
        assert client.get(address("petition-count", PetitionFactory(state="draft"))).status_code == 404
        assert client.post(address("petition-count", petition)).status_code == 405


class TestForgetting:
    @pytest.mark.parametrize(("age", "is_kept"), [(29.99, True), (30.01, False), (400, False)])
    def test_after_thirty_days_what_nobody_confirmed_is_deleted(self, petition, age, is_kept):
        SignatureFactory(petition=petition, created_at=timezone.now() - age * DAY)
        tasks.forget_what_is_due.call()
        assert Signature.objects.exists() is is_kept

    def test_what_was_confirmed_is_kept_however_old(self, petition):
        SignatureFactory(petition=petition, confirmed=True, created_at=timezone.now() - 4000 * DAY)
        assert actions.forget().counts["pending"] == 0
        assert Signature.objects.exists()

    def test_the_number_is_told_and_nobody_is_named(self, petition, caplog):
        caplog.set_level("INFO")
        SignatureFactory.create_batch(2, petition=petition, created_at=timezone.now() - 31 * DAY)
        assert actions.forget().counts["pending"] == 2
        assert "'pending': 2" in caplog.text
        assert "amina" not in caplog.text

    def test_who_was_forgotten_may_sign_anew(self, petition, post):
        SignatureFactory(
            petition=petition, email="amina@example.ca", mails_sent=5, created_at=timezone.now() - 31 * DAY
        )
        actions.forget()
        post()
        assert Signature.objects.get().mails_sent == 0


class TestTheClockOpensAndCloses:
    @pytest.mark.parametrize(
        ("state", "opens", "closes", "becomes"),
        [
            ("scheduled", -1, 1, "open"),
            ("scheduled", 1, 2, "scheduled"),
            ("scheduled", -2, -1, "closed"),
            ("open", -2, -1, "closed"),
            ("open", -1, 1, "open"),
            ("draft", -2, -1, "draft"),
            ("withdrawn", -2, -1, "withdrawn"),
            ("delivered", -2, -1, "delivered"),
            ("answered", -2, -1, "answered"),
        ],
    )
    def test_by_state_and_time(self, organisation, state, opens, closes, becomes):
        now = timezone.now()
        petition = PetitionFactory(state=state, opens_at=now + opens * DAY, closes_at=now + closes * DAY)
        tasks.close_due_petitions.call()
        petition.refresh_from_db()
        assert petition.state == becomes
        changes = petition.history.count()
        tasks.close_due_petitions.call()
        assert petition.history.count() == changes

    def test_it_writes_the_state_and_not_the_words_that_staff_are_changing(self, petition, monkeypatch):
        petition.closes_at = timezone.now() - DAY
        petition.save()
        from petitions.models import Petition

        real = Petition.objects.past_closing

        def read_then_edited():
            found = list(real())
            Petition.objects.update(title_en="Edited meanwhile")
            return found

        monkeypatch.setattr(Petition.objects, "past_closing", read_then_edited, raising=False)
        actions.close_due()
        petition.refresh_from_db()
        assert (petition.state, petition.title_en) == ("closed", "Edited meanwhile")

    def test_a_scheduled_petition_can_be_signed_at_its_hour_even_before_the_clock_comes_by(self, petition, post):
        opens_at = timezone.now() + DAY
        petition.state, petition.opens_at = "scheduled", opens_at
        petition.save()
        with time_machine.travel(opens_at - timedelta(seconds=1), tick=False):
            assert post().status_code == 404
        with time_machine.travel(opens_at, tick=False):
            assert post().status_code == 303

    def test_the_last_second_counts_and_the_next_does_not(self, petition, post):
        with time_machine.travel(petition.closes_at - timedelta(seconds=1), tick=False):
            assert post().status_code == 303
        with time_machine.travel(petition.closes_at, tick=False):
            assert post(email="late@example.ca").status_code == 409
