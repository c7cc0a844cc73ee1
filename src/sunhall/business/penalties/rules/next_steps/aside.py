"""What may be done beside the line of a case."""

from sunhall.business.penalties.choices import ApprovalKind, Doer
from sunhall.business.penalties.choices import CaseState as S
from sunhall.business.penalties.choices import CaseStep as C
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.rules.next_steps.step import (
    AFTER_SERVICE,
    BEFORE_DECISION,
    CLOSING,
    COLLECTING,
    OPEN,
    PARTY,
    Step,
    Subject,
)
from sunhall.business.penalties.rules.standing import NoticeStage

ASIDE: tuple[Step, ...] = (
    Step(key=C.RECORD_INSPECTION, law="行政处罚法 第五十五条", states=COLLECTING),
    Step(key=C.RECORD_INQUIRY, law="行政处罚法 第五十五条", states=COLLECTING),
    Step(
        key=C.ASK_NO_FILING,
        law="行政处罚法 第五十四条第二款",
        states=(S.CLUE,),
        asks=ApprovalKind.NO_FILING,
    ),
    Step(
        key=C.ASK_CLUE_EXTENSION,
        law="住房和城乡建设行政处罚程序规定 第十五条",
        states=(S.CLUE,),
        asks=ApprovalKind.CLUE_EXTENSION,
    ),
    Step(key=C.RECONSIDER_CLUE, law="行政处罚法 第七十六条第二款", states=(S.NOT_FILED,)),
    Step(
        key=C.CORRECT_PARTY,
        law="行政处罚法 第四十条",
        states=tuple(state for state in OPEN if state != S.CLUE),
        fits=lambda at: at.has_party,
        even_suspended=True,
    ),
    Step(
        key=C.ASK_MEASURE,
        law="行政处罚法 第五十六条; 行政强制法 第十八条",
        states=BEFORE_DECISION,
        hindrances=(PARTY,),
    ),
    Step(
        key=C.RESOLVE_MEASURE,
        law="行政处罚法 第五十六条; 行政强制法 第二十七条",
        states=OPEN,
        fits=lambda at: at.open_measures > 0,
        leads=lambda at: at.state in CLOSING,
        about=Subject.MEASURE,
        even_suspended=True,
    ),
    Step(
        key=C.ASK_SEIZURE_EXTENSION,
        law="行政强制法 第二十五条",
        states=OPEN,
        fits=lambda at: at.open_measures > 0,
        asks=ApprovalKind.SEIZURE_EXTENSION,
        about=Subject.MEASURE,
        even_suspended=True,
    ),
    Step(
        key=C.ORDER_RECTIFICATION,
        law="行政处罚法 第二十八条第一款",
        states=(*BEFORE_DECISION, *AFTER_SERVICE),
    ),
    Step(
        key=C.RECHECK_RECTIFICATION,
        law="行政处罚法 第二十八条第一款",
        states=OPEN,
        fits=lambda at: at.open_rectifications > 0,
        leads=lambda at: at.state in CLOSING,
        about=Subject.RECTIFICATION,
    ),
    Step(
        key=C.ASSIGN_OFFICERS,
        law="行政处罚法 第四十二条第一款",
        permissions=(Permission.CASE_HANDLE, Permission.CASE_APPROVE),
        states=(*COLLECTING, S.DECIDED, S.SERVED, S.ENFORCEMENT),
        even_suspended=True,
    ),
    Step(
        key=C.DECLARE_INTEREST,
        law="行政处罚法 第四十三条第一款",
        states=COLLECTING,
        fits=lambda at: at.has_party,
        even_suspended=True,
    ),
    Step(
        key=C.ASK_RECUSAL,
        law="行政处罚法 第四十三条",
        states=COLLECTING,
        even_suspended=True,
    ),
    Step(
        key=C.DECIDE_RECUSAL,
        law="行政处罚法 第四十三条第三款",
        permissions=(Permission.CASE_APPROVE,),
        doer=Doer.HEAD,
        states=COLLECTING,
        fits=lambda at: at.open_recusals > 0,
        about=Subject.RECUSAL,
        even_suspended=True,
    ),
    Step(
        key=C.ASK_SUSPENSION,
        law="行政处罚法 第六十条",
        states=BEFORE_DECISION,
        fits=lambda at: not at.is_suspended,
        asks=ApprovalKind.SUSPENSION,
    ),
    Step(
        key=C.ASK_CASE_EXTENSION,
        law="行政处罚法 第六十条",
        states=BEFORE_DECISION,
        asks=ApprovalKind.CASE_EXTENSION,
    ),
    Step(key=C.REOPEN_INVESTIGATION, law="行政处罚法 第五十四条", states=(S.INVESTIGATED,)),
    Step(
        key=C.RECORD_STATEMENT,
        law="行政处罚法 第四十五条第一款",
        states=(S.INFORMED,),
        fits=lambda at: at.notice is NoticeStage.SERVED,
    ),
    Step(
        key=C.ASK_HEARING,
        law="行政处罚法 第六十四条第一项",
        states=(S.INFORMED,),
        fits=lambda at: at.is_hearing_open,
    ),
    Step(
        key=C.WAIVE_RIGHTS,
        law="行政处罚法 第四十四条、第六十四条",
        states=(S.INFORMED,),
        fits=lambda at: at.notice is NoticeStage.SERVED,
    ),
    Step(
        key=C.ASK_EXEMPTION,
        law="行政处罚法 第三十三条",
        states=(S.INVESTIGATED, S.PROPOSED, S.INFORMED),
        asks=ApprovalKind.EXEMPTION,
    ),
    Step(
        key=C.ASK_TRANSFER,
        law="行政处罚法 第二十五条、第二十七条",
        states=COLLECTING,
        asks=ApprovalKind.TRANSFER,
    ),
    Step(
        key=C.ASK_WITHDRAWAL,
        law="行政处罚法 第五十七条",
        states=BEFORE_DECISION,
        asks=ApprovalKind.WITHDRAWAL,
    ),
    Step(
        key=C.ASK_TERMINATION,
        law="行政处罚法 第五十七条",
        states=(*BEFORE_DECISION, S.DECIDED, S.SERVED, S.ENFORCEMENT),
        asks=ApprovalKind.TERMINATION,
    ),
)
"""What may be done beside the line, while a case is investigated and informed of."""

AFTERWARDS: tuple[Step, ...] = (
    Step(
        key=C.COLLECT_ON_SITE,
        law="行政处罚法 第六十八条、第六十九条",
        states=(S.SERVED,),
        fits=lambda at: at.due_yuan > 0,
    ),
    Step(
        key=C.HAND_OVER_CASH,
        law="行政处罚法 第七十一条",
        states=OPEN,
        fits=lambda at: at.cash_held > 0,
        leads=lambda at: at.state in CLOSING,
        about=Subject.PAYMENT,
    ),
    Step(
        key=C.BANK_CASH,
        law="行政处罚法 第七十一条",
        states=OPEN,
        fits=lambda at: at.cash_held > 0,
        leads=lambda at: at.state in CLOSING,
        about=Subject.PAYMENT,
    ),
    Step(
        key=C.ASK_DEFERRAL,
        law="行政处罚法 第六十六条第二款",
        states=(S.SERVED,),
        fits=lambda at: at.due_yuan > 0,
        asks=ApprovalKind.DEFERRAL,
    ),
    Step(
        key=C.CHARGE_ADDITIONAL_FINE,
        law="行政处罚法 第七十二条第一款第一项",
        states=(S.SERVED, S.ENFORCEMENT),
        fits=lambda at: at.late_days > 0,
    ),
    Step(
        key=C.START_REMEDY,
        law="行政处罚法 第七十三条",
        states=AFTER_SERVICE,
        fits=lambda at: at.has_decision and not at.open_remedies,
    ),
    Step(
        key=C.END_REMEDY,
        law="行政处罚法 第七十三条第三款",
        states=AFTER_SERVICE,
        fits=lambda at: at.open_remedies > 0,
        about=Subject.REMEDY,
    ),
    Step(
        key=C.ASK_CORRECTION,
        law="行政处罚法 第七十五条第二款",
        states=(S.DECIDED, *AFTER_SERVICE, S.CLOSED),
        fits=lambda at: at.has_decision,
        asks=ApprovalKind.CORRECTION,
    ),
    Step(
        key=C.RETRACT_PUBLICATION,
        law="行政处罚法 第四十八条第二款",
        permissions=(Permission.CASE_PUBLISH,),
        doer=Doer.PUBLISHER,
        states=tuple(S),
        fits=lambda at: at.is_published,
        about=Subject.DECISION,
    ),
)
"""What may be done beside the line, once a penalty has been decided."""
