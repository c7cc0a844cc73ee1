"""Addresses of the directory."""

from django.urls import path

from sunhall.directory.views import (
    calendar,
    calendar_table,
    divisions,
    matters,
    organizations,
    people,
    posts,
    workbook,
)

app_name = "directory"

urlpatterns = [
    path("calendar/", calendar.show, name="calendar"),
    path("calendar/maintain/", calendar_table.maintain, name="maintain_calendar"),
    path("calendar/maintain/import/", calendar_table.take_in, name="import_calendar"),
    path("calendar/maintain/<str:day>/clear/", calendar_table.clear, name="clear_calendar_day"),
    path("divisions/", divisions.list_divisions, name="divisions"),
    path("divisions/add/", divisions.add, name="add_division"),
    path("divisions/<str:code>/close/", divisions.close, name="close_division"),
    path("organizations/", organizations.show_tree, name="organizations"),
    path("organizations/add/", organizations.add, name="add_organization"),
    path("organizations/<str:code>/", organizations.show, name="organization"),
    path("organizations/<str:code>/modify/", organizations.modify, name="modify_organization"),
    path("organizations/<str:code>/close/", organizations.close, name="close_organization"),
    path("organizations/<str:code>/posts/add/", posts.add, name="add_post"),
    path("posts/<str:code>/", posts.show, name="post"),
    path("posts/<str:code>/modify/", posts.modify, name="modify_post"),
    path("posts/<str:code>/close/", posts.close, name="close_post"),
    path("posts/<str:code>/appoint/", posts.appoint, name="appoint"),
    path("posts/<str:code>/relieve/<int:holding_id>/", posts.relieve, name="relieve"),
    path("posts/<str:code>/grant/", posts.grant, name="grant_role"),
    path("posts/<str:code>/revoke/<int:grant_id>/", posts.revoke, name="revoke_grant"),
    path("roles/", posts.list_roles, name="roles"),
    path("roles/define/", posts.define_role, name="define_role"),
    path("persons/", people.list_persons, name="persons"),
    path("persons/add/", people.add, name="add_person"),
    path("persons/<str:number>/", people.show, name="person"),
    path("persons/<str:number>/modify/", people.modify, name="modify_person"),
    path("persons/<str:number>/close/", people.close, name="close_person"),
    path("persons/<str:number>/qualify/", people.qualify, name="register_qualification"),
    path(
        "persons/<str:number>/disqualify/<int:qualification_id>/",
        people.disqualify,
        name="close_qualification",
    ),
    path("matters/", matters.list_matters, name="matters"),
    path("matters/add/", matters.add, name="add_matter"),
    path("matters/<str:code>/", matters.show, name="matter"),
    path("matters/<str:code>/modify/", matters.modify, name="modify_matter"),
    path("matters/<str:code>/close/", matters.close, name="close_matter"),
    path("workbook/", workbook.choose, name="workbook"),
    path("workbook/export/", workbook.export, name="export_workbook"),
    path("workbook/<int:workbook_id>/", workbook.compare, name="compare_workbook"),
    path("workbook/<int:workbook_id>/import/", workbook.take_in, name="import_workbook"),
]
