"""Another organization with the same kinds of people and things, none of them the first one's.

Its people hold the same roles; whatever is the urban management bureau's is not theirs.
"""

from dataclasses import dataclass, replace

from sunhall.business.penalties import actions
from sunhall.business.penalties.models import Benchmark, BenchmarkImport, Case, Determination
from sunhall.business.penalties.tests.cases import STALL
from sunhall.business.penalties.tests.decisions import a_served_case
from sunhall.business.penalties.tests.library import PACK
from sunhall.centers.access import actions as access
from sunhall.centers.access.models import Account, Certificate, Seal, SealUse
from sunhall.centers.access.queries import actor_of
from sunhall.centers.access.tests.test_seals import DECISION, a_picture
from sunhall.directory import actions as directory
from sunhall.directory.demo import Member, hire
from sunhall.directory.rules.drafts import MatterDraft
from sunhall.directory.rules.fields import LEGAL_PROFESSION
from tests.authority import a_certificate, now
from tests.cast import Cast

UNIT = "QD-WJ"
SMOKING, DUST = "QD-WJ-901", "QD-WJ-902"
MEMBERS = (
    Member("ma", "QD0091", "马卫生", UNIT, "执法员", "enforcement_officer", "", "37020010091",
           more_roles=("legal_officer",)),
    Member("mo", "QD0092", "莫卫生", UNIT, "执法员", "enforcement_officer", "", "37020010092"),
    Member("mei", "QD0093", "梅审核", UNIT, "法规处处长", "reviewer", "",
           licenses=((LEGAL_PROFESSION, "A20183702020093"),)),
    Member("gao", "QD0094", "高主任", UNIT, "主任", "head", ""),
)  # fmt: skip
NEIGHBORS = tuple(member.login for member in MEMBERS)


@dataclass(frozen=True)
class Neighbors:
    """What the other organization has, one of each kind."""

    cast: Cast
    case: Case
    draft: Benchmark
    received: BenchmarkImport
    determination: Determination
    seal: Seal
    seal_use: SealUse
    certificate: Certificate


def settle(cast: Cast) -> Neighbors:
    """Let the other organization's people make things of their own; hold the ceremony before."""
    theirs = _hired(cast)
    for code in (SMOKING, DUST):
        draft = MatterDraft(code=code, name=f"{code} 的事项", organization_code=UNIT)
        directory.register_matter(cast.system, draft)
    table = {**PACK[STALL], "code": SMOKING, "name": "邻单位的基准"}
    drafted = actions.draft_benchmarks(theirs.li, documents=[table]).benchmarks
    actions.publish_benchmarks(
        theirs.wang, benchmark_ids=[drafted[0].pk], effective_date=cast.wang.today
    )
    hidden = {**PACK[STALL], "code": DUST, "name": "邻单位的草稿"}
    facts = {"place": "人行道", "area": 1, "prior": 0, "refused": True}
    determination, _decision = actions.determine_sanction(
        theirs.sun, matter_code=SMOKING, facts=facts, occurred_on=cast.sun.today
    )
    present = now(theirs)
    seal = access.request_seal(present.li, name="邻单位公章", picture=a_picture())
    access.grant_seal(present.he, seal_id=seal.pk)
    return Neighbors(
        cast=theirs,
        case=a_served_case(theirs, clue={"matter_code": SMOKING}),
        draft=actions.draft_benchmarks(theirs.li, documents=[hidden]).benchmarks[0],
        received=actions.receive_file(theirs.li, filename="theirs.yaml", data=b"items: []"),
        determination=determination,
        seal=seal,
        seal_use=access.request_seal_use(
            present.li, seal_id=seal.pk, title="邻单位文件", document=DECISION
        ),
        certificate=a_certificate(present, present.li),
    )


def _hired(cast: Cast) -> Cast:
    """Return the cast with the other organization's people in the places of the first one's."""
    for member in MEMBERS:
        person = hire(cast.system, member)
        access.open_account(cast.system, login=member.login, person_id=person.pk)
    accounts = Account.objects.in_bulk(list(NEIGHBORS), field_name="login")
    ma, mo, mei, gao = (actor_of(accounts[one], None, cast.system.moment) for one in NEIGHBORS)
    return replace(cast, li=ma, sun=ma, qian=mo, wang=mei, he=gao)
