"""What an answer of Represent about a postal code tells, with all that may be odd in it."""

import pytest

from parliament.finding import proposal_of
from parliament.represent_ridings import Told, ridings_told
from tests.factories.parliament import RidingFactory
from tests.parliament.represent_stand_in import boundary, representative

OF_2013 = "federal-electoral-districts"
LAKESHORE = "Mississauga—Lakeshore"


def test_a_boundary_of_the_order_in_force_is_believed():
    assert ridings_told({"boundaries_centroid": [boundary(LAKESHORE)]}) == Told((LAKESHORE,), is_in_force=True)


def test_an_answer_of_the_former_order_is_only_a_proposal():
    """As recorded for L5G 4L3 during the 44th Parliament: 35061 of 2013, which is 35064 today."""
    answer = {
        "boundaries_centroid": [boundary(LAKESHORE, OF_2013, "35061")],
        "boundaries_concordance": [],
        "representatives_centroid": [representative(LAKESHORE, OF_2013)],
    }
    assert ridings_told(answer) == Told((LAKESHORE,), is_in_force=False)


def test_boundaries_in_force_are_preferred_to_where_a_member_sits():
    """It has served members who had left, and districts of the former order."""
    answer = {
        "boundaries_centroid": [boundary("Ottawa South", OF_2013), boundary("Ottawa Centre")],
        "representatives_centroid": [representative("Ottawa South", OF_2013)],
    }
    assert ridings_told(answer) == Told(("Ottawa Centre",), is_in_force=True)


def test_boundaries_of_the_former_order_alone_tell_nothing():
    assert ridings_told({"boundaries_centroid": [boundary(LAKESHORE, OF_2013)]}) == Told()


def test_a_member_of_the_order_in_force_stands_for_missing_boundaries():
    assert ridings_told({"representatives_concordance": [representative(LAKESHORE)]}) == Told((LAKESHORE,), True)


def test_several_boundaries_are_all_told_the_middle_of_the_code_first():
    answer = {
        "boundaries_centroid": [boundary("Nepean")],
        "boundaries_concordance": [boundary("Ottawa Centre"), boundary("Nepean")],
    }
    assert ridings_told(answer).names == ("Nepean", "Ottawa Centre")


def test_several_members_are_all_told():
    answer = {"representatives_centroid": [representative("Nepean"), representative("Ottawa Centre")]}
    assert ridings_told(answer).names == ("Nepean", "Ottawa Centre")


def test_councillors_and_members_of_assemblies_are_left_out():
    council = {"district_name": "Somerset", "related": {"representative_set_url": "/representative-sets/ottawa/"}}
    assert ridings_told({"representatives_centroid": [council]}) == Told()


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"boundaries_centroid": [], "boundaries_concordance": [], "representatives_centroid": []},
        {"boundaries_centroid": None, "representatives_concordance": None},
        {"boundaries_centroid": {"name": "x"}, "representatives_centroid": "x"},
        {"boundaries_centroid": [None, 1, "x", [], {}], "representatives_centroid": [{"related": None}]},
        {"boundaries_centroid": [boundary("")], "representatives_centroid": [representative("  ")]},
        {"boundaries_centroid": [boundary(None), boundary(7), {**boundary("x"), "url": 1, "related": 3}]},
    ],
    ids=["no keys", "empty", "null", "other kinds", "odd records", "no names", "odd names"],
)
def test_missing_empty_and_odd_keys_tell_nothing(answer):
    assert ridings_told(answer) == Told()


@pytest.mark.django_db
class TestByTheirNames:
    def test_a_number_of_another_order_misleads_nobody(self):
        RidingFactory(number="35061", name_en="Mississauga Centre", name_fr="Mississauga-Centre")
        lakeshore = RidingFactory(number="35064", name_en=LAKESHORE, name_fr=LAKESHORE)
        told = ridings_told({"representatives_centroid": [representative(LAKESHORE, OF_2013)]})
        assert proposal_of(told).ridings == (lakeshore,)
        assert not proposal_of(told).is_certain

    def test_a_riding_of_the_former_order_is_not_proposed(self):
        RidingFactory(representation_order=2013, name_en=LAKESHORE, name_fr=LAKESHORE)
        assert proposal_of(Told((LAKESHORE,), is_in_force=True)).ridings == ()

    @pytest.mark.parametrize(
        "spelling",
        [
            "Ville-Marie—Le Sud-Ouest—Île-des-Sœurs",
            "Ville-Marie - Le Sud-Ouest - Ile-des-Soeurs",
            "VILLE-MARIE–LE SUD-OUEST–ÎLE-DES-SOEURS",
        ],
    )
    def test_dashes_ligatures_and_accents_make_no_difference(self, spelling):
        name = "Ville-Marie—Le Sud-Ouest—Île-des-Soeurs"
        riding = RidingFactory(name_en=name, name_fr=name)
        assert proposal_of(Told((spelling,), is_in_force=True)) == ((riding,), True, "", None)

    def test_apostrophes_and_french_names_make_no_difference(self):
        riding = RidingFactory(name_en="Taiaiako’n—Parkdale", name_fr="Taiaiako’n—Parkdale Ouest")
        assert proposal_of(Told(("Taiaiako'n--Parkdale Ouest",), is_in_force=True)).ridings == (riding,)

    def test_one_of_several_is_not_certain(self):
        one = RidingFactory(name_en="Nepean", name_fr="Nepean")
        two = RidingFactory(name_en="Ottawa Centre", name_fr="Ottawa-Centre")
        assert proposal_of(Told(("Ottawa Centre", "Nepean"), is_in_force=True)) == ((two, one), False, "", None)

    def test_a_name_that_the_site_does_not_know_leaves_a_doubt(self):
        riding = RidingFactory(name_en="Nepean", name_fr="Nepean")
        assert proposal_of(Told(("Nepean", "Atlantis"), is_in_force=True)) == ((riding,), False, "", None)
