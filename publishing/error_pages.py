"""What a visitor sees when something is wrong: in the site's look, in the language of the address."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import override


def _language(request):
    return "fr" if request.path.startswith("/fr/") else "en"


def _page(request, template, status):
    with override(_language(request)):
        return render(request, template, status=status)


def bad_request(request, exception):
    """400; 413 for a post that is larger than any form of this site."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return _page(request, "413.html", 413)
    return _page(request, "400.html", 400)


def forbidden(request, exception):
    return _page(request, "403.html", 403)


def not_found(request, exception):
    return _page(request, "404.html", 404)


def server_error(request):
    """500, from a template that needs neither the database nor a context processor."""
    with override(_language(request)):
        return HttpResponse(render_to_string("500.html"), status=500)
