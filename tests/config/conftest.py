import pytest

from config import seed


@pytest.fixture
def content(db, settings, tmp_path):
    """The site's first content, in a database and a media folder of its own."""
    settings.MEDIA_ROOT = tmp_path
    return seed.load()
