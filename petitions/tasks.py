"""What recurs in the background; config.schedule says when. Mails are sent by petitions.mailing."""

from django_tasks import task

from petitions import actions
from petitions.models import Petition


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
def forget_unconfirmed_signatures():
    actions.forget_unconfirmed()


@task(queue_name="documents")
def make_petition_sheets():
    """Make the paper sheets that are missing or no longer current."""
    for petition in Petition.objects.public().with_page_content():
        actions.make_sheets(petition=petition)
