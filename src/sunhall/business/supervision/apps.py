"""Supervision as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SupervisionConfig(AppConfig):
    """电子监督."""

    name = "sunhall.business.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Know what every app announces, watch it, and lend the shell what it shows."""
        autodiscover_modules("events")
        import_module("sunhall.business.supervision.subscribers")
        import_module("sunhall.business.supervision.hooks")
        import_module("sunhall.business.supervision.tasks")
