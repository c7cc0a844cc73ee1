"""The citizen card as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class CitizenCardsConfig(AppConfig):
    """市民卡."""

    name = "sunhall.business.citizencards"
    label = "citizencards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lend the shell its menu entries, cards and search, and the clock its tasks."""
        import_module("sunhall.business.citizencards.hooks")
        import_module("sunhall.business.citizencards.tasks")
