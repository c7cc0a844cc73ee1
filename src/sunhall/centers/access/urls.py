"""Addresses of the access center."""

from django.urls import path

from sunhall.centers.access.views import (
    accounts,
    applications,
    confirm,
    counter,
    enterprises,
    passkeys,
    security,
)
from sunhall.centers.access.views.oidc import authorizing, leaving, tokens

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
    path("applications/<slug:client_id>/secret/", applications.renew_secret, name="renew_secret"),
    path("applications/<slug:client_id>/switch/", applications.switch, name="switch_application"),
    path("agents/", enterprises.list_agents, name="agents"),
    path("agents/add/", enterprises.add_agent, name="add_agent"),
    path("agents/<int:agent_id>/end/", enterprises.end_agent, name="end_agent"),
    path("accounts/", counter.list_accounts, name="accounts"),
    path("accounts/add/person/", counter.open_for_person, name="open_for_person"),
    path("accounts/add/citizen/", counter.open_for_citizen, name="open_for_citizen"),
    path("accounts/add/enterprise/", counter.register_enterprise, name="register_enterprise"),
    path("accounts/<int:account_id>/", counter.show, name="account"),
    path("accounts/<int:account_id>/code/", counter.issue_code, name="issue_code"),
    path("accounts/<int:account_id>/disable/", counter.disable, name="disable"),
    path("accounts/<int:account_id>/<slug:deed>/", counter.do, name="do"),
]

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
