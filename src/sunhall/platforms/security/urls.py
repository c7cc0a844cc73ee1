"""Addresses of the security platform."""

from django.urls import path

from sunhall.platforms.security.views import journal, status

app_name = "security"

urlpatterns = [
    path("", status.status, name="status"),
    path("journal/", journal.journal, name="journal"),
    path("unusual/", journal.unusual, name="unusual"),
    path("looks/", journal.mine, name="mine"),
]
