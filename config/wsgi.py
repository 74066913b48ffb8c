"""The door for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Behind nginx on the same machine every visitor would have its address, and five wrong passwords from anywhere
# would lock a colleague out. Only a proxy on this machine is believed.
application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), trusted_hosts="127.0.0.1")
