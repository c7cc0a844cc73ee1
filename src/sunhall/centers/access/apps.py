"""The access center as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """The access center (认证授权中心): accounts and sessions."""

    name = "sunhall.centers.access"
    label = "access"
    verbose_name = _("认证授权中心")

    def ready(self) -> None:
        """Lend the shell its entries, hear of sign-ons, and declare the tasks of the day."""
        import_module("sunhall.centers.access.hooks")
        import_module("sunhall.centers.access.views.sessions")
        import_module("sunhall.centers.access.subscribers")
        import_module("sunhall.centers.access.tasks")
