"""Requests for other formats of documents: who asked, and in which words."""

from django.utils.translation import gettext_lazy as _

from petitions.forgetting.steps import Rows
from resources.models import FormatRequest
from resources.requesting import forget_requester


def _answered_long_ago(moment):
    return FormatRequest.objects.telling_who().over_since(moment.ago("request_days"))


def _forget(rows, moment):
    forget_requester(requests=rows, now=moment.now)


STEPS = (Rows("requests", _("who asked for another format of a document"), _answered_long_ago, _forget),)
