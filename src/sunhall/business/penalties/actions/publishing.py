"""Making a proved version public."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import BigIntegerField, F, Func, QuerySet
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from sunhall.business.penalties import events
from sunhall.business.penalties.actions.drafting import check_own, named
from sunhall.business.penalties.choices import BenchmarkStatus
from sunhall.business.penalties.errors import (
    EffectiveDateInThePast,
    EffectiveDateTaken,
    FourEyes,
    Immutable,
    NotChecked,
    NotProved,
)
from sunhall.business.penalties.models import Benchmark, LibraryRevision
from sunhall.business.penalties.permissions import Permission
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.checking import check_document
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce

MICROSECONDS = Func(
    template="(extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
    output_field=BigIntegerField(),
)


@action(Permission.BENCHMARK_PUBLISH, law="行政处罚法 第三十四条、第五条", is_weighty=True)
def publish_benchmarks(
    by: Actor, *, benchmark_ids: Sequence[int], effective_date: date
) -> list[Benchmark]:
    """Make checked versions public, to take effect on a day; all or none.

    Each table is proved again here, in the act's own transaction. The version before stays in
    effect until that day.

    Raises:
        NotFound: no such version in the actor's jurisdiction.
        EffectiveDateInThePast: the day is before today.
        EffectiveDateTaken: the version before takes effect on that day or later.
        FourEyes: the actor had a hand in the draft.
        Immutable: a version is published already.
        NotChecked: a version was not checked since it was changed.
        NotProved: a table has a defect.
    """
    if effective_date < by.today:
        raise EffectiveDateInThePast(date=effective_date.isoformat(), today=by.today.isoformat())
    benchmarks = _to_publish(by, benchmark_ids)
    for benchmark in benchmarks:
        _check_publishable(by, benchmark)
        benchmark.status = BenchmarkStatus.PUBLISHED
        benchmark.published_by_id = by.person_id
        benchmark.published_by_name = by.name
        benchmark.published_at = by.moment
        benchmark.valid_from = effective_date
    _supersede(benchmarks, effective_date)
    Benchmark.objects.bulk_update(
        benchmarks,
        ["status", "published_by_id", "published_by_name", "published_at", "valid_from"],
        batch_size=500,
    )
    advance_library()
    announce(
        by,
        *(
            events.BenchmarkPublished(
                **named(b), proof_hash=b.proof_hash, effective_date=effective_date
            )
            for b in benchmarks
        ),
    )
    return benchmarks


def _to_publish(by: Actor, benchmark_ids: Sequence[int]) -> list[Benchmark]:
    rows: QuerySet[Benchmark] = Benchmark.objects.within(by).select_for_update(of=("self",))
    found = {
        benchmark.pk: benchmark
        for benchmark in rows.select_related("matter__organization")
        .filter(pk__in=benchmark_ids)
        .order_by("pk")
    }
    if missing := [key for key in benchmark_ids if key not in found]:
        raise NotFound(_("裁量基准"), missing[0])
    return list(found.values())


def _check_publishable(by: Actor, benchmark: Benchmark) -> None:
    check_own(by, benchmark.matter)
    if benchmark.is_public:
        raise Immutable(version=benchmark.version)
    if by.person_id in benchmark.drafter_ids:
        raise FourEyes(name=by.name)
    if benchmark.status != BenchmarkStatus.CHECKED:
        raise NotChecked() if not benchmark.findings else NotProved(count=len(benchmark.findings))
    report = check_document(benchmark.document)
    if report.findings or report.proof is None or report.proof.proof_hash != benchmark.proof_hash:
        raise NotProved(count=max(1, len(report.findings)))


def _supersede(benchmarks: Iterable[Benchmark], effective_date: date) -> None:
    latest = Benchmark.objects.select_for_update().filter(
        matter__in=[benchmark.matter_id for benchmark in benchmarks],
        status=BenchmarkStatus.PUBLISHED,
        valid_to__isnull=True,
    )
    for before in latest:
        if before.valid_from is None or before.valid_from >= effective_date:
            raise EffectiveDateTaken(version=before.version, date=str(before.valid_from))
    latest.update(status=BenchmarkStatus.SUPERSEDED, valid_to=effective_date)


def advance_library() -> None:
    """Advance the revision past any used before, even by a library that a backup has replaced."""
    LibraryRevision.objects.get_or_create(pk=1)
    LibraryRevision.objects.filter(pk=1).update(number=Greatest(F("number") + 1, MICROSECONDS))
