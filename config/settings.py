"""One settings module. Production is the default; DEBUG=true relaxes what a newcomer's machine cannot have."""

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from config.environment import BASE_DIR, DEBUG, VAR_DIR, env, required, required_address

SECRET_KEY = required(
    "SECRET_KEY",
    in_debug="only-for-development-" + "x" * 40,
    why="a long random text that signs links and sessions",
)
# Former keys: links in mails that were sent go on working, the one that ends the news among them.
SECRET_KEY_FALLBACKS = [key.strip() for key in env.str("SECRET_KEY_FALLBACKS", default="").split(",") if key.strip()]
ALLOWED_HOSTS = [
    host.strip()
    for host in required(
        "ALLOWED_HOSTS",
        in_debug="localhost,127.0.0.1,[::1]",
        why="the host names of the site, with commas between them",
    ).split(",")
    if host.strip()
]
# The address that mails, feeds and documents carry; a request's Host header never decides it.
SITE_URL = required_address(
    "SITE_URL",
    in_debug="http://127.0.0.1:8000",
    why="the site's own address, such as https://act.example.org",
)

INSTALLED_APPS = [
    "modeltranslation",
    "publishing.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django_prose_editor",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "modelsearch",
    "pictures",
    "crispy_forms",
    "localflavor",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
    "config",
    "publishing",
    "parliament",
    "campaigns",
    "resources",
    "petitions",
    "advocacy",
]

# Worked on at a time in each process; its threads are more, for requests that only wait. See publishing.turnstile.
REQUESTS_AT_ONCE = 4

MIDDLEWARE = [
    "publishing.turnstile.TurnstileMiddleware",
    "publishing.page_cache.PageCacheMiddleware",
    "publishing.middleware.VisitorAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "publishing.middleware.CompressTextMiddleware",
    "publishing.middleware.PublicCacheMiddleware",
    "publishing.middleware.ConditionalMiddleware",
    "publishing.staff_middleware.StaffSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "publishing.staff_middleware.StaffAuthenticationMiddleware",
    "publishing.staff_middleware.StaffSecondFactorMiddleware",
    "publishing.staff_middleware.StaffMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "publishing.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(1, "django.forms")

# --- Data -------------------------------------------------------------------------------------------

VAR_DIR.mkdir(exist_ok=True)
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'site.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while one writer writes; IMMEDIATE takes the write lock at the start of a
    # transaction, so that two writers wait for each other instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# To open SQLite's file and set it up takes a quarter of the time of a small answer; PostgreSQL a new process.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONNECTION_SECONDS", default=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    # Django keeps 300; posts are counted by connection and minute (publishing.pace), in some 300 bytes each.
    CACHES["default"].setdefault("OPTIONS", {"MAX_ENTRIES": 20_000})

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "documents"]}}
MODELSEARCH_BACKENDS = {"default": env.json("SEARCH_BACKEND", default={"BACKEND": "modelsearch.backends.database"})}

MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
MEDIA_URL = "/media/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Scans, delivery packs and the like: never below MEDIA_ROOT, which nginx serves to everyone.
PRIVATE_ROOT = env.path("PRIVATE_ROOT", default=str(VAR_DIR / "private"))
_FILES = "django.core.files.storage.FileSystemStorage"
STORAGES = {
    # Another place for either, such as S3, as JSON; see deploy/README.md.
    "default": env.json("MEDIA_STORAGE", default={"BACKEND": _FILES}),
    "private": env.json(
        "PRIVATE_STORAGE",
        default={"BACKEND": _FILES, "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None}},
    ),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
# Nobody loads a source map but a developer; compressing the editor's is half the time of `collectstatic`.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

PICTURES = {
    "BREAKPOINTS": {"s": 640, "m": 960, "l": 1280},
    "GRID_COLUMNS": 4,
    "CONTAINER_WIDTH": 1152,
    "FILE_TYPES": ["AVIF", "WEBP"],
    "PIXEL_DENSITIES": [1],
    "USE_PLACEHOLDERS": False,
    "QUEUE_NAME": "default",
    "PROCESSOR": "campaigns.tasks.queue_picture",
}

# --- Two languages ----------------------------------------------------------------------------------

USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Toronto"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_LANGUAGES = ("en", "fr")
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ()

# --- Mail -------------------------------------------------------------------------------------------

MAIL_FOLDER = VAR_DIR / "mail"
vars().update(
    env.email_url(
        "EMAIL_URL",
        default="filemail:///" if DEBUG else "smtp://localhost:25",
    )
)
EMAIL_TIMEOUT = 20
if EMAIL_BACKEND.endswith("filebased.EmailBackend"):  # noqa: F821 (set by vars() above)
    EMAIL_FILE_PATH = str(MAIL_FOLDER)
DEFAULT_FROM_EMAIL = required(
    "DEFAULT_FROM_EMAIL",
    in_debug="Take Action <take-action@localhost>",
    why="the address that the site's mails come from",
)
SERVER_EMAIL = env.str("SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)

# "user:password" that a mail provider's reports of bounces and complaints come with; without it they are not taken.
ANYMAIL_WEBHOOK_SECRET = env.str("ANYMAIL_WEBHOOK_SECRET", default="")
ANYMAIL = {"WEBHOOK_SECRET": ANYMAIL_WEBHOOK_SECRET or None}

# --- Parliament -------------------------------------------------------------------------------------

# Who proposes the riding of a postal code, and whose roster `sync_parliament` reads. Empty: nobody is asked.
REPRESENT_URL = env.str("REPRESENT_URL", default="https://represent.opennorth.ca")
# Whether it is asked for the ridings of those who have signed: it gets their postal codes, and nothing else.
ASK_RIDINGS_OF_SIGNERS = env.bool("ASK_RIDINGS_OF_SIGNERS", default=True)

# --- Staff ------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_VERBOSE = False
LOGIN_URL = "admin:login"
OTP_TOTP_ISSUER = "Take Action"
# Nobody reads a colleague's key, not even a superuser.
OTP_ADMIN_HIDE_SENSITIVE_DATA = True

# --- Security ---------------------------------------------------------------------------------------

# How many proxies of our own stand in front; the visitor's address is taken from X-Forwarded-For as the outermost of
# them wrote it, and from nowhere else (publishing.visitor_address). None: the header is ignored.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# Three plain switches for a server behind a proxy; `secure` off is for trying production settings at home.
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env.bool("BEHIND_TLS_PROXY", default=True):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Staff cookies are never sent with a public page, so that public pages stay the same bytes for everyone.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
# A form of this site is small; only staff uploads are larger and those are files, which do not count here.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
PICTURE_UPLOAD_MAX_BYTES = 15_000_000

# --- Rendering --------------------------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = ["site"]
CRISPY_TEMPLATE_PACK = "site"
DOCUMENT_FONTS = BASE_DIR / "resources" / "document_fonts"
# How long a page may be kept by browsers and by a cache in front; see publishing.middleware.
PUBLIC_CACHE_SECONDS = 0 if DEBUG else env.int("PUBLIC_CACHE_SECONDS", default=60)
# How long a process answers with the copy that it made itself; see publishing.page_cache. 0: each page is made anew.
PAGE_CACHE_SECONDS = 0 if DEBUG else env.int("PAGE_CACHE_SECONDS", default=min(PUBLIC_CACHE_SECONDS, 15))

# Our own field sanitises in publishing.rich_text; the editor's check sees only that its own does not.
SILENCED_SYSTEM_CHECKS = ["django_prose_editor.W004"]

# --- Privacy ----------------------------------------------------------------------------------------

# What a mail to ADMINS, or any other report of an error, says of a request: nothing that somebody typed or is.
DEFAULT_EXCEPTION_REPORTER_FILTER = "publishing.error_reports.NothingPersonal"
DEFAULT_EXCEPTION_REPORTER = "publishing.error_reports.Report"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "publishing.error_reports.Formatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "mail_admins": {"class": "publishing.error_reports.MailToAdmins", "level": "ERROR"},
        "problems": {"class": "logging.StreamHandler", "formatter": "plain", "level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # In place of Django's own handlers: its console is the root's, its mails say less.
        "django": {"handlers": ["mail_admins"]},
        # At DEBUG it writes down all that a template was given.
        "django.template": {"level": "INFO"},
        # The worker sets its loggers' level to INFO, which is a line for every task; its problems are enough.
        "django_tasks": {"handlers": ["problems"], "propagate": False},
        "django_tasks_db": {"handlers": ["problems"], "propagate": False},
        "apscheduler": {"level": "WARNING"},
        # Postal codes stand in the addresses that these two write down.
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
