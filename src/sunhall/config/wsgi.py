"""The city as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from sunhall.kernel.search import tokens

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sunhall.config.settings")

application = get_wsgi_application()

# What every worker needs is read once, before the server forks: the addresses and the dictionary.
get_resolver().url_patterns  # noqa: B018
tokens("阳光政务大厅")
