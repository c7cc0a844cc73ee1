"""The line of a case, from the clue to the archive."""

from sunhall.business.penalties.choices import ApprovalKind, Doer
from sunhall.business.penalties.choices import CaseState as S
from sunhall.business.penalties.choices import CaseStep as C
from sunhall.business.penalties.permissions import Permission
from sunhall.business.penalties.rules.next_steps.step import (
    AFTER_SERVICE,
    BEFORE_DECISION,
    COLLECTING,
    DEAD_ENDS,
    DELIBERATED,
    DONE,
    EVIDENCE,
    FACTS,
    HEARD,
    HEARING_OVER,
    MATTER,
    OPEN,
    PARTY,
    REVIEWED,
    WINDOW_OVER,
    Step,
    Subject,
)
from sunhall.business.penalties.rules.standing import HearingStage, NoticeStage

LINE: tuple[Step, ...] = (
    Step(
        key=C.RESUME_CASE,
        law="行政处罚法 第六十条",
        states=BEFORE_DECISION,
        fits=lambda at: at.is_suspended,
        leads=lambda at: at.is_suspended,
        even_suspended=True,
    ),
    Step(
        key=C.DESCRIBE_CLUE,
        law="行政处罚法 第五十四条",
        states=(S.CLUE,),
        leads=lambda at: not (at.has_matter and at.has_party),
    ),
    Step(
        key=C.ADD_EVIDENCE,
        law="行政处罚法 第四十六条",
        states=COLLECTING,
        leads=lambda at: not at.evidence_count,
    ),
    Step(
        key=C.ASK_FILING,
        law="行政处罚法 第五十四条第二款",
        states=(S.CLUE,),
        leads=lambda at: True,
        hindrances=(MATTER, PARTY, EVIDENCE),
        asks=ApprovalKind.FILING,
    ),
    Step(
        key=C.RECORD_FACTS,
        law="行政处罚法 第四十条、第三十四条",
        states=BEFORE_DECISION,
        leads=lambda at: bool(at.missing_facts),
        hindrances=(MATTER, EVIDENCE),
    ),
    Step(
        key=C.FINISH_INVESTIGATION,
        law="行政处罚法 第五十七条第一款",
        states=(S.FILED,),
        leads=lambda at: True,
        hindrances=(EVIDENCE, FACTS),
    ),
    Step(
        key=C.PROPOSE_PENALTY,
        law="行政处罚法 第三十四条、第三十七条",
        states=(S.INVESTIGATED,),
        leads=lambda at: True,
        hindrances=(FACTS,),
    ),
    Step(
        key=C.GIVE_LEGAL_REVIEW,
        law="行政处罚法 第五十八条",
        permissions=(Permission.CASE_REVIEW,),
        doer=Doer.REVIEWER,
        states=(S.PROPOSED, S.INFORMED),
        fits=lambda at: not at.is_legally_reviewed,
        leads=lambda at: (
            at.state == S.INFORMED
            and at.needs_legal_review
            and not at.is_legally_reviewed
            and not at.is_hearing_open
        ),
    ),
    Step(
        key=C.ISSUE_NOTICE,
        law="行政处罚法 第四十四条、第六十三条",
        states=(S.PROPOSED,),
        fits=lambda at: at.notice is NoticeStage.NONE and not at.imposes_nothing,
        leads=lambda at: True,
    ),
    Step(
        key=C.SERVE_DOCUMENT,
        law="行政处罚法 第六十一条",
        states=OPEN,
        fits=lambda at: bool(at.unserved),
        leads=lambda at: (
            at.state == S.DECIDED or (at.state == S.PROPOSED and at.notice is NoticeStage.ISSUED)
        ),
        about=Subject.DOCUMENT,
        even_suspended=True,
    ),
    Step(
        key=C.REVIEW_STATEMENT,
        law="行政处罚法 第四十五条",
        states=(S.INFORMED,),
        fits=lambda at: bool(at.open_statements),
        leads=lambda at: True,
        about=Subject.STATEMENT,
    ),
    Step(
        key=C.ARRANGE_HEARING,
        law="行政处罚法 第六十四条第二项",
        states=(S.INFORMED,),
        fits=lambda at: at.hearing in (HearingStage.ASKED, HearingStage.ARRANGED),
        leads=lambda at: at.hearing is HearingStage.ASKED,
        about=Subject.HEARING,
    ),
    Step(
        key=C.HOLD_HEARING,
        law="行政处罚法 第六十四条第八项、第六十五条",
        states=(S.INFORMED,),
        fits=lambda at: at.hearing is HearingStage.ARRANGED,
        leads=lambda at: True,
        about=Subject.HEARING,
    ),
    Step(
        key=C.RECORD_DELIBERATION,
        law="行政处罚法 第五十七条第二款",
        permissions=(Permission.CASE_APPROVE,),
        doer=Doer.HEAD,
        states=(S.PROPOSED, S.INFORMED),
        fits=lambda at: not at.is_deliberated,
        leads=lambda at: (
            at.state == S.INFORMED and at.needs_deliberation and not at.is_hearing_open
        ),
    ),
    Step(
        key=C.ASK_DECISION,
        law="行政处罚法 第五十七条第一款",
        states=(S.INFORMED,),
        leads=lambda at: True,
        hindrances=(HEARD, HEARING_OVER, WINDOW_OVER, REVIEWED, DELIBERATED),
        asks=ApprovalKind.DECISION,
    ),
    Step(
        key=C.REPORT_ON_THE_SPOT,
        law="行政处罚法 第五十二条第三款",
        states=(S.SERVED, S.ENFORCEMENT, S.EXECUTED),
        fits=lambda at: at.is_summary and not at.is_reported,
        leads=lambda at: True,
    ),
    Step(
        key=C.RECORD_PAYMENT,
        law="行政处罚法 第六十七条",
        states=(S.SERVED,),
        fits=lambda at: at.due_yuan > 0,
        leads=lambda at: not at.late_days,
    ),
    Step(
        key=C.URGE_PARTY,
        law="行政强制法 第五十四条",
        states=(S.SERVED,),
        fits=lambda at: at.late_days > 0,
        leads=lambda at: not at.is_urged,
    ),
    Step(
        key=C.ASK_ENFORCEMENT,
        law="行政强制法 第五十三条",
        states=(S.SERVED,),
        fits=lambda at: at.late_days > 0,
        leads=lambda at: at.is_urged,
        asks=ApprovalKind.ENFORCEMENT,
    ),
    Step(
        key=C.RECORD_ENFORCED,
        law="行政处罚法 第七十二条",
        states=(S.ENFORCEMENT,),
        leads=lambda at: True,
    ),
    Step(
        key=C.PUBLISH_DECISION,
        law="行政处罚法 第四十八条第一款",
        permissions=(Permission.CASE_PUBLISH,),
        doer=Doer.PUBLISHER,
        states=(*AFTER_SERVICE, S.CLOSED),
        fits=lambda at: at.has_decision and not at.is_published,
        leads=lambda at: at.owes_publication and not at.due_yuan,
        about=Subject.DECISION,
    ),
    Step(
        key=C.ASK_CLOSING,
        law="行政处罚法 第六章",
        states=(*AFTER_SERVICE, *DEAD_ENDS),
        leads=lambda at: at.state in (*DEAD_ENDS, S.EXECUTED) or not at.due_yuan,
        hindrances=(DONE,),
        asks=ApprovalKind.CLOSING,
    ),
    Step(
        key=C.ARCHIVE_CASE,
        law="行政处罚法 第四十七条",
        states=(S.CLOSED,),
        leads=lambda at: True,
    ),
)
"""The line of the procedure, in its order; what leads is what comes next."""
