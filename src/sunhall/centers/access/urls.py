"""Addresses of the access center."""

from django.urls import path

from sunhall.centers.access.views import (
    accounts,
    applications,
    authority,
    certificate_sign_on,
    certificates,
    confirm,
    counter,
    enterprises,
    passkeys,
    seals,
    security,
    signing,
    subscriptions,
)
from sunhall.centers.access.views.oidc import authorizing, leaving, tokens
from sunhall.centers.access.views.scim import endpoints

app_name = "access"

urlpatterns = [
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("sign-in/second-factor/", accounts.second_factor, name="second_factor"),
    path("sign-in/passkey", passkeys.sign_in, name="passkey"),
    path("sign-in/passkey/options", passkeys.options, name="passkey_options"),
    path("activate/", accounts.activate, name="activate"),
    path("demo/<str:login>/", accounts.sign_in_to_demo, name="demo"),
    path("confirm/", confirm.confirm, name="confirm"),
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
    path("security/", security.show, name="security"),
    path("security/password/", security.change_password, name="change_password"),
    path("security/authenticator/", security.add_authenticator_app, name="authenticator"),
    path("security/recovery-codes/", security.recovery_codes, name="recovery_codes"),
    path("security/passkeys/add/", passkeys.add, name="add_passkey"),
    path("security/passkeys/options", passkeys.creation_options, name="creation_options"),
    path("security/factors/<int:factor_id>/remove/", security.remove_factor, name="remove_factor"),
    path("security/sessions/<int:session_id>/end/", security.end_session, name="end_session"),
    path("security/consents/<int:consent_id>/end/", applications.withdraw, name="withdraw"),
    path("device/", leaving.device, name="device"),
    path("applications/", applications.list_applications, name="applications"),
    path("applications/add/", applications.register, name="register_application"),
    path("applications/<slug:client_id>/", applications.show, name="application"),
    path("applications/<slug:client_id>/zones/", applications.bind, name="bind_application"),
    path("applications/<slug:client_id>/secret/", applications.renew_secret, name="renew_secret"),
    path("applications/<slug:client_id>/switch/", applications.switch, name="switch_application"),
    path("subscriptions/", subscriptions.list_all, name="subscriptions"),
    path("subscriptions/add/", subscriptions.add, name="subscribe"),
    path("subscriptions/<int:subscription_id>/end/", subscriptions.end, name="unsubscribe"),
    path("agents/", enterprises.list_agents, name="agents"),
    path("agents/add/", enterprises.add_agent, name="add_agent"),
    path("agents/<int:agent_id>/end/", enterprises.end_agent, name="end_agent"),
    path("accounts/", counter.list_accounts, name="accounts"),
    path("accounts/add/person/", counter.open_for_person, name="open_for_person"),
    path("accounts/add/citizen/", counter.open_for_citizen, name="open_for_citizen"),
    path("accounts/add/enterprise/", counter.register_enterprise, name="register_enterprise"),
    path("accounts/<int:account_id>/", counter.show, name="account"),
    path("accounts/<int:account_id>/reveal/", counter.reveal, name="reveal"),
    path("accounts/<int:account_id>/code/", counter.issue_code, name="issue_code"),
    path("accounts/<int:account_id>/disable/", counter.disable, name="disable"),
    path("accounts/<int:account_id>/<slug:deed>/", counter.do, name="do"),
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

oidc = (
    [
        path(".well-known/openid-configuration", tokens.configuration, name="configuration"),
        path("oidc/jwks", tokens.jwks, name="jwks"),
        path("oidc/authorize", authorizing.authorize, name="authorize"),
        path("oidc/consent", authorizing.consent, name="consent"),
        path("oidc/token", tokens.token, name="token"),
        path("oidc/revoke", tokens.revoke, name="revoke"),
        path("oidc/device", tokens.device, name="device"),
        path("oidc/userinfo", tokens.userinfo, name="userinfo"),
        path("oidc/logout", leaving.logout, name="logout"),
        path("oidc/sign-out", leaving.sign_out, name="sign_out"),
    ],
    "oidc",
)
"""What OpenID Connect calls; its first address stands where the standard wants it."""

SCIM = (
    [
        path("ServiceProviderConfig", endpoints.show_configuration, name="configuration"),
        path("ResourceTypes", endpoints.list_resource_types, name="resource_types"),
        path("ResourceTypes/<str:name>", endpoints.show_resource_type, name="resource_type"),
        path("Schemas", endpoints.list_schemas, name="schemas"),
        path("Schemas/<str:urn>", endpoints.show_schema, name="schema"),
        path("Users", endpoints.users, name="users"),
        path("Users/<str:key>", endpoints.user, name="user"),
        path("Groups", endpoints.groups, name="groups"),
        path("Groups/<str:key>", endpoints.group, name="group"),
        path("<path:rest>", endpoints.nothing_there, name="nothing"),
    ],
    "scim",
)
"""What SCIM clients call; the names are the standard's."""

CHANGES = ([path("directory/changes", subscriptions.feed, name="feed")], "changes")
"""What those who follow the directory call."""
