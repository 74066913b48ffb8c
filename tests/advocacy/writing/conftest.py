import pytest
from django.test import Client

from parliament.models import Member
from tests.factories.advocacy import LetterFactory
from tests.factories.parliament import MemberFactory, RidingFactory

OWN_WORDS = "Our parish sponsored a family from Eritrea, and I have sat at their table."


@pytest.fixture
def riding(db):
    """Ottawa Centre, with Noor Gagné as its member."""
    riding = RidingFactory(number="35079", name_en="Ottawa Centre", name_fr="Ottawa-Centre")
    MemberFactory(riding=riding, languages=Member.Languages.FRENCH)
    return riding


@pytest.fixture
def letter(db):
    """To the minister, Dana Tremblay, with a copy to the member."""
    return LetterFactory(campaign__slug_en="loans", campaign__slug_fr="prets")


@pytest.fixture
def typed(letter):
    """`typed(name="…")`: what a visitor posts."""

    def make(**words):
        points = [str(point.pk) for point in letter.points.all()[:2]]
        whole = {"opening": OWN_WORDS, "points": points, "name": "Amina O’Neil", "place": "Ottawa", "language": "en"}
        return {**whole, "address": "", **words}

    return make


@pytest.fixture
def visitor():
    """A browser on a page of the site, which sends no token."""
    return Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})
