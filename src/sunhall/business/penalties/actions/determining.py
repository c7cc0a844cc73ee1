"""Determining a sanction from recorded facts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import translation

from sunhall.business.penalties import events, queries
from sunhall.business.penalties.actions.drafting import check_own
from sunhall.business.penalties.models import Benchmark, Determination
from sunhall.business.penalties.permissions import Permission
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.deciding import Decision
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE
from sunhall.kernel.events import announce


@action(Permission.SANCTION_DETERMINE, law="行政处罚法 第三十四条")
def determine_sanction(
    by: Actor, *, matter_code: str, facts: Mapping[str, Any], occurred_on: date
) -> tuple[Determination, Decision]:
    """Record facts and the one sanction that follows from them. There is no amount to give.

    The version in effect on the day of the act applies.

    Raises:
        NothingInEffect: no benchmark was public and in effect on that day.
        FactsRefused: facts are missing, unknown, or outside their domain.
        OtherOrganization: the matter belongs to another organization.
    """
    benchmark = queries.benchmark_in_effect_for(matter_code, occurred_on)
    check_own(by, benchmark.matter)
    return record_determination(by, benchmark, facts, occurred_on)


def record_determination(
    by: Actor, benchmark: Benchmark, facts: Mapping[str, Any], occurred_on: date
) -> tuple[Determination, Decision]:
    """Keep what follows from facts under a version, in the language of the law, and announce it.

    Law: 国家通用语言文字法 第九条.

    Raises:
        FactsRefused: facts are missing, unknown, or outside their domain.
    """
    with translation.override(DOCUMENTS_LANGUAGE):
        decision = queries.decide_with(benchmark, facts)
        outcome = decision.as_dict()
    determination = Determination.objects.create(
        matter=benchmark.matter,
        benchmark=benchmark,
        facts=dict(facts),
        outcome=outcome,
        tier=decision.tier,
        fine_yuan=decision.fine_yuan,
        proof_hash=benchmark.proof_hash,
        organization_id=by.own_organization_id,
        determined_by_id=by.own_person_id,
        determined_by_name=by.name,
        occurred_on=occurred_on,
        determined_at=by.moment,
    )
    announce(
        by,
        events.SanctionDetermined(
            subject_id=determination.pk,
            matter=benchmark.matter.code,
            version=benchmark.version,
            tier=decision.tier,
            fine_yuan=decision.fine_yuan,
            proof_hash=benchmark.proof_hash,
        ),
    )
    return determination, decision
