"""The kernel as a Django app."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """The kernel: journal, calendar, shell."""

    name = "sunhall.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
