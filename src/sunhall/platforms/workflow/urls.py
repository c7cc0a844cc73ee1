"""Addresses of the workflow platform."""

from django.urls import path

from sunhall.platforms.workflow import views

app_name = "workflow"

urlpatterns = [
    path("", views.flows, name="flows"),
    path("check/", views.check, name="check"),
    path("<str:key>/<int:version>/", views.flow, name="flow"),
    path("<str:key>/<int:version>/flow.bpmn", views.file, name="file"),
]
