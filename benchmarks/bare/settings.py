"""Django alone, with the site's tables and database settings: no middleware, no template, no form, no rule."""

from config.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "benchmarks.bare.urls"
