"""Numbers for other programs, and what pages of other sites may read and frame."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from petitions import actions
from petitions.models import PaperBatch, PaperEntry, Petition, Tally
from tests.factories.parliament import RidingFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db


def sign(petition, number, **fields):
    for _ in range(number):
        SignatureFactory(petition=petition, confirmed=True, **fields)


@pytest.fixture
def signed(petition):
    """18 from Ontario, six of them in one riding and three in another; seven from Quebec; two from abroad."""
    when = datetime(2026, 3, 3, 15, tzinfo=UTC)
    RidingFactory(number="35075", name_en="Ottawa Centre", name_fr="Ottawa-Centre", province="ON")
    sign(petition, 9, riding="", confirmed_at=when)
    sign(petition, 6, riding="35075", confirmed_at=when)
    sign(petition, 3, riding="35076", confirmed_at=when)
    sign(petition, 7, postal_code="H2X 1Y4", language="fr", confirmed_at=when + timedelta(days=7))
    sign(petition, 2, residence="abroad", confirmed_at=when)
    actions.count_window()
    return petition


def by(rows, key):
    return {row[key]: row["count"] for row in rows}


class TestOnePetition:
    def test_it_is_found_by_its_address_in_either_language(self, client, petition):
        english = client.get("/api/petitions/waive-travel-loans.json")
        french = client.get("/api/petitions/annuler-les-prets.json")
        assert english.status_code == 200
        assert english.content == french.content
        assert client.get("/api/petitions/nothing.json").status_code == 404

    def test_an_english_address_comes_before_the_same_french_one(self, client, petition):
        PetitionFactory(slug_fr="waive-travel-loans", title_en="Another")
        assert client.get("/api/petitions/waive-travel-loans.json").json()["title"]["en"] == "Waive travel loans"

    def test_what_it_says_of_the_petition(self, client, petition):
        Tally.objects.create(petition=petition, confirmed=6412, paper=120, paper_provinces={"ON": 100, "QC": 20})
        data = client.get("/api/petitions/waive-travel-loans.json").json()
        assert data["title"] == {"en": "Waive travel loans", "fr": "Annuler les prêts de voyage"}
        assert data["url"] == {
            "en": "https://act.example.org/en/petitions/waive-travel-loans/",
            "fr": "https://act.example.org/fr/petitions/annuler-les-prets/",
        }
        assert data["json"] == "https://act.example.org/api/petitions/waive-travel-loans.json"
        assert data["counts"] == {"web": 6412, "paper": 120, "total": 6532}
        assert (data["state"], data["goal"]) == ("open", 1000)
        assert data["opens_at"] == petition.opens_at.isoformat()
        assert data["counted_at"] == Tally.objects.get().counted_at.isoformat()
        assert by(data["paper_by_province"], "province") == {"QC": 20, "ON": 100}

    def test_groups_under_five_are_hidden_with_what_would_give_them_away(self, client, signed):
        data = client.get("/api/petitions/waive-travel-loans.json").json()
        assert data["counts"]["total"] == 27
        assert data["smallest_group_shown"] == 5
        assert by(data["by_province"], "province") == {"QC": None, "ON": 18, None: None}
        assert [row["suppressed"] for row in data["by_province"]] == [True, False, True]
        ridings = {(row["province"], row["riding"]): row["count"] for row in data["by_riding"]}
        assert ridings == {
            ("QC", None): None,
            ("ON", None): 9,
            ("ON", "35075"): None,
            ("ON", "35076"): None,
            (None, None): None,
        }
        assert by(data["by_language"], "language") == {"en": 20, "fr": 7}
        assert by(data["by_week"], "week") == {"2026-03-02": 20, "2026-03-09": 7}

    def test_provinces_and_ridings_have_their_names_in_both_languages(self, client, signed):
        data = client.get("/api/petitions/waive-travel-loans.json").json()
        assert data["by_province"][0]["name"] == {"en": "Quebec", "fr": "Québec"}
        assert data["by_province"][-1]["name"] is None
        names = {row["riding"]: row["name"] for row in data["by_riding"]}
        assert names["35075"] == {"en": "Ottawa Centre", "fr": "Ottawa-Centre"}
        assert names["35076"] is None

    def test_nothing_personal_is_in_it(self, client, signed):
        text = client.get("/api/petitions/waive-travel-loans.json").text
        for personal in ("Amina", "O’Neil", "example.ca", "K1A"):
            assert personal not in text

    @pytest.mark.parametrize(
        ("state", "opens", "closes", "said"),
        [
            ("open", -1, 1, "open"),
            ("scheduled", -1, 1, "open"),
            ("open", -2, -1, "closed"),
            ("closed", -2, -1, "closed"),
            ("delivered", -2, -1, "delivered"),
            ("answered", -2, -1, "answered"),
        ],
    )
    def test_the_state_follows_the_clock(self, client, petition, state, opens, closes, said):
        now, day = timezone.now(), timedelta(days=1)
        Petition.objects.filter(pk=petition.pk).update(
            state=state, opens_at=now + opens * day, closes_at=now + closes * day
        )
        assert client.get("/api/petitions/waive-travel-loans.json").json()["state"] == said

    @pytest.mark.parametrize("state", ["draft", "withdrawn"])
    def test_what_is_not_on_the_site_is_not_here(self, client, petition, state):
        Petition.objects.filter(pk=petition.pk).update(state=state)
        assert client.get("/api/petitions/waive-travel-loans.json").status_code == 404
        assert client.get("/api/petitions.json").json() == {"petitions": []}

    def test_it_asks_as_often_for_many_ridings_as_for_few(self, signed, client, queries_of):
        before = queries_of(client, "/api/petitions/waive-travel-loans.json")
        for number in range(20):
            sign(signed, 1, riding=str(35080 + number))
        actions.count_window()
        assert queries_of(client, "/api/petitions/waive-travel-loans.json") == before <= 7


def test_the_list_has_what_is_on_the_site_the_newest_first(client, petition, queries_of):
    one = queries_of(client, "/api/petitions.json")
    PetitionFactory(title_en="Newer", opens_at=timezone.now() - timedelta(days=1))
    PetitionFactory(draft=True)
    rows = client.get("/api/petitions.json").json()["petitions"]
    assert [row["title"]["en"] for row in rows] == ["Newer", "Waive travel loans"]
    assert rows[0]["counts"] == {"web": 0, "paper": 0, "total": 0}
    assert "by_province" not in rows[0]
    assert queries_of(client, "/api/petitions.json") == one


@pytest.mark.parametrize(
    "path",
    [
        "/api/petitions.json",
        "/api/petitions/waive-travel-loans.json",
        "/en/petitions/waive-travel-loans/count.json",
    ],
)
class TestForAnyOrigin:
    def test_any_page_may_read_it_and_any_cache_may_keep_it(self, client, petition, path):
        answer = client.get(path, headers={"origin": "https://elsewhere.example", "accept-language": "fr"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        for part in ("public", "max-age=60", "stale-while-revalidate=300", "stale-if-error=86400"):
            assert part in answer["Cache-Control"]
        assert "Accept-Language" not in answer.get("Vary", "")
        assert answer.content == client.get(path, headers={"accept-language": "en"}).content
        assert not answer.cookies

    def test_whoever_has_it_is_told_so(self, client, petition, path):
        tag = client.get(path)["ETag"]
        again = client.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")

    def test_it_is_read_only(self, client, petition, path):
        for method in ("post", "put", "delete"):
            assert getattr(client, method)(path).status_code == 405


class TestPaper:
    def batch(self, petition, state="counted", **provinces):
        counted_at = timezone.now() if state == "counted" else None
        batch = PaperBatch.objects.create(petition=petition, state=state, counted_at=counted_at)
        for place in (1, 2):
            valid = sum(provinces.values())
            PaperEntry.objects.create(batch=batch, place=place, sheets=1, lines=valid, valid=valid, provinces=provinces)
        return batch

    def test_counted_batches_are_counted_apart_and_once(self, petition):
        sign(petition, 2)
        self.batch(petition, ON=12, QC=3)
        self.batch(petition, ON=8)
        self.batch(petition, state="awaiting", ON=50)
        self.batch(PetitionFactory(), ON=1)
        actions.count_window()
        tally = Tally.objects.get(petition=petition)
        assert (tally.confirmed, tally.paper, tally.total) == (2, 23, 25)
        assert tally.paper_provinces == {"ON": 20, "QC": 3}

    def test_a_batch_that_is_set_aside_counts_no_more(self, petition):
        batch = self.batch(petition, ON=12)
        actions.count_window()
        PaperBatch.objects.filter(pk=batch.pk).update(state="set_aside", counted_at=None)
        actions.count_window()
        tally = Tally.objects.get()
        assert (tally.paper, tally.paper_provinces) == (0, {})

    def test_provinces_that_are_corrected_change_although_the_sum_does_not(self, petition):
        batch = self.batch(petition, ON=12)
        actions.count_window()
        batch.entries.update(provinces={"ON": 6, "QC": 6})
        actions.count_window()
        assert Tally.objects.get().paper_provinces == {"ON": 6, "QC": 6}

    def test_nothing_new_on_paper_writes_nothing(self, petition):
        self.batch(petition, ON=12)
        actions.count_window()
        before = Tally.objects.values().get()
        actions.count_window()
        assert Tally.objects.values().get() == before

    def test_paper_reaches_milestones_too(self, petition):
        sign(petition, 2)
        self.batch(petition, ON=98)
        actions.count_window()
        assert list(petition.entries.filter(kind="milestone").values_list("count", flat=True)) == [100]
