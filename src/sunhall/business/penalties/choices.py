"""Enumerations of the penalties system."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BenchmarkStatus(models.TextChoices):
    """The life of one version of a benchmark."""

    DRAFT = "draft", _("草稿")
    CHECKED = "checked", _("已校验")
    PUBLISHED = "published", _("已公布")
    SUPERSEDED = "superseded", _("已被取代")
