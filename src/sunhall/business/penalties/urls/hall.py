"""Addresses of the public enforcement hall."""

from django.urls import path

from sunhall.business.penalties.views import calculator, decisions, hall, proof

app_name = "hall"

MATTER = "matters/<str:code>"
VERSION = f"{MATTER}/v/<int:version>"

urlpatterns = [
    path("", hall.home, name="home"),
    path("matters/", hall.list_matters, name="list"),
    path("decisions/", decisions.list_decisions, name="decisions"),
    path("decisions/statistics/", decisions.statistics, name="statistics"),
    path("decisions/<str:number>/", decisions.decision, name="decision"),
    path("d/<int:decision_id>/", decisions.verify, name="verify"),
    path("checker", proof.checker, name="checker"),
    path(f"{MATTER}/", hall.matter, name="matter"),
    path(f"{VERSION}/", hall.matter, name="matter"),
    path(f"{MATTER}/calculate/", calculator.calculate, name="calculate"),
    path(f"{VERSION}/calculate/", calculator.calculate, name="calculate"),
    path(f"{MATTER}/proof/", proof.proof, name="proof"),
    path(f"{VERSION}/proof/", proof.proof, name="proof"),
    path(f"{MATTER}/document", proof.document, name="document"),
    path(f"{VERSION}/document", proof.document, name="document"),
    path(f"{MATTER}/download/<slug:format>", proof.download, name="download"),
    path(f"{VERSION}/download/<slug:format>", proof.download, name="download"),
]
