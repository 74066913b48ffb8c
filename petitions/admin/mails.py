"""What staff are told about mails to signers: on the list of what is to do, and nowhere else while all is well."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petitions.models import Petition
from publishing import checklist

LATE = timedelta(minutes=30)
# What was given up longer ago is no news; its signature has been deleted by then.
RECENT = timedelta(days=7)


@checklist.register
def mails_that_were_given_up():
    for petition in Petition.objects.with_mails_given_up_since(timezone.now() - RECENT):
        words = ngettext(
            "%(count)d signer of “%(petition)s” could not be reached by mail in the last week: the mail server took "
            "it at no try. Tell whoever runs the site.",
            "%(count)d signers of “%(petition)s” could not be reached by mail in the last week: the mail server took "
            "it at no try. Tell whoever runs the site.",
            petition.given_up,
        )
        yield words % {"count": petition.given_up, "petition": petition}, petition


@checklist.register
def mails_that_wait():
    for petition in Petition.objects.with_mails_waiting_since(timezone.now() - LATE):
        words = _("Mails to signers of “%(petition)s” have waited for half an hour. Is the mail server running?")
        yield words % {"petition": petition}, petition
