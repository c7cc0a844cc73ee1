"""Penalties as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class PenaltiesConfig(AppConfig):
    """行政处罚."""

    name = "sunhall.business.penalties"
    label = "penalties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lend the shell menu entries, cards and search, follow the directory, declare tasks."""
        import_module("sunhall.business.penalties.hooks")
        import_module("sunhall.business.penalties.subscribers")
        import_module("sunhall.business.penalties.tasks")
