"""Work of the background worker."""

import logging

from django.conf import settings
from django_tasks import task

from parliament.models import Riding
from parliament.syncing import sync_and_note

logger = logging.getLogger(__name__)


@task()
def read_roster():
    """A site that has no ridings does not follow the House yet; without them no member could be placed."""
    if not settings.REPRESENT_URL or not Riding.objects.in_force().exists():
        return
    reading = sync_and_note()
    if reading.problem:
        logger.warning("roster of members not brought in; the reason stands in the admin")
