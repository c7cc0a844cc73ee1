"""What changes when the city is served by HTTPS."""

import json
import os
import subprocess
import sys
from functools import cache

ASK = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
answer = Client(SERVER_NAME="localhost").get("/robots.txt", secure=True)
cookies = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
print(json.dumps({
    "hsts": answer.headers.get("Strict-Transport-Security", ""),
    "cookies": cookies,
    "secure": settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE,
}))
"""


@cache
def served(https: str) -> dict[str, object]:
    """Return what a city says of itself, with HTTPS or without."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "sunhall.config.settings",
        "SUNHALL_HTTPS": https,
    }
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(told.stdout))


class TestHttps:
    def test_is_demanded_of_browsers_for_a_year(self):
        assert served("1")["hsts"] == "max-age=31536000; includeSubDomains"

    def test_binds_every_cookie_to_the_host(self):
        told = served("1")

        assert all(name.startswith("__Host-") for name in told["cookies"])
        assert told["secure"]

    def test_is_not_demanded_where_there_is_none(self):
        assert served("0")["hsts"] == ""
