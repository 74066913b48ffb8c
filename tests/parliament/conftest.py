import pytest

from parliament import finding
from parliament.look_ups import LookUps
from tests.parliament.represent_stand_in import standing_in


@pytest.fixture
def represent(settings, monkeypatch):
    """A running StandIn, at the address that the site asks; nothing is remembered of earlier answers."""
    with standing_in() as stand_in:
        settings.REPRESENT_URL = stand_in.address
        monkeypatch.setattr(finding, "look_ups", LookUps())
        yield stand_in
