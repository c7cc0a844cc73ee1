"""Every address of the city."""

from django.urls import include, path

from sunhall.centers.access.urls import AUTHORITY, CHANGES, SCIM, oidc
from sunhall.config.api import api

urlpatterns = [
    path("", include("sunhall.platforms.portal.urls")),
    path("", include("sunhall.kernel.urls")),
    path("authority/", include(AUTHORITY)),
    path("account/", include("sunhall.centers.access.urls")),
    path("", include(oidc)),
    path("security/", include("sunhall.platforms.security.urls")),
    path("", include("sunhall.centers.data.urls")),
    path("flows/", include("sunhall.platforms.workflow.urls")),
    path("scim/v2/", include(SCIM)),
    path("", include(CHANGES)),
    path("directory/", include("sunhall.directory.urls")),
    path("", include("sunhall.business.penalties.urls")),
    path("supervision/", include("sunhall.business.supervision.urls")),
    path("", include("sunhall.business.citizencards.urls")),
    path("api/v1/", api.urls),
]
