"""Addresses of the officers' work on cases."""

from django.urls import path

from sunhall.business.penalties.views.cases import (
    approvals,
    clues,
    delivered,
    documents,
    exports,
    facts,
    on_the_spot,
    page,
    queues,
    sealing,
    steps,
)

app_name = "cases"

CASE = "<int:case_id>"

urlpatterns = [
    path("", queues.list_cases, name="list"),
    path("export.<slug:suffix>", exports.export, name="export"),
    path("together/", queues.together, name="together"),
    path("approvals/", approvals.list_approvals, name="approvals"),
    path("register/", clues.register, name="register"),
    path("on-the-spot/", on_the_spot.choose, name="on_the_spot"),
    path("on-the-spot/<str:code>/", on_the_spot.penalize, name="penalize"),
    path(f"{CASE}/", page.show, name="case"),
    path(f"{CASE}/reveal/", page.reveal, name="reveal"),
    path(f"{CASE}/delivered/", delivered.delivered, name="delivered"),
    path(f"{CASE}/record-facts/", facts.record, name="facts"),
    path(f"{CASE}/answer-approval/<int:approval_id>/", approvals.answer, name="answer"),
    path(f"{CASE}/documents/<int:document_id>", documents.pdf, name="document"),
    path(f"{CASE}/documents/<int:document_id>/seal/", sealing.ask, name="seal"),
    path(f"{CASE}/evidence/<int:number>", documents.evidence_file, name="evidence"),
    path(f"{CASE}/<slug:step>/", steps.take, name="step"),
    path(f"{CASE}/<slug:step>/<int:subject_id>/", steps.take, name="step"),
]
