"""Addresses of the city's front door."""

from django.urls import path

from sunhall.platforms.portal.views import erasure, front, ledger

app_name = "portal"

urlpatterns = [
    path("", front.home, name="home"),
    path("search/", front.search, name="search"),
    path("about/", front.about, name="about"),
    path("robots.txt", front.robots, name="robots"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify/", ledger.verify, name="verify"),
    path("ledger/verify/<int:entry_id>/", ledger.verify_entry, name="verify_entry"),
    path("ledger/private/", erasure.list_private, name="private_facts"),
    path("ledger/private/<int:entry_id>/", erasure.erase, name="erase"),
    path("ledger/receipts/<int:entry_id>", ledger.receipt, name="receipt"),
    path("ledger/key", ledger.key, name="ledger_key"),
    path("ledger/checker", ledger.checker, name="ledger_checker"),
]
