"""Addresses of the officers' work on benchmarks."""

from django.urls import path

from sunhall.business.penalties.views import benchmarks, desk, editor, imports

app_name = "benchmarks"

urlpatterns = [
    path("", benchmarks.list_benchmarks, name="list"),
    path("start/", benchmarks.start, name="start"),
    path("publish/", benchmarks.publish, name="publish"),
    path("import/", imports.upload, name="import"),
    path("import/<int:import_id>/", imports.received, name="received"),
    path("desk/", desk.choose, name="desk"),
    path("desk/<str:code>/", desk.determine, name="determine"),
    path("determinations/<int:determination_id>/", desk.determination, name="determination"),
    path("matters/<int:matter_id>/draft/", benchmarks.draft_next, name="draft"),
    path("<int:benchmark_id>/", benchmarks.benchmark, name="detail"),
    path("<int:benchmark_id>/edit/", editor.edit, name="edit"),
    path("<int:benchmark_id>/check/", editor.check, name="check"),
    path("<int:benchmark_id>/discard/", benchmarks.discard, name="discard"),
    path("<int:benchmark_id>/what-if/", benchmarks.what_if, name="what_if"),
    path("<int:benchmark_id>/export/<slug:suffix>", benchmarks.export, name="export"),
]
