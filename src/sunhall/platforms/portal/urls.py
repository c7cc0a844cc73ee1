"""Addresses of the city's front door."""

from django.urls import path

from sunhall.platforms.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("about/", views.about, name="about"),
    path("robots.txt", views.robots, name="robots"),
]
