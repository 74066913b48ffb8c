"""The names in braces that a letter is filled in with."""

import pytest
from django.core.exceptions import ValidationError

from advocacy.letter_names import filled, validate_names, validate_no_names
from tests.factories.advocacy import LetterFactory, LetterPointFactory

KNOWN = {"place": "Ottawa", "riding": "Ottawa Centre", "member": "Noor Gagné", "recipient": "D", "date": "today"}


def test_names_are_filled_in_and_paragraphs_stand_apart():
    assert filled("I live in {place}.\n\n\nYou are {member}.", KNOWN) == ["I live in Ottawa.", "You are Noor Gagné."]


def test_a_paragraph_that_names_what_is_not_known_is_left_out():
    assert filled("I live in {riding}.\n\nLoans weigh.", KNOWN | {"riding": ""}) == ["Loans weigh."]


def test_what_is_filled_in_is_not_read_again():
    assert filled("I live in {place}.", KNOWN | {"place": "{member}"}) == ["I live in {member}."]


@pytest.mark.parametrize(
    ("riding", "words"),
    [
        ("Ottawa-Centre", "la circonscription d’Ottawa-Centre"),
        ("Élan", "la circonscription d’Élan"),
        ("La Prairie", "la circonscription de La Prairie"),
    ],
)
def test_in_french_de_loses_its_vowel_before_another(riding, words):
    assert filled("la circonscription de {riding}", {"riding": riding}) == [words]


@pytest.mark.parametrize(
    ("text", "member", "words"),
    [
        ("que {member} appuie", "Anita Anand", "qu’Anita Anand appuie"),
        ("Que {member} appuie", "Luc Roy", "Que Luc Roy appuie"),
        ("Lorsque {member} parle", "Élise Roy", "Lorsqu’Élise Roy parle"),
        ("l’appui de {member}", "Yves Roy", "l’appui d’Yves Roy"),
        ("l’appui de {member}", "Yasmine Roy", "l’appui de Yasmine Roy"),
        ("ma fille {member}", "Anita Anand", "ma fille Anita Anand"),
    ],
)
def test_so_do_other_short_words_and_y_is_a_vowel_before_a_consonant(text, member, words):
    assert filled(text, {"member": member}) == [words]


@pytest.mark.parametrize("text", ["In {riding}.", "No names.", "{place}, {date}, {member}, {recipient}"])
def test_known_names_are_taken(text):
    validate_names(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In {ridng}.", "“{ridng}”"),
        ("In {riding.", "“{riding.”"),
        ("In riding}.", "“}”"),
        ("In { riding }.", "“{ riding }”"),
        ("In {{riding}}.", "single braces"),
    ],
)
def test_other_braces_are_refused_with_the_names_that_there_are(text, told):
    with pytest.raises(ValidationError) as refused:
        validate_names(text)
    assert told in refused.value.messages[0]
    assert "{recipient}" in refused.value.messages[0]


def test_a_subject_has_no_names():
    validate_no_names("Travel loans")
    with pytest.raises(ValidationError):
        validate_no_names("Loans in {riding}")


@pytest.mark.django_db
class TestRecords:
    def test_a_letter_says_at_the_field_of_which_language_a_name_is_wrong(self):
        with pytest.raises(ValidationError) as refused:
            LetterFactory(introduction_fr="J’habite à {plac}.")
        assert set(refused.value.message_dict) == {"introduction_fr"}

    def test_so_does_a_point(self):
        with pytest.raises(ValidationError) as refused:
            LetterPointFactory(text_fr="Voir {{minister.email}}.")
        assert set(refused.value.message_dict) == {"text_fr"}
