"""Addresses of the shell itself."""

from django.conf import settings
from django.urls import path

from sunhall.kernel import styleguide, views

app_name = "kernel"

urlpatterns = [
    path("language/<slug:code>", views.choose_language, name="language"),
]

if settings.DEBUG:
    urlpatterns += [path("styleguide", styleguide.styleguide, name="styleguide")]
