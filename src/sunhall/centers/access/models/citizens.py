"""The people who live in the city, as far as the access center knows them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Citizen(models.Model):
    """A natural person whose identity has been proved; `resident_id` is the 18 characters.

    Law: GB 11643.
    """

    resident_id = models.CharField(_("公民身份号码"), max_length=18, unique=True)
    name = models.CharField(_("姓名"), max_length=50)
    phone = models.CharField(_("手机号码"), max_length=20, blank=True)
    registered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("市民")
        verbose_name_plural = _("市民")

    def __str__(self) -> str:
        """Return the citizen's name."""
        return self.name
