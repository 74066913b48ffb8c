import pytest

from publishing.typography import language_of_field, typeset


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('She said "yes".', "She said “yes”."),
        ('("Yes")', "(“Yes”)"),
        ("He's the Joneses' guest", "He’s the Joneses’ guest"),
        ("'Welcome,' they said", "‘Welcome,’ they said"),
        ("\"'Yes' was all,\" she said", "“‘Yes’ was all,” she said"),
        ("'\"Yes\" was all,' she said", "‘“Yes” was all,’ she said"),
        ("the '90s", "the ’90s"),
        ("(Jones)'s", "(Jones)’s"),
        ("and so on...", "and so on…"),
        ('"', "”"),
        ("", ""),
    ],
)
def test_straight_quotes_become_curly_ones(typed, set_):
    assert typeset(typed, "en") == set_


def test_four_dots_are_not_an_ellipsis():
    assert typeset("Name ....", "en") == "Name ...."


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("«oui»", "«\u00a0oui\u00a0»"),
        ("«  oui »", "«\u00a0oui\u00a0»"),
        ("Trois demandes : une", "Trois demandes\u00a0: une"),
        ("Trois demandes :", "Trois demandes\u00a0:"),
        ("Trois demandes :((Une note.))", "Trois demandes\u00a0:((Une note.))"),
        ("Pourquoi ? Oui ; non !", "Pourquoi? Oui; non!"),
        ("Pourquoi?", "Pourquoi?"),
        ("1 000 000 $", "1\u00a0000\u00a0000\u00a0$"),
        ("98 % des prêts", "98\u00a0% des prêts"),
        ("l'eau d'\"ici\"", "l’eau d’“ici”"),
    ],
)
def test_french_gets_its_no_break_spaces(typed, set_):
    assert typeset(typed, "fr") == set_


@pytest.mark.parametrize("typed", ["Three asks : one", "Why ?", "1 000", "98 %", "«oui»"])
def test_english_spaces_stay_as_typed(typed):
    assert typeset(typed, "en") == typed
    assert typeset(typed, None) == typed


@pytest.mark.parametrize("typed", ["le 21 février 2018", "10 h 30", "16:9", "1 0000", "Pourquoi? Non!"])
def test_french_puts_no_space_where_none_was_typed_and_joins_no_other_numbers(typed):
    assert typeset(typed, "fr") == typed


@pytest.mark.parametrize("language", ["en", "fr", None])
@pytest.mark.parametrize("kept", ["https://example.org/it's", "{{minister.full_name}}", "{{ it's ? }}"])
def test_addresses_and_placeholders_are_left_as_typed(kept, language):
    assert typeset(f"See {kept}, please", language) == f"See {kept}, please"


def test_a_quotation_mark_ends_an_address():
    assert typeset('See "https://example.org/a", please', "en") == "See “https://example.org/a”, please"


def test_a_placeholder_stands_for_a_word():
    assert typeset("{{minister.full_name}}'s letter", "en") == "{{minister.full_name}}’s letter"
    assert typeset('"{{minister.full_name}}"', "en") == "“{{minister.full_name}}”"
    assert typeset("{{minister.full_name}} : oui", "fr") == "{{minister.full_name}}\u00a0: oui"


def test_words_in_the_element_before_and_after_count():
    assert typeset("'s friend", "en", before="Jones") == "’s friend"
    assert typeset("'s not here", "en") == "‘s not here"
    assert typeset('"', "en", after="Hello") == "“"
    assert typeset(" : oui", "fr", before="Note") == "\u00a0: oui"
    assert typeset("10 ", "fr", after="%") == "10\u00a0"


@pytest.mark.parametrize("language", ["en", "fr", None])
@pytest.mark.parametrize(
    "typed",
    [
        "\"Why\" : 'because' «it» is 10 000 $ ; no ?",
        "« »",
        "«»",
        "''\"\"",
        "a ... b",
        "\u00a0: \u202f; «\u202fx\u202f»",
        '- "x" -- \'90s',
    ],
)
def test_typesetting_twice_changes_nothing(typed, language):
    once = typeset(typed, language)
    assert typeset(once, language) == once


@pytest.mark.parametrize(
    ("name", "language"), [("title_en", "en"), ("title_fr", "fr"), ("title", None), ("refr", None), ("en", None)]
)
def test_the_language_of_a_field_is_in_its_name(name, language):
    assert language_of_field(name) == language
