"""The public page of a delivery pack: that it is genuine, and how to check it; nothing of what is in it."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from petitions.models import Delivery, Petition
from petitions.packs import files
from petitions.packs.addressee import addressee_of


@require_safe
def delivery(request, slug, code):
    """Only of packs that are ready and were handed over."""
    petition = get_object_or_404(Petition.objects.public(), slug=slug)
    pack = get_object_or_404(Delivery.objects.public().with_addressees(), petition=petition, code=code)
    parts = sorted(pack.files.all(), key=files.name_of)
    context = {
        "petition": petition,
        "delivery": pack,
        "addressee": addressee_of(pack, request.LANGUAGE_CODE).name,
        "total": pack.facts["confirmed"] + pack.facts["paper"],
        "parts": [(files.name_of(part), part) for part in parts],
    }
    return render(request, "petitions/delivery.html", context)
