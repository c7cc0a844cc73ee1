"""Addresses of the city's front door."""

from django.urls import path

from sunhall.platforms.portal.views import erasure, front, guides, ledger, navigation, trees

app_name = "portal"

urlpatterns = [
    path("", front.home, name="home"),
    path("search/", front.search, name="search"),
    path("about/", front.about, name="about"),
    path("robots.txt", front.robots, name="robots"),
    path("guides/", guides.home, name="guides"),
    path("guides/list/", guides.list_guides, name="guide_list"),
    path("guides/<str:code>/", guides.show, name="guide"),
    path("guides/<str:code>/paper", guides.paper, name="guide_paper"),
    path("guides/<str:code>/<int:version>/", guides.show, name="guide_version"),
    path("navigate/<slug:code>/", navigation.navigate, name="navigate"),
    path("navigate/<slug:code>/<str:path>/", navigation.navigate, name="navigate_on"),
    path("navigations/", trees.list_trees, name="navigations"),
    path("navigations/add/", trees.add, name="add_navigation"),
    path("navigations/<int:tree_id>/draft/", trees.draft_next, name="draft_navigation"),
    path("navigations/versions/<int:version_id>/", trees.show, name="navigation"),
    path(
        "navigations/versions/<int:version_id>/publish/", trees.publish, name="publish_navigation"
    ),
    path(
        "navigations/versions/<int:version_id>/discard/", trees.discard, name="discard_navigation"
    ),
    path(
        "navigations/versions/<int:version_id>/questions/<slug:key>/",
        trees.edit_question,
        name="edit_question",
    ),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify/", ledger.verify, name="verify"),
    path("ledger/verify/<int:entry_id>/", ledger.verify_entry, name="verify_entry"),
    path("ledger/private/", erasure.list_private, name="private_facts"),
    path("ledger/private/<int:entry_id>/", erasure.erase, name="erase"),
    path("ledger/receipts/<int:entry_id>", ledger.receipt, name="receipt"),
    path("ledger/key", ledger.key, name="ledger_key"),
    path("ledger/checker", ledger.checker, name="ledger_checker"),
]
