import pytest

from tests.factories.parliament import MemberFactory, RidingFactory
from tests.factories.publishing import OrganisationFactory, PageFactory
from tests.parliament.conftest import represent  # noqa: F401 (a fixture)
from tests.parliament.represent_stand_in import boundary

FIND, FIND_FR = "/en/find-your-mp/", "/fr/trouver-votre-depute/"
RIDINGS, RIDINGS_FR = "/en/find-your-mp/ridings/", "/fr/trouver-votre-depute/circonscriptions/"


@pytest.fixture
def page(db):
    OrganisationFactory()
    return PageFactory(key="find-your-mp", title_en="Find your MP", title_fr="Trouver votre député·e")


@pytest.fixture
def centre(page):
    """A riding with a member."""
    riding = RidingFactory(number="59079", name_en="Ottawa Centre", name_fr="Ottawa-Centre")
    MemberFactory(riding=riding, source_name_en="House of Commons", source_name_fr="Chambre des communes")
    return riding


@pytest.fixture
def nepean(page):
    return RidingFactory(number="59080", name_en="Ottawa West—Nepean", name_fr="Ottawa-Ouest—Nepean")


@pytest.fixture
def known(represent, centre):  # noqa: F811
    """The service, which knows that K1P 1A1 lies in Ottawa Centre."""
    represent.postcodes["K1P1A1"] = {"boundaries_centroid": [boundary("Ottawa Centre")]}
    return represent
