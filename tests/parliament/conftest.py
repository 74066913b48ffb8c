import pytest

from tests.parliament.represent_stand_in import standing_in


@pytest.fixture
def represent(settings):
    """A running StandIn, at the address that the site asks."""
    with standing_in() as stand_in:
        settings.REPRESENT_URL = stand_in.address
        yield stand_in
