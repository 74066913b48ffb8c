import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.factories.petitions import PetitionFactory
from tests.factories.publishing import OrganisationFactory


@pytest.fixture
def organisation(db):
    return OrganisationFactory()


@pytest.fixture
def petition(organisation):
    return PetitionFactory(
        title_en="Waive travel loans",
        title_fr="Annuler les prêts de voyage",
        slug_en="waive-travel-loans",
        slug_fr="annuler-les-prets",
    )


@pytest.fixture
def visitor():
    """A browser that Django checks for a CSRF token, as it does everywhere but in tests."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def address():
    """`address("petition-sign", petition, language="fr")`: the path of a petition's page."""

    def make(name, petition, *args, language="en"):
        with override(language):
            return reverse(name, args=[petition.slug, *args])

    return make


@pytest.fixture
def typed():
    """What somebody types who makes no mistake; `typed(email="…")` with something else."""

    def fill(**fields):
        form = {"first_name": "Amina", "last_name": "O'Neil", "email": "amina@example.ca", "postal_code": "K1A 0B1"}
        return {name: value for name, value in (form | fields).items() if value is not None}

    return fill


@pytest.fixture
def post(visitor, petition, address, typed):
    """`post(language="fr", email="…")`: signs, and returns the answer."""

    def sign(*, language="en", headers=None, **fields):
        return visitor.post(
            address("petition-sign", petition, language=language), typed(**fields), headers=headers or {}
        )

    return sign
