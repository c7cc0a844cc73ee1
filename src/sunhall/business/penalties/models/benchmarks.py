"""Versions of benchmarks, and the sanctions determined with them."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.business.penalties.choices import BenchmarkStatus
from sunhall.directory.models import Matter
from sunhall.kernel.actor import Actor

PUBLIC = (BenchmarkStatus.PUBLISHED, BenchmarkStatus.SUPERSEDED)


class BenchmarkQuerySet(models.QuerySet["Benchmark"]):
    """Versions of benchmarks."""

    def in_effect(self, on: date) -> Self:
        """Keep the versions that apply on a day."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on), status__in=PUBLIC, valid_from__lte=on
        )

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see: all that is public, and their organization's drafts."""
        public = Q(status__in=PUBLIC)
        if by.organization_id is None:
            return self.filter(public)
        return self.filter(public | Q(matter__organization_id=by.organization_id))

    def unread(self) -> Self:
        """Leave table and proof in the database until they are asked for; they are long."""
        return self.defer("document", "proof", "findings", "drafter_ids", "search")

    def unpublished(self) -> Self:
        """Keep drafts and checked versions."""
        return self.filter(status__in=(BenchmarkStatus.DRAFT, BenchmarkStatus.CHECKED))


class Benchmark(models.Model):
    """One version of a matter's benchmark (裁量基准).

    `document` is the table in the schema discretion/v1. Once published, the row never changes but
    for the day on which its successor takes over, and nobody who drafted it may publish it; the
    database holds both. `drafter_ids` are all who ever changed its table.
    `valid_from` and `valid_to` (half-open, null is no end) say when it applies.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="benchmarks")
    version = models.PositiveIntegerField(_("版本"))
    status = models.CharField(
        _("状态"), max_length=10, choices=BenchmarkStatus, default=BenchmarkStatus.DRAFT
    )
    name = models.CharField(_("违法行为"), max_length=500)
    provenance = models.CharField(_("来源"), max_length=20)
    has_no_discretion = models.BooleanField(_("无裁量空间"), default=False)
    tier_count = models.PositiveIntegerField(_("阶次数"), default=0)
    document = models.JSONField(_("基准文本"))
    table_hash = models.CharField(_("基准指纹"), max_length=64)
    proof = models.JSONField(_("证明"), null=True)
    proof_hash = models.CharField(_("证明指纹"), max_length=64, blank=True)
    findings = models.JSONField(_("缺陷"), default=list)
    source = models.CharField(_("导入自"), max_length=200, blank=True)
    drafter_ids = ArrayField(models.BigIntegerField(), verbose_name=_("起草人编号"))
    drafted_by_name = models.CharField(_("起草人"), max_length=100)
    drafted_at = models.DateTimeField(_("起草时间"))
    changed_at = models.DateTimeField(_("修改时间"))
    published_by_id = models.BigIntegerField(_("公布人编号"), null=True)
    published_by_name = models.CharField(_("公布人"), max_length=100, blank=True)
    published_at = models.DateTimeField(_("公布时间"), null=True)
    valid_from = models.DateField(_("生效日期"), null=True)
    valid_to = models.DateField(_("失效日期"), null=True)
    search = SearchVectorField(null=True, editable=False)

    objects = BenchmarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("裁量基准")
        verbose_name_plural = _("裁量基准")
        constraints = [
            models.UniqueConstraint(fields=["matter", "version"], name="benchmark_version"),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(status__in=["draft", "checked"]),
                name="benchmark_one_draft",
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(status="published", valid_to__isnull=True),
                name="benchmark_one_latest",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "checked"])
                | (Q(published_at__isnull=False, valid_from__isnull=False) & ~Q(proof_hash="")),
                name="benchmark_published_is_proved",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="benchmark_search"),
            models.Index(fields=["status", "valid_from", "valid_to"], name="benchmark_in_effect"),
        ]

    def __str__(self) -> str:
        """Return code, name and version."""
        return f"{self.matter.code} {self.name} v{self.version}"

    @property
    def is_public(self) -> bool:
        """Tell whether this version has been published."""
        return self.status in PUBLIC

    def is_in_effect_on(self, day: date) -> bool:
        """Tell whether this version applies on a day."""
        if not self.is_public or self.valid_from is None or self.valid_from > day:
            return False
        return self.valid_to is None or day < self.valid_to


class BenchmarkImport(models.Model):
    """A file someone brought in, what it holds and what is wrong with it, until it is taken over.

    `documents` are the items that could be read; `findings` say what is wrong and where.
    """

    organization_id = models.BigIntegerField(_("单位编号"))
    filename = models.CharField(_("文件名"), max_length=200)
    documents = models.JSONField(_("事项"))
    findings = models.JSONField(_("缺陷"))
    uploaded_by_id = models.BigIntegerField(_("上传人编号"))
    uploaded_by_name = models.CharField(_("上传人"), max_length=100)
    uploaded_at = models.DateTimeField(_("上传时间"))
    taken_over_at = models.DateTimeField(_("导入时间"), null=True)

    class Meta:
        verbose_name = _("基准导入")
        verbose_name_plural = _("基准导入")


class LibraryRevision(models.Model):
    """A number that grows with each change of the public library; the key of all kept from it.

    One row. It is advanced in the transaction of each publication.
    """

    number = models.BigIntegerField(default=0)


class Determination(models.Model):
    """A sanction that followed from facts an officer recorded; append-only.

    It names the version and the proof it was made with.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="determinations")
    benchmark = models.ForeignKey(Benchmark, models.PROTECT, related_name="determinations")
    facts = models.JSONField(_("事实"))
    outcome = models.JSONField(_("结果"))
    tier = models.PositiveIntegerField(_("阶次"), null=True)
    fine_yuan = models.DecimalField(_("罚款"), max_digits=17, decimal_places=2, null=True)
    proof_hash = models.CharField(_("证明指纹"), max_length=64)
    organization_id = models.BigIntegerField(_("单位编号"))
    determined_by_id = models.BigIntegerField(_("认定人编号"))
    determined_by_name = models.CharField(_("认定人"), max_length=100)
    occurred_on = models.DateField(_("违法行为发生日期"))
    determined_at = models.DateTimeField(_("认定时间"))

    class Meta:
        verbose_name = _("裁量认定")
        verbose_name_plural = _("裁量认定")
        indexes = [models.Index(fields=["matter", "-id"], name="determination_matter")]

    def as_dict(self) -> dict[str, Any]:
        """Return what the what-if needs: the facts and what they led to."""
        return {"id": self.pk, "facts": self.facts, "tier": self.tier, "fine_yuan": self.fine_yuan}
