"""Views without anything around the one thing that they do."""

from functools import lru_cache

from django.http import HttpResponse


def healthz(request):
    return HttpResponse("ok")


@lru_cache
def _bytes(size):
    return b"x" * size


def page(request, size):
    """As many bytes as the site's page has over the wire."""
    return HttpResponse(_bytes(size))
