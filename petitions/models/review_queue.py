from django.utils.translation import gettext_lazy as _

from petitions.models.signature import Signature


class SignatureForReview(Signature):
    """A signature as reviewers see it: the queue of the staff pages. Who may is `petitions.review_signature`."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("signature to review")
        verbose_name_plural = _("signatures to review")
