"""The security platform as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecurityConfig(AppConfig):
    """The security support platform (安全支撑平台)."""

    name = "sunhall.platforms.security"
    label = "security"
    verbose_name = _("安全支撑平台")

    def ready(self) -> None:
        """Lend the shell its entries, and declare the tasks."""
        import_module("sunhall.platforms.security.hooks")
        import_module("sunhall.platforms.security.tasks")
