"""Pages whose words are staff's and whose content is nothing else, and what machines ask of a site."""

from datetime import timedelta

from django.conf import settings
from django.db import Error as DatabaseProblem
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, TemplateView

from publishing.content_coding import best_coding
from publishing.models import Organisation, Page
from publishing.preview import previewed_pk
from publishing.stylesheet import FILES
from publishing.stylesheet import stylesheet as site_stylesheet


class PublicDetailView(DetailView):
    """A page of one public record; with a preview token, of one that is not public yet."""

    def get_queryset(self):
        preview = previewed_pk(self.request, self.model)
        queryset = super().get_queryset()
        return queryset.filter(pk=preview) if preview else queryset.public()

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if not self.object.is_public:
            patch_cache_control(response, no_store=True, private=True)
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_preview=not self.object.is_public, **kwargs)


class PageView(TemplateView):
    """A fixed page: `key` names its record, `template_name` what is shown beside the words."""

    key = None
    template_name = "publishing/page.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(page=get_object_or_404(Page, key=self.key), **kwargs)


def language_of(request):
    """The language that the visitor's browser asks for first among those of the site."""
    wanted = [
        code.partition("-")[0] for code, _q in parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    ]
    return next((code for code in wanted if code in dict(settings.LANGUAGES)), settings.LANGUAGE_CODE)


@require_safe
def root(request):
    """The bare address leads to the visitor's language; the answer depends on nothing else."""
    response = redirect(f"/{language_of(request)}/")
    response["Vary"] = "Accept-Language"
    return response


@require_safe
def stylesheet(request, digest, files=FILES):
    """The site's stylesheet, or that of other `files`; immutable at its own digest, short-lived at an old one."""
    sheet = site_stylesheet(Organisation.load(), files)
    encoding = best_coding(request.headers.get("Accept-Encoding", ""))
    body = {"br": sheet.brotli, "gzip": sheet.gzip, "": sheet.plain}[encoding]
    response = HttpResponse(body, content_type="text/css; charset=utf-8")
    if encoding:
        response["Content-Encoding"] = encoding
    response["Vary"] = "Accept-Encoding"
    is_current = digest == sheet.digest
    patch_cache_control(
        response,
        public=True,
        max_age=31_536_000 if is_current else 60,
        **({"immutable": True} if is_current else {}),
    )
    return response


@require_safe
@never_cache
def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """The process answers and reaches its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseProblem:
        return JsonResponse({"database": "out of reach"}, status=503)
    return JsonResponse({"database": "ok"})


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request):
    """Where browsers look for it beside an answer that names none, such as a PDF."""
    return redirect(static("images/favicon.ico"))


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=86_400)
def security_txt(request):
    """RFC 9116: where to report a weakness. Absent as long as staff have entered no address."""
    organisation = Organisation.load()
    contact = organisation.privacy_email or organisation.email
    if not contact:
        raise Http404
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {expires}",
        "Preferred-Languages: en, fr",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")
