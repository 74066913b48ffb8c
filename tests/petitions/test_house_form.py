"""The House's form of words, in English and in French."""

import pytest

from petitions import house_form
from petitions.models import Petition
from tests.factories.parliament import DecisionMakerFactory

To = Petition.HouseAddressee


def petition_to(kind, **who):
    details = {
        "role": "minister",
        "first_name": "Anne",
        "last_name": "Roy",
        "gender": "f",
        "portfolio_en": "Immigration",
        "portfolio_fr": "l’Immigration",
        "riding_en": "Ottawa Centre",
        "riding_fr": "Ottawa-Centre",
    }
    return Petition(house_addressee=kind, recipient=DecisionMakerFactory.build(**details | who))


@pytest.mark.parametrize(
    ("kind", "who", "english", "french"),
    [
        (
            To.HOUSE,
            {},
            "Petition to the House of Commons in Parliament assembled",
            "Pétition à la Chambre des communes réunie en Parlement",
        ),
        (To.GOVERNMENT, {}, "Petition to the Government of Canada", "Pétition au gouvernement du Canada"),
        (To.MINISTER, {}, "Petition to the Minister of Immigration", "Pétition à la ministre de l’Immigration"),
        (
            To.MINISTER,
            {"gender": "m"},
            "Petition to the Minister of Immigration",
            "Pétition au ministre de l’Immigration",
        ),
        (
            To.MINISTER,
            {"gender": ""},
            "Petition to the Minister of Immigration",
            "Pétition à la ou au ministre de l’Immigration",
        ),
        (
            To.MINISTER,
            {"role": "prime_minister", "gender": "m"},
            "Petition to the Prime Minister of Canada",
            "Pétition au premier ministre du Canada",
        ),
        (
            To.MEMBER,
            {"role": "mp"},
            "Petition to Anne Roy, Member of Parliament for Ottawa Centre",
            "Pétition à Anne Roy, députée, circonscription d’Ottawa-Centre",
        ),
        (
            To.MEMBER,
            {"role": "mp_privy_councillor", "gender": "", "riding_fr": "Halifax-Ouest"},
            "Petition to Anne Roy, Member of Parliament for Ottawa Centre",
            "Pétition à Anne Roy, membre du Parlement, circonscription de Halifax-Ouest",
        ),
    ],
)
def test_the_addressee_is_one_of_the_closed_list(kind, who, english, french):
    petition = petition_to(kind, **who)
    assert house_form.addressee(petition, "en").heading == english
    assert house_form.addressee(petition, "fr").heading == french


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (To.NONE, {}),
        (To.MINISTER, {"role": "mp"}),
        (To.MINISTER, {"portfolio_en": "", "portfolio_fr": ""}),
        (To.MEMBER, {"role": "minister"}),
        ("bishop", {}),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_there_is_no_other_addressee(kind, who, language):
    with pytest.raises(house_form.NoHouseAddressee):
        house_form.addressee(petition_to(kind, **who), language)


def test_the_opening_takes_the_addressee_with_its_article():
    government = petition_to(To.GOVERNMENT)
    opening = {code: house_form.opening(house_form.addressee(government, code), code) for code in ("en", "fr")}
    assert opening["en"] == (
        "We, the undersigned residents of Canada, draw the attention of the Government of Canada to the following:"
    )
    assert "attirons l’attention du gouvernement du Canada sur ce qui suit" in opening["fr"]


@pytest.mark.parametrize(
    ("language", "request_words", "lead", "joins"),
    [
        ("en", "We ask the House to act.", "Therefore, ", True),
        ("en", "Your petitioners pray that it act.", "Therefore, ", True),
        ("en", "That loans be waived.", "Therefore, we, the undersigned, request ", True),
        ("en", "To waive loans.", "Therefore, we, the undersigned, call upon the House of Commons ", True),
        ("en", "Therefore we ask.", "", False),
        (
            "en",
            "Waive the loans.",
            "Therefore, we, the undersigned, make the following request to the House of Commons:",
            False,
        ),
        ("fr", "Nous prions la Chambre d’agir.", "Par conséquent, ", True),
        ("fr", "Qu’elle agisse.", "Par conséquent, nous, soussignés, demandons ", True),
        ("fr", "De renoncer aux prêts.", "Par conséquent, nous, soussignés, prions la Chambre des communes ", True),
        ("fr", "C’est pourquoi nous prions.", "", False),
        (
            "fr",
            "Renoncer aux prêts.",
            "Par conséquent, nous, soussignés, adressons à la Chambre des communes la demande suivante :",
            False,
        ),
    ],
)
def test_the_request_is_led_in_as_its_first_words_need_it(language, request_words, lead, joins):
    to = house_form.addressee(petition_to(To.HOUSE), language)
    assert house_form.lead(request_words, to, language) == (lead, joins)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "We, the undersigned, respectfully ask the Minister to act."),
        ("en", "Therefore, we call upon the House to act."),
        ("en", "That loans be waived."),
        ("fr", "Nous, signataires de la présente pétition, prions la ministre d’agir."),
        ("fr", "Par conséquent, nous demandons que cela soit fait."),
        ("fr", "De renoncer aux prêts."),
    ],
)
def test_what_asks_begins_as_a_request(language, words):
    assert house_form.begins_as_request(words, language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Travel loans are unjust."),
        ("en", "We think that loans are unjust. We ask for nothing."),
        ("fr", "Les prêts sont injustes."),
        ("fr", "Nous pensons que les prêts sont injustes."),
    ],
)
def test_an_opinion_is_no_request(language, words):
    assert not house_form.begins_as_request(words, language)
