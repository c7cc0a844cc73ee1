"""The city's addresses, and the style guide that only developers see."""

from django.urls import path

from sunhall.config.urls import urlpatterns as city
from sunhall.kernel.styleguide import styleguide

urlpatterns = [*city, path("styleguide", styleguide)]
