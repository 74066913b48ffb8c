"""Which mails are due."""

from django.db import models
from django.utils import timezone


class WaitingMailQuerySet(models.QuerySet):
    def due(self):
        return self.filter(due_at__lte=timezone.now()).order_by("due_at")

    def with_recipient(self, relation):
        """With whom they go to (`relation`: "signature" or "group") and the petition, each petition loaded once."""
        return self.select_related(relation).prefetch_related(f"{relation}__petition")


class SignerUpdateQuerySet(models.QuerySet):
    def being_sent(self):
        return self.filter(state=self.model.State.SENDING)


class UpdateMailQuerySet(models.QuerySet):
    def due(self):
        """Waiting, their time come, and their update not stopped."""
        return self.filter(
            state=self.model.State.WAITING, due_at__lte=timezone.now(), update__state="sending"
        ).order_by("due_at")

    def with_letter(self):
        """With what is written and to whom; an update, its petition and its signers are loaded once each."""
        return self.prefetch_related("update__petition", "signature").order_by("pk")

    def still_wanted(self):
        """Those whose update goes on, and whose signer still counts and still wants news."""
        return self.filter(update__state="sending", signature__state="confirmed", signature__wants_news=True).exclude(
            signature__email=""
        )
