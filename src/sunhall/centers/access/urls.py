"""Addresses of the access center."""

from django.urls import path

from sunhall.centers.access import views

app_name = "access"

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("demo/<str:login>/", views.sign_in_to_demo, name="demo"),
    path("post/", views.choose_post, name="choose_post"),
    path("sign-out/", views.sign_out, name="sign_out"),
]
