"""What recurs in the background; config.schedule says when. Mails are sent by petitions.postman."""

import logging
from contextlib import suppress
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from petitions import actions, long_reviews
from petitions.models import PaperGroup, Petition, ReviewDecision
from petitions.one_at_a_time import BeingDone
from petitions.placing import placing

# A turn takes ten seconds and a chunk (long_reviews.TURN).
REVIEW_ABANDONED_AFTER = timedelta(minutes=2)

logger = logging.getLogger(__name__)


@task()
def compare_addresses_anew(domain):
    """Staff have changed how addresses of `domain` are compared."""
    changed, held = actions.compare_anew(domain=domain)
    logger.info("addresses compared anew: %s changed, %s wait for review", changed, held)


@task()
def carry_on_review(pk):
    """A turn of a long decision, or of its undoing; what is left gets in line behind what waits by then."""
    with suppress(BeingDone):
        if long_reviews.carry_on(pk=pk):
            carry_on_review.enqueue(pk)


@task()
def take_up_abandoned_reviews():
    """Queue the turns of long decisions that nobody is at: the worker at hand was killed."""
    dead = Q(status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - REVIEW_ABANDONED_AFTER)
    turns = DBTaskResult.objects.filter(task_path=carry_on_review.module_path, finished_at=None).exclude(dead)
    at_it = {turn.args_kwargs["args"][0] for turn in turns}
    for pk in ReviewDecision.objects.under_way().exclude(pk__in=at_it).values_list("pk", flat=True):
        carry_on_review.enqueue(pk)


@task()
def count_signatures():
    actions.count_window()


@task()
def place_signers():
    """Look for ridings for ten seconds; what is left gets in line behind what waits by then."""
    with suppress(BeingDone):
        if placing.take_a_turn() and not _waits(place_signers):
            place_signers.enqueue()


def _waits(wanted):
    return DBTaskResult.objects.ready().filter(task_path=wanted.module_path).exists()


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
