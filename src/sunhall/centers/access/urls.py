"""Addresses of the access center."""

from django.urls import path

from sunhall.centers.access.views import (
    accounts,
    authority,
    certificate_sign_on,
    certificates,
    seals,
    signing,
)

app_name = "access"

urlpatterns = [
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("demo/<str:login>/", accounts.sign_in_to_demo, name="demo"),
    path("post/", accounts.choose_post, name="choose_post"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("certificates/", certificates.list_mine, name="certificates"),
    path("certificates/request/", certificates.ask, name="request_certificate"),
    path("certificates/sign/", signing.sign, name="sign_document"),
    path("certificates/desk/", certificates.desk, name="certificate_desk"),
    path(
        "certificates/desk/<int:request_id>/<str:answer>/",
        certificates.decide,
        name="decide_certificate",
    ),
    path("certificates/<int:certificate_id>/", certificates.show, name="certificate"),
    path(
        "certificates/<int:certificate_id>/download",
        certificates.download,
        name="download_certificate",
    ),
    path(
        "certificates/<int:certificate_id>/<str:step>/",
        certificates.change,
        name="change_certificate",
    ),
    path("seals/", seals.list_seals, name="seals"),
    path("seals/request/", seals.ask, name="request_seal"),
    path("seals/<int:seal_id>/picture", seals.show_picture, name="seal_picture"),
    path("seals/<int:seal_id>/grant/", seals.grant, name="grant_seal"),
    path("seals/<int:seal_id>/use/", seals.ask_use, name="request_seal_use"),
    path("seals/uses/<int:use_id>/document", seals.show_document, name="sealed_document"),
    path("seals/uses/<int:use_id>/<str:answer>/", seals.decide_use, name="decide_seal_use"),
]

# Certificates name these addresses for years: they never change
AUTHORITY = (
    [
        path("", authority.show, name="home"),
        path("<str:serial>.crt", authority.show_certificate, name="certificate"),
        path("<str:serial>.crl", authority.show_list, name="revoked"),
        path("ocsp", authority.answer_status, name="ocsp"),
        path("ocsp/<path:question>", authority.answer_status, name="ocsp_get"),
        path("verify/", signing.verify, name="verify"),
        path("sign-on/", certificate_sign_on.sign_on, name="sign_on"),
        path("timestamp", authority.stamp_time, name="stamp"),
    ],
    "authority",
)
