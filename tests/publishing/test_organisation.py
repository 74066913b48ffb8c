import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from publishing.colours import contrast_with_white, darken, validate_colour
from publishing.models import Organisation
from tests.factories.publishing import OrganisationFactory


def test_contrast_is_that_of_wcag():
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast_with_white("#777777") < 4.5


def test_a_colour_is_darkened_channel_by_channel():
    assert darken("#ff8000", 0.5) == "#804000"
    assert darken("#000000", 0.5) == "#000000"


@pytest.mark.parametrize("value", ["0f3f3a", "#0f3", "#zzzzzz", "red", "#0f3f3a;}", "#0f3f3a\n", ""])
def test_what_is_no_colour_is_refused(value):
    with pytest.raises(ValidationError):
        validate_colour(value)


def test_a_colour_in_either_case_is_taken():
    validate_colour("#0F3f3A")


@pytest.mark.django_db
class TestTheRecord:
    @pytest.mark.parametrize("field", ["brand_colour", "action_colour"])
    def test_a_colour_that_white_cannot_be_read_on_is_refused_at_its_field(self, field):
        organisation = OrganisationFactory.build(**{field: "#f2b632"})
        with pytest.raises(ValidationError) as refusal:
            organisation.full_clean()
        assert "darker" in refusal.value.message_dict[field][0]

    @pytest.mark.parametrize("value", ["#zzzzzz", "#12", "1234567", "", "#0f3f3a0"])
    def test_what_is_no_colour_is_answered_with_one_message_at_its_field(self, value):
        organisation = OrganisationFactory.build(brand_colour=value)
        with pytest.raises(ValidationError) as refusal:
            organisation.full_clean()
        assert list(refusal.value.message_dict) == ["brand_colour"]

    def test_there_is_one_and_no_second(self):
        OrganisationFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation(pk=2, name_en="Another").save()
        assert Organisation.objects.count() == 1

    def test_before_the_site_is_set_up_there_is_an_empty_one(self):
        organisation = Organisation.load()
        assert organisation.name
        assert organisation.contact == ""
        assert not Organisation.objects.exists()

    def test_the_best_address_for_privacy_is_the_one_named_for_it(self):
        organisation = OrganisationFactory.build(privacy_email="privacy@example.org")
        assert organisation.privacy_contact == "privacy@example.org"
        organisation.privacy_email = ""
        assert organisation.privacy_contact == "office@example.org"
        organisation.email = ""
        assert organisation.privacy_contact == "https://example.org"
