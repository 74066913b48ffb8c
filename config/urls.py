"""Every address of the site. French addresses are French words; they come from the message catalogue."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import include, path, re_path
from django.views.static import serve

from config.sitemaps import SITEMAPS
from petitions.views import event_by_code
from publishing import views as publishing_views
from publishing.media import stored_file
from publishing.stylesheet import EMBED_FILES
from resources.views import lasting_file


def media():
    """What answers for media: files of a folder, or whatever another storage holds."""
    if isinstance(default_storage, FileSystemStorage):
        return serve, {"document_root": settings.MEDIA_ROOT}
    return (stored_file,)


urlpatterns = [
    path("", publishing_views.root, name="root"),
    path("admin/", admin.site.urls),
    path("at/<slug:code>/", event_by_code, name="event-by-code"),
    path("healthz", publishing_views.healthz),
    path("readyz", publishing_views.readyz),
    path("favicon.ico", publishing_views.favicon),
    path("robots.txt", publishing_views.robots),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", publishing_views.security_txt),
    path("api/", include("petitions.api.urls")),
    re_path(r"^files/(?P<digest>[0-9a-f]{64})/(?P<filename>[^/]+)$", lasting_file, name="lasting-file"),
    path("style-<slug:digest>.css", publishing_views.stylesheet, name="stylesheet"),
    path("embed-<slug:digest>.css", publishing_views.stylesheet, {"files": EMBED_FILES}, name="embed-stylesheet"),
    # Behind nginx these two never arrive here; see deploy/nginx.
    path("media/<path:path>", *media()),
]
if settings.ANYMAIL_WEBHOOK_SECRET:
    urlpatterns += [path("hooks/mail/", include("anymail.urls"))]
if settings.DEBUG:
    urlpatterns += [path("dev/mail/", include("petitions.development_urls"))]

urlpatterns += i18n_patterns(
    # First: in a petition's hot hour most posts are for these, and each pattern before them is tried.
    path("", include("petitions.urls")),
    path("", include("advocacy.urls")),
    path("", include("campaigns.urls")),
    path("", include("resources.urls")),
    path("", include("publishing.urls")),
    prefix_default_language=True,
)

handler400 = "publishing.error_pages.bad_request"
handler403 = "publishing.error_pages.forbidden"
handler404 = "publishing.error_pages.not_found"
handler500 = "publishing.error_pages.server_error"
