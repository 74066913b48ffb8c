"""What recurs in the background; config.schedule says when. Mails are sent by petitions.postman."""

import logging
from contextlib import suppress

from django_tasks import task

from petitions import actions
from petitions.models import PaperGroup, Petition
from petitions.one_at_a_time import BeingDone

logger = logging.getLogger(__name__)


@task()
def compare_addresses_anew(domain):
    """Staff have changed how addresses of `domain` are compared."""
    changed, held = actions.compare_anew(domain=domain)
    logger.info("addresses compared anew: %s changed, %s wait for review", changed, held)


@task()
def count_signatures():
    actions.count_window()


@task()
def reconcile_tallies():
    actions.reconcile()


@task()
def close_due_petitions():
    actions.close_due()


@task()
def count_text_versions():
    """By how many each earlier version of a text was signed."""
    actions.count_versions()


@task()
def forget_what_is_due():
    actions.forget()


@task(queue_name="documents")
def make_petition_sheets():
    """Make the paper sheets that are missing or no longer current, those of groups too."""
    for petition in Petition.objects.with_sheets().with_page_content():
        actions.make_sheets(petition=petition)
    for group in PaperGroup.objects.collecting().select_related("petition"):
        actions.make_group_sheets(group=group)


@task(queue_name="documents")
def make_group_sheets(group_pk):
    """Make the numbered sheets of one group, which somebody waits for."""
    for group in PaperGroup.objects.collecting().select_related("petition").filter(pk=group_pk):
        actions.make_group_sheets(group=group)


@task(queue_name="documents")
def make_delivery(pk):
    """Make what is missing of a pack. When another worker is at it already, there is nothing to do here."""
    with suppress(BeingDone):
        actions.make_delivery(pk=pk)
