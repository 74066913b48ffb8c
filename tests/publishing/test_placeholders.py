import pytest
from django.utils.translation import override

from publishing import placeholders
from tests.factories.campaigns import ChartFactory
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.publishing import OrganisationFactory, PageFactory


@pytest.mark.django_db
class TestWhatTheRecordsSay:
    def test_each_language_has_its_own_words_whatever_language_is_active(self):
        OrganisationFactory()
        DecisionMakerFactory()
        for active in ("en", "fr"):
            with override(active):
                english, french = placeholders.texts("en"), placeholders.texts("fr")
            assert english["organisation.name"] == "Citizens for Public Justice"
            assert french["organisation.name"] == "Citoyens pour une politique juste"
            assert english["minister.salutation"] == "Dear Minister:"
            assert french["minister.salutation"] == "Madame la Ministre,"
            assert french["minister.title"].startswith("ministre de ")
            assert english["minister.title"].startswith("Minister of ")
            assert french["minister.address"] == "Chambre des communes, Ottawa (Ontario)  K1A 0A6"

    def test_a_new_minister_is_named_at_once(self):
        minister = DecisionMakerFactory()
        before = placeholders.fill("Dear {{minister.full_name}}", placeholders.texts("en"))
        minister.first_name, minister.last_name = "Rowan", "Singh"
        minister.save()
        after = placeholders.fill("Dear {{minister.full_name}}", placeholders.texts("en"))
        assert (before, after) == ("Dear Dana Tremblay", "Dear Rowan Singh")

    def test_no_record_says_none(self):
        assert "None" not in placeholders.texts("fr").values()
        OrganisationFactory(phone="", postal_address_en="", name_fr="")
        DecisionMakerFactory(riding_en=None, riding_fr=None, email="", portfolio_en="x", portfolio_fr=None)
        for language in ("en", "fr"):
            for name, text in placeholders.texts(language).items():
                assert isinstance(text, str), name
                assert "None" not in text, name

    def test_charts_are_known_and_unknown_names_are_found(self):
        ChartFactory(key="sah-survey")
        text = "{{chart.sah-survey}} {{ organisation.name }} {{chart.other}} {{Oops}} {{}} {single}"
        assert placeholders.unknown_names(text) == {"chart.other", "Oops", ""}
        assert "chart.sah-survey" in placeholders.known_names()

    def test_a_text_without_braces_costs_no_query(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert placeholders.unknown_names("No braces { here }.") == set()


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{a.b}}{{ a.b }}", "xx"),
        ("{{\na.b\n}}", "x"),
        ("{{c.d}} stays", "{{c.d}} stays"),
        ("{a.b} { {a.b}}", "{a.b} { {a.b}}"),
        ("\\1 {{a.b}}", "\\1 x"),
    ],
)
def test_what_is_known_is_filled_in_and_the_rest_stays(text, filled):
    assert placeholders.fill(text, {"a.b": "x"}) == filled


def test_what_is_filled_in_is_not_read_again():
    assert placeholders.fill("{{a.b}}", {"a.b": "{{c.d}} \\g<0>", "c.d": "no"}) == "{{c.d}} \\g<0>"


@pytest.mark.django_db
def test_what_a_record_says_is_never_markup(client):
    OrganisationFactory(name_en='A & <b>B</b> "C"', email="")
    PageFactory(key="privacy", title_en="{{organisation.name}}", body_en="<p>{{organisation.name}}</p>")
    page = client.get("/en/privacy/").text
    assert "<p>A &amp; &lt;b&gt;B&lt;/b&gt;" in page
    assert "<b>B" not in page
