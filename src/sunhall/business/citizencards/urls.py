"""The addresses of the citizen card."""

from django.urls import path

from sunhall.business.citizencards.views import (
    counter,
    departments,
    mine,
    producer,
    public,
    purposes,
)

app_name = "citizencards"
urlpatterns = [
    path("citizen-card/", public.about, name="about"),
    path("citizen-card/key", public.key, name="key"),
    path("citizen-card/checker", public.checker, name="checker"),
    path("citizen-card/status", public.status_lists, name="status_lists"),
    path("citizen-card/status/<int:number>", public.status_list, name="status_list"),
    path("my-card/", mine.card, name="mine"),
    path("my-card/code/", mine.code, name="code"),
    path("my-card/looks/", mine.looks, name="looks"),
    path("my-card/<slug:act>/", mine.act, name="own_act"),
    path("cards/", counter.list_cards, name="list"),
    path("cards/apply/", counter.apply, name="apply"),
    path("cards/batches/", producer.list_batches, name="batches"),
    path("cards/batches/<int:batch_id>/", producer.batch, name="batch"),
    path("cards/batches/<int:batch_id>/file", producer.file, name="batch_file"),
    path("cards/batches/<int:batch_id>/deliver/", producer.deliver, name="deliver"),
    path("cards/verify/", departments.verify, name="verify"),
    path("cards/functions/", departments.functions, name="functions"),
    path("cards/purposes/", purposes.list_purposes, name="purposes"),
    path("cards/purposes/<int:purpose_id>/end/", purposes.end, name="end_purpose"),
    path("cards/<str:number>/", counter.card, name="card"),
    path("cards/<str:number>/<slug:act>/", counter.act, name="act"),
]
