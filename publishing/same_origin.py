"""Guards of posts on public pages: from this site's own pages, and no larger than its forms.

A post from another site is refused by what the browser says of itself, not by a token in the page. A token
would make the page differ from visitor to visitor, and no cookie of ours would be there to compare it with.
Signing needs no login, so a forged post gains nothing that typing in the form would not.
"""

from functools import partial, wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.views.decorators.csrf import csrf_exempt


def is_same_origin(request, *, may_hide_origin=False):
    """Whether a browser says that this post comes from our own page, or is too old to say.

    `may_hide_origin`: from a page without referrers ("Referrer-Policy: no-referrer") a browser posts "Origin: null".
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin == "null" and may_hide_origin:
        return True
    return origin is None or origin.partition("://")[2] == request.get_host()


def _refuse_oversized(request):
    """Django limits the fields of a post, but takes files of any size; no public form has a file."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise RequestDataTooBig


def same_origin_only(view=None, *, may_hide_origin=False):
    """For views that take posts without a CSRF token; `may_hide_origin` only where the address itself is a secret.

    Raises PermissionDenied for another site's post and RequestDataTooBig for one larger than any form.
    """
    if view is None:
        return partial(same_origin_only, may_hide_origin=may_hide_origin)

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST":
            if not is_same_origin(request, may_hide_origin=may_hide_origin):
                raise PermissionDenied
            _refuse_oversized(request)
        return view(request, *args, **kwargs)

    return guarded
