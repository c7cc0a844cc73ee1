"""How long each step may take, by what article, and from which day."""

from collections.abc import Mapping
from dataclasses import dataclass

from sunhall.business.penalties.choices import Concern
from sunhall.kernel.calendar import TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A time limit of the procedure.

    `extension` is how much longer the head may make it, once. `warn_days` are the calendar days
    before the due date, and `late_days` those after it, on which the daily watch speaks up;
    the first day late always counts. `is_partys` tells that the party, not the organ, must act.
    """

    limit: TimeLimit
    extension: TimeLimit | None = None
    warn_days: tuple[int, ...] = ()
    late_days: tuple[int, ...] = ()
    is_partys: bool = False


def _limit(text: str, article: str) -> TimeLimit:
    return TimeLimit.parse(text, article)


LIMITS: Mapping[str, Rule] = {
    Concern.VERIFICATION: Rule(
        limit=_limit("15d", "住房和城乡建设行政处罚程序规定 第十五条"),
        extension=_limit("10d", "住房和城乡建设行政处罚程序规定 第十五条"),
        warn_days=(3,),
        late_days=(11,),
    ),
    Concern.DECISION: Rule(
        limit=_limit("90d", "行政处罚法 第六十条"),
        extension=_limit("30d", "行政处罚法 第六十条"),
        warn_days=(10,),
    ),
    Concern.PRESERVATION: Rule(
        limit=_limit("7wd", "行政处罚法 第五十六条、第八十五条"), warn_days=(2,)
    ),
    Concern.SEIZURE: Rule(
        limit=_limit("30d", "行政强制法 第二十五条"),
        extension=_limit("30d", "行政强制法 第二十五条"),
        warn_days=(5,),
    ),
    Concern.HEARING_REQUEST: Rule(
        limit=_limit("5wd", "行政处罚法 第六十四条第一项、第八十五条"), is_partys=True
    ),
    Concern.SERVICE: Rule(
        limit=_limit("7wd", "行政处罚法 第六十一条、第八十五条"), warn_days=(2,), late_days=(5, 9)
    ),
    Concern.SUMMARY_REPORT: Rule(limit=_limit("2wd", "行政处罚法 第五十二条第三款")),
    Concern.PAYMENT: Rule(limit=_limit("15d", "行政处罚法 第六十七条第三款"), is_partys=True),
    Concern.HANDOVER: Rule(limit=_limit("2wd", "行政处罚法 第七十一条、第八十五条")),
    Concern.BANKING: Rule(limit=_limit("2wd", "行政处罚法 第七十一条、第八十五条")),
    Concern.PUBLICATION: Rule(
        limit=_limit("20wd", "市场监督管理行政处罚信息公示规定 第九条"), warn_days=(5,)
    ),
    Concern.RETRACTION: Rule(limit=_limit("3wd", "行政处罚法 第四十八条第二款、第八十五条")),
    Concern.ENFORCEMENT: Rule(limit=_limit("90d", "行政强制法 第五十三条"), warn_days=(30, 10)),
    Concern.RECHECK: Rule(limit=_limit("5wd", "行政处罚法 第二十八条"), warn_days=(1,)),
}
"""The enforcement limit is 三个月 in the statute, reckoned as 90 days, the shortest three months;
the decision's own limits of some departments stand in `law/procedure.yaml`."""
