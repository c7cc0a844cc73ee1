"""The directory as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """The one directory: divisions, organizations, persons, posts, roles and matters."""

    name = "sunhall.directory"
    label = "directory"
    verbose_name = _("目录")

    def ready(self) -> None:
        """Lend the shell its entries."""
        import_module("sunhall.directory.hooks")
