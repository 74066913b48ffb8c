"""A signature that has to be looked at because of what happened to it after it was judged."""

from petitions.models import Signature


def hold(signature, reason):
    """Whatever it is: what is confirmed leaves the count until staff have looked, what is pending will be held.

    Effects: it knows the `reason` beside those that it had, and what staff accepted before is accepted no more.
    """
    reasons = sorted({*signature.suspicions, str(reason)})
    same = Signature.objects.filter(pk=signature.pk)
    same.update(suspicions=reasons, is_cleared=False)
    same.confirmed().update(state=Signature.State.HELD)
