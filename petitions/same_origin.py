"""Posts from other sites are refused by what the browser says of itself, not by a token in the page.

A token would make the page differ from visitor to visitor, and no cookie of ours would be there to compare
it with. Signing needs no login, so a forged post gains nothing that typing in the form would not.
"""

from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.views.decorators.csrf import csrf_exempt


def is_same_origin(request):
    """Whether a browser says that this post comes from our own page, or is too old to say."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def same_origin_only(view):
    """For views that take posts without a CSRF token. Raises PermissionDenied for another site's post."""

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and not is_same_origin(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
