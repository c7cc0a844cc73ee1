"""Addresses of the access center."""

from django.urls import path

from sunhall.centers.access.views import accounts

app_name = "access"

urlpatterns = [
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("demo/<str:login>/", accounts.sign_in_to_demo, name="demo"),
    path("post/", accounts.choose_post, name="choose_post"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
]
