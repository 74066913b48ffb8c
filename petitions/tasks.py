"""Work of the background worker. Task arguments are keys only: nothing personal is kept in the queue."""

from django_tasks import task

from petitions import actions, emails
from petitions.models import Signature


@task(queue_name="mail")
def send_signature_mail(signature_pk):
    """Mail a signer the link to confirm, or word that they have signed already."""
    signature = (
        Signature.objects.filter(pk=signature_pk).select_related("petition__recipient", "petition__tally").first()
    )
    if signature:
        emails.send_for(signature)


@task()
def count_signatures():
    actions.count_all()


@task()
def close_due_petitions():
    actions.close_due()


@task()
def forget_unconfirmed_signatures():
    actions.forget_unconfirmed()
