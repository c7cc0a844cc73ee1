"""Addresses of the penalties system: what the public sees, and where officers work."""

from django.urls import include, path

urlpatterns = [
    path("hall/", include("sunhall.business.penalties.urls.hall")),
    path("cases/", include("sunhall.business.penalties.urls.cases")),
    path("benchmarks/", include("sunhall.business.penalties.urls.benchmarks")),
]
