"""The addresses of the data center."""

from django.urls import path

from sunhall.centers.data.views import departments, kinds, mine, public, workbench

app_name = "data"
urlpatterns = [
    path("license-check/", public.check, name="check"),
    path("license-check/<str:identifier>/<str:code>/", public.verified, name="verified"),
    path("license-shown/<str:token>/", public.shown, name="shown"),
    path("my-licenses/", mine.list_licenses, name="mine"),
    path("my-licenses/uses/", mine.uses, name="my_uses"),
    path("my-licenses/<int:license_id>/", mine.license, name="my_license"),
    path("my-licenses/<int:license_id>/document", mine.document, name="my_document"),
    path("my-licenses/<int:license_id>/share/", mine.share, name="share"),
    path("my-licenses/shown/<int:disclosure_id>/end/", mine.end_share, name="end_share"),
    path(
        "my-licenses/consents/<int:consent_id>/withdraw/",
        mine.withdraw_consent,
        name="withdraw_consent",
    ),
    path("licenses/", workbench.list_licenses, name="list"),
    path("licenses/issue/", workbench.choose_kind, name="choose"),
    path("licenses/issue/<str:code>/", workbench.issue, name="issue"),
    path("licenses/kinds/", kinds.list_kinds, name="kinds"),
    path("licenses/kinds/new/", kinds.define, name="define"),
    path("licenses/kinds/<str:code>/", kinds.kind, name="kind"),
    path("licenses/templates/<int:template_id>/<slug:act>/", kinds.act, name="template_act"),
    path("licenses/lookup/", departments.look_up, name="lookup"),
    path("licenses/purposes/", departments.list_purposes, name="purposes"),
    path("licenses/purposes/<int:purpose_id>/end/", departments.end, name="end_purpose"),
    path("licenses/<int:license_id>/", workbench.license, name="license"),
    path("licenses/<int:license_id>/document", workbench.document, name="document"),
    path("licenses/<int:license_id>/<slug:act>/", workbench.act, name="act"),
]
