"""Who and what a case is about, read for its documents."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.business.penalties.choices import ApprovalStatus, DocumentKind, PartyKind
from sunhall.business.penalties.models import Approval as ApprovalRow
from sunhall.business.penalties.models import Benchmark as BenchmarkRow
from sunhall.business.penalties.models import Case, Determination, Document
from sunhall.business.penalties.models import Evidence as EvidenceRow
from sunhall.business.penalties.models import Party as PartyRow
from sunhall.business.penalties.queries.cases import last_facts, standing_of_officers
from sunhall.business.penalties.rules.papers import PAPERS
from sunhall.business.penalties.rules.particulars import (
    Approval,
    Citation,
    Clue,
    Discretion,
    Evidence,
    Fact,
    IssuedPaper,
    Officer,
    Party,
    Penalty,
)
from sunhall.business.penalties.rules.wording import fine_in_words
from sunhall.directory.rules.fields import field_of
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.facts import FactsRefused, read_facts
from sunhall.kernel.decision.model import Basis, Benchmark
from sunhall.kernel.decision.wording import value_in_words
from sunhall.kernel.identifiers import IdentifierError, check

PENAL = "罚则"
REFERENCE = "参照基准"
ONLY_CORRECTED = "责令"


def party_section(party: PartyRow, on: date) -> Party:
    """Return the party; sex and age follow from a citizen's identifier."""
    sex, age = ("", None) if party.kind != PartyKind.CITIZEN else _sex_and_age(party, on)
    return Party(
        kind=PartyKind(party.kind),
        name=party.name,
        identifier_kind=_("居民身份证号") if party.is_citizen else _("统一社会信用代码"),
        identifier=party.identifier,
        representative=party.representative,
        address=party.address,
        phone=party.phone,
        sex=sex,
        age=age,
    )


def age_on(identifier: str, on: date) -> int | None:
    """Return the age that a resident ID number tells; none if it tells none."""
    try:
        parts = check("resident-id", identifier, on).parts
    except IdentifierError:
        return None
    born = date.fromisoformat(parts["birth_date"])
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _sex_and_age(party: PartyRow, on: date) -> tuple[str, int | None]:
    try:
        sex = check("resident-id", party.identifier, on).parts["sex_name"]
    except IdentifierError:
        return "", None
    return sex, age_on(party.identifier, on)


def officers_section(by: Actor, case: Case) -> tuple[Officer, ...]:
    """Return the officers with their certificates, that of the case's field first."""
    field = field_of(case.organization.domain_code)
    found = []
    for officer in standing_of_officers(by, case):
        held = officer.certificates
        number = held.get(field) or next(iter(held.values()), "")
        found.append(Officer(name=officer.name, certificate=number))
    return tuple(found)


def clue_section(case: Case) -> Clue:
    """Return how the case came up."""
    return Clue(
        source=case.get_source_display(),
        gist=case.story or case.title,
        registered_on=timezone.localdate(case.registered_at),
    )


def facts_section(
    case: Case, table: Benchmark, evidence: Sequence[EvidenceRow]
) -> tuple[Fact, ...]:
    """Return the recorded facts in words, in the order of the benchmark's factors."""
    rows = last_facts(case)
    numbers = {one.pk: one.number for one in evidence}
    words = facts_in_words(table, {key: row.value for key, row in rows.items()})
    return tuple(
        Fact(
            name=table.factor(key).name,
            value=value,
            evidence=tuple(sorted(numbers[pk] for pk in rows[key].evidence_ids if pk in numbers)),
        )
        for key, value in words.items()
    )


def facts_in_words(table: Benchmark, values: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts that a benchmark knows in words, in the order of its factors."""
    known = {factor.key for factor in table.factors}
    try:
        typed = read_facts(table, {key: value for key, value in values.items() if key in known})
    except FactsRefused:
        typed = {}
    return {
        factor.key: value_in_words(factor, typed[factor.key])
        if factor.key in typed
        else str(values[factor.key])
        for factor in table.factors
        if factor.key in values
    }


def evidence_section(evidence: Sequence[EvidenceRow]) -> tuple[Evidence, ...]:
    """Return the evidence as documents list it."""
    return tuple(
        Evidence(
            number=row.number,
            kind=row.get_kind_display(),
            name=row.title,
            proves=row.description,
            source=row.provider or row.place,
            collected_on=row.obtained_on,
            digest=row.file_id or "",
        )
        for row in evidence
    )


def citations(table: Benchmark) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
    """Return the articles that were violated and those that punish it.

    Where the table names only the article that punishes, it names the violation as well.
    """
    law = [basis for basis in table.bases if basis.role != REFERENCE]
    punishing = [basis for basis in law if basis.role == PENAL] or law
    violated = [basis for basis in law if basis.role != PENAL] or punishing
    return tuple(map(_cited, violated)), tuple(map(_cited, punishing))


def _cited(basis: Basis) -> Citation:
    return Citation(law=basis.law, article=basis.article)


def penalty_section(determination: Determination, benchmark: BenchmarkRow) -> Penalty | None:
    """Return what the facts lead to under a version; none where they lead to no penalty."""
    sanctions = sanctions_in_words(determination)
    if not sanctions:
        return None
    outcome = determination.outcome
    tier = _("第 %(tier)s 阶次") % {"tier": outcome["tier"]} if outcome["tier"] else ""
    return Penalty(
        sanctions=sanctions,
        fine_yuan=determination.fine_yuan,
        discretion=Discretion(
            benchmark=_("%(matter)s行政处罚裁量基准") % {"matter": benchmark.matter.code},
            version=_("第 %(version)s 版") % {"version": benchmark.version},
            tier=tier or outcome["description"],
            reasoning=tuple(outcome["reasoning"]),
            digest=determination.proof_hash,
        ),
    )


def sanctions_in_words(determination: Determination) -> tuple[str, ...]:
    """Return each penalty in a phrase; an order to correct is none.

    Law: 行政处罚法 第九条, 第二十八条.
    """
    return tuple(
        _sanction_in_words(sanction)
        for sanction in determination.outcome["sanctions"]
        if not sanction["kind"].startswith(ONLY_CORRECTED) or sanction["amount_yuan"]
    )


def _sanction_in_words(sanction: Mapping[str, Any]) -> str:
    if sanction["amount_yuan"] is not None:
        return fine_in_words(Decimal(sanction["amount_yuan"]))
    words = str(sanction["kind"])
    for template, count in (
        (_("%(count)s 日"), sanction["days"]),
        (_("%(count)s 个月"), sanction["months"]),
        (_("，%(count)s 年内不得重新取得"), sanction["ban_years"]),
    ):
        if count is not None:
            words += template % {"count": count}
    return words


def approvals_section(case: Case) -> tuple[Approval, ...]:
    """Return the last answered request: who asked for what reason, who answered."""
    rows = ApprovalRow.objects.filter(case=case).exclude(status=ApprovalStatus.PENDING)
    last = rows.order_by("-decided_at", "-pk").first()
    if last is None:
        return ()
    return (
        Approval(
            role=_("承办人意见"),
            opinion=last.reason,
            name=last.asked_by_name,
            day=timezone.localdate(last.asked_at),
        ),
        Approval(
            role=_("机关负责人审批意见"),
            opinion=last.opinion or _("同意。"),
            name=last.decided_by_name,
            day=timezone.localdate(last.decided_at) if last.decided_at else None,
        ),
    )


def papers_section(case: Case) -> tuple[IssuedPaper, ...]:
    """Return the documents made so far, the last of each kind first to be found."""
    rows = Document.objects.filter(case=case).select_related("service").order_by("-pk")
    return tuple(issued_paper(row) for row in rows.defer("sheet", "wording"))


def issued_paper(document: Document) -> IssuedPaper:
    """Return a document as later ones mention it."""
    service = getattr(document, "service", None)
    kind = DocumentKind(document.kind)
    return IssuedPaper(
        kind=kind,
        title=PAPERS[kind].title,
        number=document.number,
        issued_on=timezone.localdate(document.made_at),
        served_on=service.served_on if service else None,
    )
