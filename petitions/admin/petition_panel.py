"""What stands above a petition's form: where it stands, what can be done next, its numbers, and where to go on."""

from typing import NamedTuple

from django.contrib.admin.sites import NotRegistered
from django.urls import reverse
from django.utils.text import capfirst

from petitions import house_rules, steps
from petitions.models import (
    Delivery,
    Export,
    PaperBatch,
    PaperGroup,
    ReviewDecision,
    Sheet,
    Signature,
    SignerUpdate,
    SigningEvent,
)

# What hangs on a petition, in the order of its life.
RECORDS = (Signature, ReviewDecision, SigningEvent, PaperGroup, PaperBatch, SignerUpdate, Delivery, Export)


class Panel(NamedTuple):
    state: str
    label: str
    steps: list
    web: int
    paper: int
    together: int
    held: int
    pending: int
    links: list
    warnings: list
    sheets: list


def panel(model_admin, request, petition):
    tally = getattr(petition, "tally", None)
    return Panel(
        state=petition.stage,
        label=steps.State(petition.stage).label,
        steps=model_admin.next_steps(request, petition),
        web=tally.confirmed if tally else 0,
        paper=tally.paper if tally else 0,
        together=petition.count,
        held=petition.signatures.filter(state=Signature.State.HELD).count(),
        pending=petition.signatures.filter(state=Signature.State.PENDING).count(),
        links=list(_links(model_admin.admin_site, request, petition)),
        warnings=house_rules.warnings(petition),
        # To be sent to an MP's office before anybody signs.
        sheets=list(petition.sheets.exclude(kind=Sheet.Kind.SITE).order_by("kind", "language")),
    )


def _links(site, request, petition):
    """(words, address) of the lists that this person may open, narrowed to the petition."""
    for model in RECORDS:
        try:
            records = site.get_model_admin(model)
        except NotRegistered:
            continue
        if records.has_view_permission(request):
            address = reverse(f"admin:petitions_{model._meta.model_name}_changelist")
            yield capfirst(model._meta.verbose_name_plural), f"{address}?petition__id__exact={petition.pk}"
