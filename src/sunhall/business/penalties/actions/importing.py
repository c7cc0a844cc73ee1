"""Receiving a file of benchmarks, and taking over what it holds."""

from dataclasses import replace

from django.utils.translation import gettext as _

from sunhall.business.penalties.actions.drafting import Drafted, TakeOver, draft
from sunhall.business.penalties.errors import AlreadyTakenOver, NotReadable
from sunhall.business.penalties.models import BenchmarkImport
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import storable
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.checking import check_documents
from sunhall.kernel.decision.formats import load
from sunhall.kernel.errors import NotFound


@action(Permission.BENCHMARK_DRAFT)
def receive_file(by: Actor, *, filename: str, data: bytes) -> BenchmarkImport:
    """Read and prove what a file holds; keep it, with every fault, until it is taken over.

    A fault's place names the line or the cell. Nothing is drafted yet.
    """
    loaded = load(data, filename, sound_only=True)
    findings = list(loaded.faults)
    for report in check_documents(loaded.documents):
        findings += [replace(found, place=loaded.locate(found)) for found in report.findings]
    return BenchmarkImport.objects.create(
        organization_id=by.own_organization_id,
        filename=storable(filename)[-200:],
        documents=loaded.documents,
        findings=[finding.as_dict() for finding in findings],
        uploaded_by_id=by.own_person_id,
        uploaded_by_name=by.name,
        uploaded_at=by.moment,
    )


@action(Permission.BENCHMARK_DRAFT, law="行政处罚法 第三十四条")
def take_over_file(by: Actor, *, import_id: int, which: TakeOver) -> Drafted:
    """Draft benchmarks from a received file.

    Raises:
        NotFound: no such file in the actor's organization.
        AlreadyTakenOver: it was taken over before.
        NotReadable: the file has faults and all of it was asked for.
        UnknownMatters: an item's matter is not in the directory.
        DraftExists: a matter has a draft already.
        OtherOrganization: an item belongs to another organization.
    """
    files = BenchmarkImport.objects.select_for_update().filter(
        organization_id=by.own_organization_id
    )
    received = files.filter(pk=import_id).first()
    if received is None:
        raise NotFound(_("导入文件"), import_id)
    if received.taken_over_at:
        raise AlreadyTakenOver(filename=received.filename)
    if which is TakeOver.ALL and received.findings:
        raise NotReadable(
            reason=_("文件有 %(count)s 处缺陷，没有导入任何事项")
            % {"count": len(received.findings)}
        )
    drafted = draft(by, received.documents, which, source=received.filename)
    received.taken_over_at = by.moment
    received.save(update_fields=["taken_over_at"])
    return drafted
