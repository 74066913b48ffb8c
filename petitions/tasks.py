"""What recurs in the background; config.schedule says when. Mails are sent by petitions.mailing."""

from django_tasks import task

from petitions import actions


@task()
def count_signatures():
    actions.count_all()


@task()
def close_due_petitions():
    actions.close_due()


@task()
def forget_unconfirmed_signatures():
    actions.forget_unconfirmed()
