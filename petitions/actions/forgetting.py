"""What is deleted when its time is over."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from petitions.models import Signature

logger = logging.getLogger(__name__)


def forget_unconfirmed():
    """Delete signatures that nobody confirmed within the days promised on the privacy page. Returns how many."""
    before = timezone.now() - timedelta(days=settings.PENDING_SIGNATURE_DAYS)
    deleted, _by_model = Signature.objects.never_confirmed_since(before).delete()
    logger.info("deleted %s signatures that were never confirmed", deleted)
    return deleted
