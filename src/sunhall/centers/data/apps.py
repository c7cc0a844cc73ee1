"""The data center as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class DataConfig(AppConfig):
    """政务数据中心."""

    name = "sunhall.centers.data"
    label = "data"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lend the shell its menu entries and cards, and the clock its tasks; listen."""
        import_module("sunhall.centers.data.hooks")
        import_module("sunhall.centers.data.subscribers")
        import_module("sunhall.centers.data.tasks")
