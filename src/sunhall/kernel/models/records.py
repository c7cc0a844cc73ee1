"""What every business system keeps alike: numbers, files, answers already given."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberSeries(models.Model):
    """The last number an organ has given in one series of one year.

    The row is locked by who takes a number until their act is committed or taken back, so that
    numbers follow one another without a gap.
    """

    organization_id = models.BigIntegerField(_("单位编号"))
    series = models.CharField(_("序列"), max_length=40)
    year = models.PositiveSmallIntegerField(_("年度"))
    last = models.PositiveIntegerField(_("已用到"), default=0)

    class Meta:
        verbose_name = _("编号序列")
        verbose_name_plural = _("编号序列")
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "series", "year"], name="number_series_one_row"
            )
        ]


class StoredFile(models.Model):
    """A file under the hash of its bytes; never changed."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    media_type = models.CharField(_("类型"), max_length=100)
    size_bytes = models.PositiveIntegerField(_("大小"))
    stored_at = models.DateTimeField(_("存入时间"))

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")


class AnsweredRequest(models.Model):
    """A program's request that was carried out: asked again under its key, it gets the answer."""

    person_id = models.BigIntegerField(_("人员编号"))
    key = models.CharField(_("幂等键"), max_length=100)
    act = models.CharField(_("行为"), max_length=100)
    request_hash = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("已答请求")
        verbose_name_plural = _("已答请求")
        constraints = [
            models.UniqueConstraint(fields=["person_id", "key"], name="answered_request_once")
        ]


class OutboxMessage(models.Model):
    """Something to be told to the world outside, written in the act's own transaction.

    It is tried until it has been delivered; the receiver tells repetitions by the `key`.
    """

    id = models.BigAutoField(primary_key=True)
    topic = models.CharField(_("主题"), max_length=60)
    key = models.CharField(_("消息键"), max_length=120, unique=True)
    payload = models.JSONField(_("内容"))
    created_at = models.DateTimeField(_("写入时间"))
    due_at = models.DateTimeField(_("下次发送"))
    attempts = models.PositiveIntegerField(_("尝试次数"), default=0)
    last_error = models.TextField(_("上次错误"), blank=True, default="")
    delivered_at = models.DateTimeField(_("送达时间"), null=True)

    class Meta:
        verbose_name = _("发件")
        verbose_name_plural = _("发件")
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(delivered_at__isnull=True),
                name="outbox_waiting",
            )
        ]


class FileScan(models.Model):
    """What the virus scanner said of a stored file; without a signature, that it is clean."""

    file = models.OneToOneField(
        StoredFile, models.PROTECT, primary_key=True, related_name="scan", verbose_name=_("文件")
    )
    signature = models.CharField(_("病毒名称"), max_length=200, blank=True, default="")
    scanned_at = models.DateTimeField(_("扫描时间"))

    class Meta:
        verbose_name = _("文件扫描")
        verbose_name_plural = _("文件扫描")
