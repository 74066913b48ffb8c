"""What staff are told before a petition goes to the House of Commons on paper."""

import pytest

from petitions import house_rules
from petitions.models import Sheet
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.petitions import PetitionFactory
from tests.page_forms import words_of

pytestmark = pytest.mark.django_db

GOOD = {
    "house_addressee": "house",
    "whereas_en": "<ul><li>Whereas loans weigh on families;</li></ul>",
    "whereas_fr": "<ul><li>Attendu que les prêts pèsent sur les familles ;</li></ul>",
    "prayer_en": "<p>We ask the House of Commons to have travel loans waived.</p>",
    "prayer_fr": "<p>Nous prions la Chambre des communes de faire annuler les prêts de voyage.</p>",
}


def problems(**fields):
    return house_rules.problems(PetitionFactory(**GOOD | fields))


def test_a_petition_in_order_has_no_problem_and_staff_are_told_what_no_program_checks():
    petition = PetitionFactory(**GOOD)
    assert house_rules.problems(petition) == []
    (reminder,) = house_rules.warnings(petition)
    assert "provincial" in reminder


def test_a_petition_that_is_not_for_the_house_is_not_held_to_its_rules():
    petition = PetitionFactory(**GOOD | {"house_addressee": "", "prayer_en": "<p>We demand!</p>"})
    assert house_rules.warnings(petition) == []


@pytest.mark.parametrize("word", ["demand", "insist", "require", "must"])
def test_a_demand_in_english_is_named(word):
    (problem,) = problems(prayer_en=f"<p>We ask and {word} that loans be waived.</p>")
    assert problem == f"English: the prayer says “{word}”. The House takes requests, never demands."


@pytest.mark.parametrize("word", ["exigeons", "exige", "insistons", "doit", "sommons"])
def test_a_demand_in_french_is_named(word):
    (problem,) = problems(prayer_fr=f"<p>Nous prions la Chambre d’agir ; on {word} cela.</p>")
    assert problem == f"French: the prayer says “{word}”. The House takes requests, never demands."


def test_what_others_shall_no_longer_require_is_no_demand():
    assert problems(prayer_en="<p>We ask the House, in order to help families, no longer to require payment.</p>") == []


def test_a_fact_in_the_recitals_is_no_demand():
    assert problems(whereas_en="<p>Whereas families must repay and are required to;</p>") == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"is_before_courts": True}, "before the courts"),
        ({"prayer_en": "<p>Travel loans are unjust.</p>"}, "English: the prayer does not begin as a request"),
        ({"prayer_fr": "<p>Les prêts sont injustes.</p>"}, "French: the prayer does not begin as a request"),
        ({"whereas_en": f"<p>{'word ' * 244}</p>"}, "English: the text has 255 words. The House advises at most 250."),
        ({"whereas_fr": "<p>Voir www.exemple.ca</p>"}, "French: the text names a web address"),
        ({"whereas_en": "<p>See https://example.org/x</p>"}, "English: the text names a web address"),
        ({"whereas_fr": ""}, "French: there are no recitals"),
        ({"whereas_en": "<p>Whereas ((a note)) so;</p>"}, "English: notes are left out"),
        (
            {"whereas_en": "<table><tbody><tr><td>1</td></tr></tbody></table>"},
            "English: tables and charts are left out",
        ),
    ],
)
def test_each_broken_rule_is_told_in_one_sentence(fields, words):
    (problem,) = problems(**fields)
    assert words in problem


def test_an_empty_prayer_is_no_petition():
    petition = PetitionFactory.build(**GOOD | {"prayer_fr": ""}, recipient=DecisionMakerFactory())
    assert house_rules.problems(petition) == ["French: the prayer is empty. Without a request it is no petition."]


@pytest.mark.parametrize(
    ("kind", "role", "words"),
    [("minister", "mp", "not entered as a minister"), ("member", "minister", "not entered as a member")],
)
def test_a_recipient_whom_the_house_does_not_know_is_told(kind, role, words):
    (problem,) = problems(house_addressee=kind, recipient=DecisionMakerFactory(key="somebody", role=role))
    assert words in problem


def test_a_text_that_does_not_fit_its_first_sheet_is_told_once_the_sheet_is_made():
    petition = PetitionFactory(**GOOD)
    petition.sheets.create(kind=Sheet.Kind.HOUSE, language="fr", digest="x", pages=3)
    petition.sheets.create(kind=Sheet.Kind.HOUSE, language="en", digest="y", pages=2)
    (problem,) = house_rules.problems(petition)
    assert "too long for the French sheet" in problem


def test_problems_stand_on_the_list_of_what_is_to_do(publisher):
    PetitionFactory(**GOOD | {"title_en": "Waive loans", "is_before_courts": True})
    PetitionFactory(**GOOD | {"title_en": "All is well"})
    PetitionFactory(**GOOD | {"title_en": "Over", "is_before_courts": True}, closed=True)
    words = words_of(publisher.get("/admin/"))
    assert "“Waive loans”, for the House of Commons: The matter is marked as before the courts." in words
    assert "“All is well”" not in words
    assert "“Over”" not in words
