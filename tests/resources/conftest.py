"""What the tests of the library share."""

from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import override_settings

from config import seed
from resources import actions
from resources.models import Document
from resources.rendering.edition import Edition
from resources.rendering.gathering import edition_of


class Seeded(NamedTuple):
    """An edition of one of the site's own documents: what it is called in a failure, its slug, and plain data."""

    name: str
    slug: str
    made: Edition
    has_epub: bool


@pytest.fixture(scope="session")
def every_edition(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every edition of the seeded documents, in both languages and all variants; the database is as before."""
    folder = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), folder, transaction.atomic():
        seed.load()
        found = [
            Seeded(" ".join(filter(None, [d.slug_en, code, variant])), d.slug_en, made, d.has_epub)
            for d in Document.objects.select_related("recipient").order_by("slug_en")
            for code in actions.LANGUAGES
            for variant in ("", *d.variants)
            for made in [edition_of(d, code, variant)]
        ]
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="session")
def standard_editions(every_edition):
    return [each for each in every_edition if not each.made.variant]
