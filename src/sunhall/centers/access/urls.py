"""Addresses of the access center."""

from django.urls import path

from sunhall.centers.access.views import accounts, authority, certificate_sign_on

app_name = "access"

urlpatterns = [
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("demo/<str:login>/", accounts.sign_in_to_demo, name="demo"),
    path("post/", accounts.choose_post, name="choose_post"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
]

# Certificates name these addresses for years: they never change
AUTHORITY = (
    [
        path("", authority.show, name="home"),
        path("<str:serial>.crt", authority.show_certificate, name="certificate"),
        path("<str:serial>.crl", authority.show_list, name="revoked"),
        path("ocsp", authority.answer_status, name="ocsp"),
        path("ocsp/<path:question>", authority.answer_status, name="ocsp_get"),
        path("sign-on/", certificate_sign_on.sign_on, name="sign_on"),
        path("timestamp", authority.stamp_time, name="stamp"),
    ],
    "authority",
)
