"""Views without anything around the one thing that they do."""

from functools import lru_cache

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from petitions.models import Signature, WaitingMail


def healthz(request):
    return HttpResponse("ok")


@lru_cache
def _bytes(size):
    return b"x" * size


def page(request, size):
    """As many bytes as the site's page has over the wire."""
    return HttpResponse(_bytes(size))


def sign(request, petition, version):
    """The rows that a signature makes, in one transaction, with what was posted as it came."""
    posted = request.POST
    with transaction.atomic():
        signature = Signature(
            petition_id=petition,
            version_id=version,
            language="en",
            first_name=posted["first_name"],
            last_name=posted["last_name"],
            name_key="aminaokafor",
            email=posted["email"],
            canonical_email=posted["email"],
            postal_code=posted["postal_code"],
            province="ON",
            show_name=True,
            ip_hash="0" * 32,
            link_serial=1,
        )
        signature.save(force_insert=True)
        WaitingMail(signature=signature).save(force_insert=True)
    return HttpResponseRedirect("/page/1/")


def confirm(request, signature):
    """The row that confirming changes."""
    Signature.objects.filter(pk=signature).update(state="confirmed", confirmed_at=timezone.now())
    return HttpResponseRedirect("/page/1/")
