"""The portal as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """The public service portal (公共服务门户平台): the city's front door."""

    name = "sunhall.platforms.portal"
    label = "portal"
    verbose_name = _("公共服务门户平台")

    def ready(self) -> None:
        """Lend the shell its entries."""
        import_module("sunhall.platforms.portal.hooks")
