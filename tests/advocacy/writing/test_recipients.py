"""To whom a letter goes and how they are addressed, in both languages."""

import pytest

from advocacy.models import Letter
from advocacy.writing.composing import compose
from advocacy.writing.recipients import recipients_of
from parliament.models import DecisionMaker, Member
from tests.factories.advocacy import LetterFactory
from tests.factories.parliament import DecisionMakerFactory, MemberFactory, RidingFactory

pytestmark = pytest.mark.django_db
HOUSE = {
    "en": ("House of Commons", "Ottawa, Ontario  K1A 0A6"),
    "fr": ("Chambre des communes", "Ottawa (Ontario)  K1A 0A6"),
}


def to_member(**member):
    riding = MemberFactory(**member).riding
    return LetterFactory(to=Letter.To.MEMBER), riding


@pytest.mark.parametrize(
    ("member", "language", "name_line", "salutation"),
    [
        ({}, "en", "Ms. Noor Gagné, M.P.", "Dear Ms. Gagné:"),
        ({}, "fr", "Madame Noor Gagné, députée", "Madame la Députée,"),
        ({"gender": "m"}, "fr", "Monsieur Noor Gagné, député", "Monsieur le Député,"),
        ({"gender": ""}, "en", "Noor Gagné, M.P.", "Dear Noor Gagné:"),
        ({"gender": ""}, "fr", "Noor Gagné, membre du Parlement", "Bonjour,"),
        ({"is_privy_councillor": True}, "en", "The Honourable Noor Gagné, P.C., M.P.", "Dear Ms. Gagné:"),
        ({"is_privy_councillor": True}, "fr", "L’honorable Noor Gagné, C.P., députée", "Madame la Députée,"),
    ],
)
def test_a_member_is_addressed_as_is_right(member, language, name_line, salutation):
    letter, riding = to_member(**member)
    found = recipients_of(letter, riding, language)
    assert found.to.lines == (name_line, *HOUSE[language])
    assert found.to.form.salutation == salutation
    assert found.copy is None
    assert found.to.is_at_the_house


def test_a_minister_is_addressed_as_minister_and_the_member_gets_a_copy(letter, riding):
    found = recipients_of(letter, riding, "fr")
    assert found.to.lines[:2] == (
        "L’honorable Dana Tremblay, C.P., députée",
        "Ministre de l’Immigration, des Réfugiés et de la Citoyenneté",
    )
    assert found.copy.lines[0] == "Madame Noor Gagné, députée"


@pytest.mark.parametrize(
    ("role", "language", "name_line"),
    [
        ("minister", "en", "The Honourable Dana Tremblay, P.C."),
        ("minister", "fr", "L’honorable Dana Tremblay, C.P."),
        ("prime_minister", "en", "The Right Honourable Dana Tremblay, P.C."),
        ("prime_minister", "fr", "La très honorable Dana Tremblay, C.P."),
    ],
)
def test_a_minister_without_a_riding_is_not_called_a_member(letter, role, language, name_line):
    DecisionMaker.objects.update(role=role, riding_en="", riding_fr="")
    assert recipients_of(letter, None, language).to.lines[0] == name_line


def test_without_a_riding_a_letter_to_both_goes_to_the_minister_alone(letter):
    found = recipients_of(letter, None, "en")
    assert (found.to.name, found.copy, found.is_seat_vacant) == ("Dana Tremblay", None, False)


def test_a_minister_who_is_the_writers_own_member_gets_no_copy_of_what_they_have_got(letter, typed):
    riding = MemberFactory(first_name="Dana", last_name="Tremblay").riding
    found = recipients_of(letter, riding, "en")
    assert (found.to.form.salutation, found.copy) == ("Dear Minister:", None)
    own = compose(letter, riding, found, typed() | {"points": []})
    assert "with a copy to" not in own.as_text


def test_constituents_of_the_prime_minister_address_the_prime_minister():
    roy = {"first_name": "Max", "last_name": "Roy", "gender": "m"}
    DecisionMakerFactory(key="pm", role=DecisionMaker.Role.PRIME_MINISTER, **roy)
    letter, riding = to_member(**roy)
    assert recipients_of(letter, riding, "en").to.form.salutation == "Dear Prime Minister:"


def test_a_vacant_seat_leaves_the_decision_maker_or_nobody():
    riding = MemberFactory(vacant=True).riding
    for to in (Letter.To.MEMBER, Letter.To.BOTH):
        found = recipients_of(LetterFactory(to=to), riding, "en")
        assert (found.to.name, found.copy, found.is_seat_vacant) == ("Dana Tremblay", None, True)
    alone = LetterFactory(to=Letter.To.MEMBER, decision_maker=None)
    assert recipients_of(alone, riding, "en").to is None


def test_where_nobody_knows_who_sits_the_seat_is_addressed():
    found = recipients_of(LetterFactory(to=Letter.To.MEMBER), RidingFactory(name_en="Ottawa Centre"), "en")
    assert found.to.lines[0] == "Member of Parliament for Ottawa Centre"
    assert found.to.form.salutation == "Dear Member of Parliament:"
    assert found.to.email == ""


def test_only_the_house_needs_no_stamp(letter, riding):
    DecisionMaker.objects.update(address_en="365 Laurier Avenue West\nOttawa, Ontario  K1A 1L1")
    found = recipients_of(letter, riding, "en")
    assert not found.to.is_at_the_house
    assert found.copy.is_at_the_house
    assert Member.objects.count() == 1
