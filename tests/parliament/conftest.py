import pytest

from parliament import finding
from parliament.look_ups import LookUps
from parliament.models import Riding
from tests.parliament.csv_samples import bring_in, ridings_file
from tests.parliament.represent_stand_in import standing_in


@pytest.fixture
def ridings(db):
    """{number: riding} of the four in the samples."""
    bring_in(ridings_file())
    return {riding.number: riding for riding in Riding.objects.all()}


@pytest.fixture
def represent(settings, monkeypatch):
    """A running StandIn, at the address that the site asks; nothing is remembered of earlier answers."""
    with standing_in() as stand_in:
        settings.REPRESENT_URL = stand_in.address
        monkeypatch.setattr(finding, "look_ups", LookUps())
        yield stand_in
