"""Who asks, behind our own proxies; and headers of public pages, which are the same bytes for everyone."""

from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_cache_control, patch_vary_headers

from publishing.content_coding import TEXT
from publishing.page_cache import STALE_IF_ERROR, STALE_WHILE_REVALIDATE
from publishing.visitor_address import visitor_address

PRIVATE_PREFIXES = ("/admin/", "/dev/")


class VisitorAddressMiddleware:
    """Puts the visitor's address where everything looks for it: axes when a password is wrong, and petitions."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.META["REMOTE_ADDR"] = visitor_address(request.META)
        return self.get_response(request)


class PublicCacheMiddleware:
    """Gives public answers a Cache-Control, unless the view has set its own.

    A cache in front may serve a page for `PUBLIC_CACHE_SECONDS`, five minutes longer while it fetches a new
    one, and a day when the site is down.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(PRIVATE_PREFIXES):
            return response
        # A 304 renews the stored page under its own headers: it must say what the 200 said.
        is_page = request.method in ("GET", "HEAD") and response.status_code in (200, 304)
        if is_page:
            _forget_language(response)
        if response.has_header("Cache-Control"):
            return response
        if is_page and not response.cookies:
            patch_cache_control(
                response,
                public=True,
                max_age=settings.PUBLIC_CACHE_SECONDS,
                stale_while_revalidate=STALE_WHILE_REVALIDATE,
                stale_if_error=STALE_IF_ERROR,
            )
        else:
            patch_cache_control(response, no_store=True)
        return response


def _forget_language(response):
    """Only redirects depend on the browser's languages; Django says so of all that has none in its address."""
    kept = [name for name in response.get("Vary", "").split(", ") if name not in ("", "Accept-Language")]
    if kept:
        response["Vary"] = ", ".join(kept)
    else:
        response.headers.pop("Vary", None)


class ConditionalMiddleware(ConditionalGetMiddleware):
    """Answers 304 to whoever has the page. It carries the page's own policy: browsers put it on the page they keep."""

    def process_response(self, request, response):
        answer = super().process_response(request, response)
        if answer is not response:
            own = {name: value for name, value in vars(response).items() if name.startswith("_csp")}
            vars(answer).update(own)
        return answer


class CompressTextMiddleware(GZipMiddleware):
    """Compresses text only: PDF and pictures are compressed already, and byte ranges must count real bytes."""

    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith(TEXT) or response.has_header("Content-Range"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        return super().process_response(request, response)
