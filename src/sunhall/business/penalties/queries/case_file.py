"""One case with all that is recorded of it; each part is read once, when it is first asked for."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from sunhall.business.penalties.choices import ApprovalStatus, CaseState
from sunhall.business.penalties.errors import NoMatter, NothingInEffect
from sunhall.business.penalties.models import (
    Approval,
    Benchmark,
    Case,
    CaseFact,
    CaseOfficer,
    Deliberation,
    Document,
    DocumentSeal,
    Enforcement,
    Evidence,
    Hearing,
    Installment,
    LegalReview,
    Measure,
    Notice,
    Obligation,
    Payment,
    PenaltyDecision,
    Rectification,
    Recusal,
    RemedyProceeding,
    Statement,
)
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.queries import cases, casework, tables
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.deciding import Decision
from sunhall.kernel.decision.facts import FactsRefused, read_given
from sunhall.kernel.decision.model import Benchmark as Table
from sunhall.kernel.decision.model import Facts


class CaseFile:
    """A case and its parts, as one actor sees them.

    Raises:
        NotFound: no such case in the actor's jurisdiction.
    """

    def __init__(self, by: Actor, case_id: int) -> None:
        self.by = by
        self.case: Case = cases.get_case(by, case_id)

    @cached_property
    def officers(self) -> list[CaseOfficer]:
        """Return the officers, with their certificates valid today."""
        return cases.officers_of(self.by, self.case)

    @cached_property
    def is_own(self) -> bool:
        """Tell whether the actor is an officer of the case."""
        return any(officer.person_id == self.by.own_person_id for officer in self.officers)

    @cached_property
    def is_of_own_organization(self) -> bool:
        """Tell whether the case is the actor's organization's."""
        return self.case.organization_id == self.by.own_organization_id

    @cached_property
    def shows_party(self) -> bool:
        """Tell whether the actor sees the party's personal data: who handles or answers for it."""
        answers = self.by.may(Permission.CASE_APPROVE) or self.by.may(Permission.CASE_REVIEW)
        return self.is_own or (self.is_of_own_organization and answers)

    @cached_property
    def citizen_identifier(self) -> str:
        """Return the identity number of a party who is a citizen; empty for all others."""
        party = self.case.party
        return party.identifier if party and party.is_citizen else ""

    @cached_property
    def obligations(self) -> list[Obligation]:
        """Return what must be done by a day, the earliest first."""
        found = cases.open_obligations(self.case)
        for obligation in found:
            obligation.case = self.case
        return found

    @cached_property
    def evidence(self) -> list[Evidence]:
        """Return the evidence by its numbers."""
        rows = self.case.evidence.select_related("file").defer("file__content")
        return list(rows.order_by("number"))

    @cached_property
    def facts(self) -> dict[str, CaseFact]:
        """Return the facts that count, by their keys."""
        return cases.last_facts(self.case)

    @cached_property
    def benchmark(self) -> Benchmark | None:
        """Return the benchmark in effect when it happened, if there is one."""
        try:
            return casework.benchmarks_of(self.by, self.case)[0]
        except (NoMatter, NothingInEffect):
            return None

    @cached_property
    def table(self) -> Table | None:
        """Return the benchmark's table."""
        return tables.get_table(self.benchmark) if self.benchmark else None

    @cached_property
    def fact_values(self) -> Mapping[str, Any]:
        """Return the facts that the benchmark knows, as it reads them."""
        known = {factor.key for factor in self.table.factors} if self.table else set()
        return {key: fact.value for key, fact in self.facts.items() if key in known}

    @cached_property
    def typed_facts(self) -> Facts:
        """Return the facts that the benchmark knows, as its own values."""
        return read_given(self.table, self.fact_values) if self.table else {}

    @cached_property
    def outcome(self) -> Decision | FactsRefused | None:
        """Return what the recorded facts lead to, or what they lack."""
        if self.benchmark is None:
            return None
        try:
            return tables.decide_with(self.benchmark, self.fact_values)
        except FactsRefused as refusal:
            return refusal

    @cached_property
    def documents(self) -> list[Document]:
        """Return the documents in the order they were made, each with its service and seals."""
        seals = Prefetch("seals", DocumentSeal.objects.order_by("-pk"))
        rows = self.case.documents.select_related("service__proof").prefetch_related(seals)
        return list(rows.defer("service__proof__content").order_by("pk"))

    @cached_property
    def approvals(self) -> list[Approval]:
        """Return what was asked of the head, newest first."""
        return list(self.case.approvals.order_by("-pk"))

    @cached_property
    def waiting(self) -> list[Approval]:
        """Return what the head has not answered yet."""
        return [one for one in self.approvals if one.status == ApprovalStatus.PENDING]

    @cached_property
    def measures(self) -> list[Measure]:
        """Return what was preserved or seized."""
        return list(self.case.measures.order_by("pk"))

    @cached_property
    def recusals(self) -> list[Recusal]:
        """Return the requests that an officer stand aside."""
        return list(self.case.recusals.select_related("person").order_by("pk"))

    @cached_property
    def rectifications(self) -> list[Rectification]:
        """Return the orders to correct."""
        return list(self.case.rectifications.order_by("pk"))

    @cached_property
    def notices(self) -> list[Notice]:
        """Return the prior notices, newest first, each with what the party said to it."""
        rows = self.case.notices.select_related("determination", "hearing__host")
        return list(
            rows.prefetch_related(
                Prefetch("statements", Statement.objects.order_by("pk"), to_attr="said")
            ).order_by("-pk")
        )

    @cached_property
    def notice(self) -> Notice | None:
        """Return the notice of what is proposed now."""
        here = (n for n in self.notices if n.determination_id == self.case.determination_id)
        return next(here, None)

    @cached_property
    def hearing(self) -> Hearing | None:
        """Return the hearing about what is proposed now."""
        return getattr(self.notice, "hearing", None) if self.notice else None

    @cached_property
    def statements(self) -> list[Statement]:
        """Return what the party said, in order."""
        said = [one for notice in self.notices for one in getattr(notice, "said", [])]
        return sorted(said, key=lambda one: one.pk)

    @cached_property
    def legal_reviews(self) -> list[LegalReview]:
        """Return the legal reviewers' opinions, newest first."""
        return list(self.case.legal_reviews.select_related("reviewer").order_by("-pk"))

    @cached_property
    def deliberations(self) -> list[Deliberation]:
        """Return the deliberations, newest first."""
        return list(self.case.deliberations.order_by("-pk"))

    @cached_property
    def decisions(self) -> list[PenaltyDecision]:
        """Return the decisions, newest first, each with its publication."""
        rows = self.case.decisions.select_related("determination", "publication")
        return list(rows.order_by("-pk"))

    @cached_property
    def decision(self) -> PenaltyDecision | None:
        """Return the decision in force."""
        return next((one for one in self.decisions if one.status == "in_force"), None)

    @cached_property
    def payments(self) -> list[Payment]:
        """Return what was paid."""
        return list(self.case.payments.order_by("pk"))

    @cached_property
    def installments(self) -> list[Installment]:
        """Return the approved installments."""
        return list(self.case.installments.order_by("number"))

    @cached_property
    def remedies(self) -> list[RemedyProceeding]:
        """Return the party's reconsiderations and lawsuits."""
        return list(self.case.remedies.order_by("pk"))

    @cached_property
    def enforcement(self) -> Enforcement | None:
        """Return the enforcement, if it has come to that."""
        return Enforcement.objects.filter(case=self.case).first()

    @cached_property
    def has_ended(self) -> bool:
        """Tell whether nothing remains but to archive it."""
        return self.case.state in (CaseState.CLOSED, CaseState.ARCHIVED, CaseState.NOT_FILED)
