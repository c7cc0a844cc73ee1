"""The documents of a case: what each is called, must say, and leaves an officer to word."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sunhall.business.penalties.choices import DocumentKind
from sunhall.business.penalties.errors.papers import SheetIncomplete, WordingTooLong
from sunhall.business.penalties.rules.demands import Part, is_said
from sunhall.business.penalties.rules.sheet import CaseSheet
from sunhall.business.penalties.rules.wording import printable

TEMPLATES = Path(__file__).resolve().parent.parent / "documents"
NO_WORDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingPart:
    """A text that an officer words; `limit` in characters."""

    name: str
    label: str
    limit: int
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One kind of document.

    `mark` is the mark of its number behind that of the organ; without one it bears no number.
    `is_served` if the party gets it against proof of service.
    """

    kind: DocumentKind
    title: str
    mark: str = ""
    is_served: bool = False
    needs: tuple[Part, ...]
    wording: tuple[WordingPart, ...] = ()

    @property
    def template(self) -> Path:
        """Return the file of its template."""
        return TEMPLATES / f"{self.kind.value}.typ"

    def missing(self, sheet: CaseSheet, words: Mapping[str, str] = NO_WORDS) -> tuple[str, ...]:
        """Name what this document must say and the sheet and the words do not."""
        parts = (part.value.name for part in self.needs if not is_said(part, sheet, words))
        texts = (
            part.label
            for part in self.wording
            if part.is_required and not words.get(part.name, "").strip()
        )
        return tuple(dict.fromkeys((*parts, *texts)))

    def facts(self, sheet: CaseSheet, words: Mapping[str, str] = NO_WORDS) -> dict[str, Any]:
        """Return what the template prints; words that nobody may word are left out.

        Raises:
            SheetIncomplete: a part is missing that the document must say.
            WordingTooLong: an officer worded more than the document holds.

        Law: 行政处罚法 第五十九条 (for decisions).
        """
        missing = self.missing(sheet, words)
        if missing:
            raise SheetIncomplete(title=self.kind.label, parts=missing)
        for part in self.wording:
            if len(words.get(part.name, "")) > part.limit:
                raise WordingTooLong(title=self.kind.label, part=part.label, limit=part.limit)
        return {
            **printable(sheet),
            "title": self.title,
            "number": sheet.number if self.mark else "",
            "words": {part.name: words.get(part.name, "").strip() for part in self.wording},
        }


OUTGOING = (Part.NUMBER, Part.DAY, Part.PARTY)
REMEDIES = (Part.RECONSIDERATION, Part.COURT)
APPROVED = (Part.CASE_NAME, Part.APPROVALS)
RECORDED = (Part.PLACE, Part.BEGINNING, Part.OFFICERS)
DECIDED = (
    *OUTGOING,
    Part.ADDRESS,
    Part.VIOLATION,
    Part.EVIDENCE,
    Part.VIOLATED,
    Part.PENAL_BASIS,
    Part.SANCTIONS,
    Part.PAYMENT,
    *REMEDIES,
)
"""The elements of a decision; the seal's place is always there. Law: 行政处罚法 第五十九条."""

ON_THE_SPOT = tuple(
    part for part in DECIDED if part not in {Part.ADDRESS, Part.EVIDENCE, Part.VIOLATED}
)
"""The elements of a decision on the spot. Law: 行政处罚法 第五十二条第二款."""

NARRATIVE = WordingPart(name="narrative", label="违法事实的叙述", limit=3000)
REASONS = WordingPart(name="reasons", label="理由", limit=2000)
REASON = WordingPart(name="reason", label="理由", limit=800, is_required=True)
COURSE = WordingPart(name="course", label="调查经过", limit=3000, is_required=True)
SUGGESTION = WordingPart(name="suggestion", label="处理意见", limit=1000, is_required=True)
SUMMARY = WordingPart(name="summary", label="办理情况", limit=1500)
NOTE = WordingPart(name="note", label="备注", limit=300)

PAPERS: Mapping[DocumentKind, Paper] = MappingProxyType(
    {
        paper.kind: paper
        for paper in (
            Paper(
                kind=DocumentKind.FILING_APPROVAL,
                title="立案审批表",
                mark="立审",
                needs=(Part.NUMBER, *APPROVED, Part.CLUE),
                wording=(REASON,),
            ),
            Paper(
                kind=DocumentKind.NO_FILING_APPROVAL,
                title="不予立案审批表",
                mark="不立",
                needs=(Part.NUMBER, *APPROVED, Part.CLUE, Part.ENDING),
                wording=(REASON,),
            ),
            Paper(
                kind=DocumentKind.INQUIRY_RECORD,
                title="询问笔录",
                needs=(*RECORDED, Part.RESPONDENT, Part.TURNS),
            ),
            Paper(
                kind=DocumentKind.INSPECTION_RECORD,
                title="现场检查（勘验）笔录",
                needs=(*RECORDED, Part.FINDINGS),
            ),
            Paper(
                kind=DocumentKind.ADDRESS_CONFIRMATION,
                title="当事人权利义务告知及送达地址确认书",
                needs=(Part.PARTY,),
            ),
            Paper(
                kind=DocumentKind.PRESERVATION_NOTICE,
                title="先行登记保存证据通知书",
                mark="登存",
                is_served=True,
                needs=(*OUTGOING, Part.MEASURE_REASON, Part.ITEMS, Part.OFFICERS),
                wording=(NOTE,),
            ),
            Paper(
                kind=DocumentKind.PRESERVATION_RESULT,
                title="先行登记保存证据处理通知书",
                mark="登处",
                is_served=True,
                needs=(*OUTGOING, Part.ITEMS, Part.OUTCOME),
            ),
            Paper(
                kind=DocumentKind.SEIZURE_DECISION,
                title="查封、扣押决定书",
                mark="强决",
                is_served=True,
                needs=(
                    *OUTGOING,
                    Part.ADDRESS,
                    Part.MEASURE,
                    Part.MEASURE_REASON,
                    Part.MEASURE_BASIS,
                    Part.MEASURE_UNTIL,
                    Part.ITEMS,
                    *REMEDIES,
                ),
            ),
            Paper(
                kind=DocumentKind.SEIZURE_EXTENSION,
                title="延长查封、扣押期限决定书",
                mark="强延",
                is_served=True,
                needs=(*OUTGOING, Part.EXTENDED_UNTIL, Part.EXTENSION_REASON, *REMEDIES),
            ),
            Paper(
                kind=DocumentKind.SEIZURE_RELEASE,
                title="解除查封、扣押决定书",
                mark="强解",
                is_served=True,
                needs=(*OUTGOING, Part.ITEMS, Part.OUTCOME_REASON),
            ),
            Paper(
                kind=DocumentKind.RECUSAL_DECISION,
                title="回避决定书",
                mark="回避",
                is_served=True,
                needs=(*OUTGOING, Part.RECUSAL),
            ),
            Paper(
                kind=DocumentKind.INVESTIGATION_REPORT,
                title="案件调查终结报告",
                needs=(
                    Part.CASE_NAME,
                    Part.PARTY,
                    Part.VIOLATION,
                    Part.EVIDENCE,
                    Part.VIOLATED,
                    Part.OFFICERS,
                ),
                wording=(
                    COURSE,
                    NARRATIVE,
                    SUGGESTION,
                ),
            ),
            Paper(
                kind=DocumentKind.LEGAL_REVIEW_OPINION,
                title="法制审核意见书",
                mark="法审",
                needs=(Part.NUMBER, Part.CASE_NAME, Part.LEGAL_OPINION, Part.REVIEWER),
            ),
            Paper(
                kind=DocumentKind.DELIBERATION_RECORD,
                title="行政处罚案件集体讨论记录",
                needs=(Part.CASE_NAME, Part.ATTENDEES, Part.CONCLUSION),
            ),
            Paper(
                kind=DocumentKind.PRIOR_NOTICE,
                title="行政处罚事先告知书",
                mark="罚告",
                is_served=True,
                needs=(
                    *OUTGOING,
                    Part.VIOLATION,
                    Part.VIOLATED,
                    Part.PENAL_BASIS,
                    Part.SANCTIONS,
                    Part.CONTACT,
                ),
                wording=(NARRATIVE, REASONS),
            ),
            Paper(
                kind=DocumentKind.HEARING_NOTICE,
                title="行政处罚听证通知书",
                mark="听通",
                is_served=True,
                needs=(*OUTGOING, Part.HEARING_TIME, Part.HEARING_PLACE, Part.HEARING_HOST),
                wording=(NOTE,),
            ),
            Paper(
                kind=DocumentKind.HEARING_RECORD,
                title="听证笔录",
                needs=(
                    Part.PARTY,
                    Part.HEARING_TIME,
                    Part.HEARING_PLACE,
                    Part.HEARING_HOST,
                    Part.HEARING_TURNS,
                ),
            ),
            Paper(
                kind=DocumentKind.STATEMENT_REVIEW,
                title="陈述申辩复核意见书",
                mark="申复",
                is_served=True,
                needs=(
                    *OUTGOING,
                    Part.STATEMENT,
                    Part.STATEMENT_VERDICT,
                    Part.STATEMENT_REASONS,
                ),
            ),
            Paper(
                kind=DocumentKind.DECISION,
                title="行政处罚决定书",
                mark="罚决",
                is_served=True,
                needs=DECIDED,
                wording=(NARRATIVE, REASONS),
            ),
            Paper(
                kind=DocumentKind.SUMMARY_DECISION,
                title="当场行政处罚决定书",
                mark="当罚",
                is_served=True,
                needs=(*ON_THE_SPOT, Part.SCENE, Part.OFFICERS),
                wording=(NARRATIVE,),
            ),
            Paper(
                kind=DocumentKind.EXEMPTION_DECISION,
                title="不予行政处罚决定书",
                mark="不罚",
                is_served=True,
                needs=(
                    *OUTGOING,
                    Part.ADDRESS,
                    Part.VIOLATION,
                    Part.EVIDENCE,
                    Part.EXEMPTION,
                    Part.EXEMPTION_BASIS,
                    *REMEDIES,
                ),
                wording=(NARRATIVE, REASONS),
            ),
            Paper(
                kind=DocumentKind.CORRECTION_DECISION,
                title="行政处罚决定变更（撤销）决定书",
                mark="罚变",
                is_served=True,
                needs=(*OUTGOING, Part.CORRECTION, Part.CORRECTION_REASON, *REMEDIES),
            ),
            Paper(
                kind=DocumentKind.RECTIFICATION_ORDER,
                title="责令改正通知书",
                mark="责改",
                is_served=True,
                needs=(
                    *OUTGOING,
                    Part.VIOLATION,
                    Part.RECTIFICATION,
                    Part.RECTIFICATION_BASIS,
                    *REMEDIES,
                ),
                wording=(NARRATIVE,),
            ),
            Paper(
                kind=DocumentKind.SERVICE_RECEIPT,
                title="送达回证",
                needs=(Part.SERVED_PAPERS, Part.RECIPIENT, Part.SERVICE_WAY),
            ),
            Paper(
                kind=DocumentKind.DEFERRAL_APPROVAL,
                title="延期（分期）缴纳罚款批准书",
                mark="缓缴",
                is_served=True,
                needs=(*OUTGOING, Part.INSTALLMENTS),
                wording=(NOTE,),
            ),
            Paper(
                kind=DocumentKind.URGING_NOTICE,
                title="履行行政处罚决定催告书",
                mark="催告",
                is_served=True,
                needs=(*OUTGOING, Part.OWED, Part.PAYEE),
            ),
            Paper(
                kind=DocumentKind.ENFORCEMENT_APPLICATION,
                title="强制执行申请书",
                mark="强执",
                needs=(*OUTGOING, Part.ADDRESS, Part.ENFORCING_COURT, Part.REQUESTS),
                wording=(REASONS,),
            ),
            Paper(
                kind=DocumentKind.TRANSFER_LETTER,
                title="案件移送函",
                mark="移送",
                needs=(*OUTGOING, Part.RECEIVER, Part.TRANSFER_REASON),
                wording=(NARRATIVE,),
            ),
            Paper(
                kind=DocumentKind.WITHDRAWAL_APPROVAL,
                title="撤销立案审批表",
                mark="撤审",
                needs=(Part.NUMBER, *APPROVED, Part.ENDING),
                wording=(REASON,),
            ),
            Paper(
                kind=DocumentKind.TERMINATION_APPROVAL,
                title="案件终结审批表",
                mark="终审",
                needs=(Part.NUMBER, *APPROVED, Part.ENDING),
                wording=(REASON,),
            ),
            Paper(
                kind=DocumentKind.CLOSING_REPORT,
                title="行政处罚案件结案报告",
                mark="结案",
                needs=(Part.NUMBER, *APPROVED, Part.PARTY, Part.ENDING),
                wording=(SUMMARY,),
            ),
            Paper(
                kind=DocumentKind.FILE_INDEX,
                title="卷宗目录",
                needs=(Part.CASE_NAME, Part.ENTRIES),
            ),
        )
    }
)
"""Every document by its kind. Law: 行政处罚法 第五章; 行政强制法 第三章, 第五章."""
