"""The kernel as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """The kernel: journal, calendar, shell."""

    name = "sunhall.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the kernel's own act, its daily task, and its way to search."""
        import_module("sunhall.kernel.erasure")
        import_module("sunhall.kernel.idempotency")
        import_module("sunhall.kernel.search")
