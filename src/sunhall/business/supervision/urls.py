"""Addresses of supervision."""

from django.urls import path

from sunhall.business.supervision.views import cards, catalog, counts, desk, replay

app_name = "supervision"

urlpatterns = [
    path("", desk.list_findings, name="list"),
    path("ours/", cards.ours, name="ours"),
    path("counts/", counts.counts, name="counts"),
    path("findings/<int:finding_id>/", cards.card, name="card"),
    path("findings/<int:finding_id>/<slug:name>/", cards.move, name="move"),
    path("replay/<str:subject>/<int:subject_id>/", replay.replay, name="replay"),
    path("rules/", catalog.rules, name="rules"),
    path("rules/new/", catalog.new_rule, name="new_rule"),
    path("rules/<str:code>/", catalog.rule, name="rule"),
    path("rules/<str:code>/versions/<int:version_id>/", catalog.decide, name="decide"),
]
