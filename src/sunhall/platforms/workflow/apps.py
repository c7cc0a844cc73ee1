"""The workflow platform as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowConfig(AppConfig):
    """The workflow management platform (流程管理服务平台)."""

    name = "sunhall.platforms.workflow"
    label = "workflow"
    verbose_name = _("流程管理服务平台")

    def ready(self) -> None:
        """Lend the shell its entries, and declare the tasks."""
        import_module("sunhall.platforms.workflow.hooks")
        import_module("sunhall.platforms.workflow.tasks")
