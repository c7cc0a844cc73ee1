"""Case sheets to make documents of: a stall with all that can happen, and the least of each."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sunhall.business.penalties.choices import DocumentKind, PartyKind
from sunhall.business.penalties.rules import particulars as p
from sunhall.business.penalties.rules import proceedings as q
from sunhall.business.penalties.rules.papers import PAPERS
from sunhall.business.penalties.rules.sheet import CaseSheet

WASTE_LAW = "青城市市容和环境卫生管理条例"
FORBIDS = p.Citation(
    law=WASTE_LAW,
    article="第二十四条第一款",
    text="任何单位和个人不得擅自占用道路或者其他公共场地从事经营活动",
)
PUNISHES = p.Citation(law=WASTE_LAW, article="第四十三条第一款第二项")
ITEMS = (
    p.Item(
        name="三轮餐车",
        model="不锈钢 1.5 米",
        quantity="1 辆",
        condition="完好，有使用痕迹",
        disposal="退还当事人",
    ),
    p.Item(
        name="液化石油气钢瓶",
        model="YSP35.5",
        quantity="2 只",
        condition="在检验有效期内",
        disposal="退还当事人",
    ),
)
APPROVALS = (
    p.Approval(
        role="承办人意见", opinion="建议按下列理由处理。", name="李岩", day=date(2026, 3, 3)
    ),
    p.Approval(role="承办机构意见", opinion="同意承办人意见。", name="赵敏", day=date(2026, 3, 3)),
    p.Approval(role="机关负责人审批意见"),
)


def issued(kind: DocumentKind, number: str, day: date, served_on: date | None) -> p.IssuedPaper:
    """Say that a document went out."""
    return p.IssuedPaper(
        kind=kind, title=PAPERS[kind].title, number=number, issued_on=day, served_on=served_on
    )


ISSUED = (
    issued(
        DocumentKind.RECTIFICATION_ORDER,
        "青城管责改〔2026〕第 0031 号",
        date(2026, 3, 2),
        date(2026, 3, 2),
    ),
    issued(
        DocumentKind.SEIZURE_DECISION,
        "青城管强决〔2026〕第 0004 号",
        date(2026, 3, 2),
        date(2026, 3, 2),
    ),
    issued(
        DocumentKind.PRIOR_NOTICE,
        "青城管罚告〔2026〕第 0012 号",
        date(2026, 3, 20),
        date(2026, 3, 21),
    ),
    issued(
        DocumentKind.DECISION, "青城管罚决〔2026〕第 0009 号", date(2026, 4, 10), date(2026, 4, 11)
    ),
    issued(
        DocumentKind.URGING_NOTICE,
        "青城管催告〔2026〕第 0002 号",
        date(2026, 10, 12),
        date(2026, 10, 13),
    ),
)

FULL = CaseSheet(
    organ=p.Organ(
        name="青城市城市管理局",
        mark="青城管",
        address="青城市市南区香港中路 17 号",
        phone="0532-00000000",
        contact="李岩",
        reconsideration_organ="青城市人民政府",
        court="青城市市南区人民法院",
    ),
    number="青城管〔2026〕第 0001 号",
    issued_on=date(2026, 3, 2),
    case_number="青城管案〔2026〕第 0017 号",
    case_name="青城市喆䶮餐饮管理有限公司擅自占用道路从事经营活动案",
    matter_code="QD-CG-001",
    matter_name="擅自占用道路或者其他公共场地从事经营活动",
    filed_on=date(2026, 3, 3),
    happened_on=date(2026, 3, 2),
    happened_at="2026年3月2日9时30分，青城市市南区闽江路 128 号门前机动车道",
    party=p.Party(
        kind=PartyKind.LEGAL_PERSON,
        name="青城市喆䶮餐饮管理有限公司",
        identifier_kind="统一社会信用代码",
        identifier="91370200MA3C00000X",
        representative="王㛃",
        representative_post="执行董事",
        address="青城市市南区闽江路 128 号甲 3 号楼 102 户",
        phone="138****0000",
    ),
    officers=(
        p.Officer(name="李岩", certificate="鲁B-CG-0021"),
        p.Officer(name="孙晓彤", certificate="鲁B-CG-0107"),
    ),
    clue=p.Clue(
        source="日常巡查",
        gist="执法人员巡查至闽江路 128 号门前，发现当事人将三轮餐车停放于机动车道内售卖早餐，"
        "占用面积约 4 平方米，责令其改正后拒不改正。",
        registered_on=date(2026, 3, 2),
    ),
    violation="当事人青城市喆䶮餐饮管理有限公司于2026年3月2日在青城市市南区闽江路 128 号门前"
    "机动车道实施了“擅自占用道路或者其他公共场地从事经营活动”的行为。",
    facts=(
        p.Fact(name="占用位置", value="机动车道", evidence=(1, 2)),
        p.Fact(name="占用面积", value="4.00 平方米", evidence=(2,)),
        p.Fact(name="前 12 个月内同类处罚次数", value="1 次", evidence=(4,)),
        p.Fact(name="经责令改正后拒不改正", value="是", evidence=(1, 3)),
    ),
    evidence=(
        p.Evidence(
            number=1,
            kind="勘验笔录、现场笔录",
            name="现场检查笔录",
            proves="占用道路经营的位置、方式",
            source="2026年3月2日制作，当事人签名",
        ),
        p.Evidence(
            number=2,
            kind="视听资料",
            name="现场照片 6 张",
            proves="占用机动车道，面积 4 平方米",
            source="执法记录仪 0107 号",
        ),
        p.Evidence(
            number=3,
            kind="当事人的陈述",
            name="王㛃询问笔录",
            proves="承认拒不改正",
            source="2026年3月4日制作",
        ),
        p.Evidence(
            number=4,
            kind="书证",
            name="行政处罚决定书（青城管罚决〔2025〕第 0188 号）",
            proves="12 个月内因同类行为受过处罚 1 次",
        ),
    ),
    violated=(FORBIDS,),
    penal_basis=(PUNISHES,),
    penalty=p.Penalty(
        sanctions=("罚款人民币壹仟贰佰元整（￥1,200.00）", "没收非法财物三轮餐车 1 辆"),
        fine_yuan=Decimal("1200.00"),
        limit="自收到本决定书之日起十五日内",
        discretion=p.Discretion(
            benchmark="青城市城市管理行政处罚裁量基准",
            version="2026 年第 1 版",
            tier="第 18 阶次",
            reasoning=(
                "占用位置为机动车道、占用面积 2 平方米以上不足 5 平方米、前 12 个月内同类处罚"
                " 1 次，对应罚款 1,200 元；没有从轻、减轻或者从重的法定情节。",
            ),
            digest="3f7a" * 16,
        ),
    ),
    needs_hearing=True,
    approvals=APPROVALS,
    papers=ISSUED,
    record=q.Record(
        place="青城市市南区闽江路 128 号门前",
        began_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        ended_at=datetime(2026, 3, 2, 10, 5, tzinfo=UTC),
        recorder="孙晓彤",
        respondent=q.Respondent(
            name="王㛃",
            relation="当事人的法定代表人",
            sex="女",
            age=41,
            identifier="370202********1234",
            employer="青城市喆䶮餐饮管理有限公司",
            address="青城市市北区台东三路 9 号",
            phone="138****0000",
        ),
        turns=(
            q.Turn(speaker="问", words="你单位何时起在闽江路 128 号门前设摊经营？"),
            q.Turn(
                speaker="答", words="今年 2 月 25 日起，每天早上 6 点半到 10 点，卖煎饼和豆浆。"
            ),
            q.Turn(speaker="问", words="是否取得占用道路的批准？"),
            q.Turn(speaker="答", words="没有办过手续，以为早市可以临时摆一摆。"),
        ),
        findings="闽江路 128 号门前机动车道内停放不锈钢三轮餐车一辆，车身长 2 米、宽 1 米，"
        "连同折叠桌两张共占用路面 4.00 平方米（以激光测距仪两次测量，编号 CJ-07，检定有效）。"
        "餐车正在对外售卖煎饼、豆浆，现场有顾客 3 人。\n"
        "经出示责令改正通知书，当事人当场表示不愿撤除。",
        witnesses=("周建国（闽江路社区居民委员会）",),
        attachments=("现场照片 6 张", "测量示意图 1 张"),
    ),
    measure=q.Measure(
        kind="扣押",
        reason="涉嫌擅自占用道路从事经营活动，经责令改正拒不改正，需要制止违法行为",
        basis=(p.Citation(law=WASTE_LAW, article="第四十三条第二款"),),
        place="青城市市南区闽江路 128 号门前",
        keeping_place="青城市城市管理局第二暂存库",
        from_on=date(2026, 3, 2),
        until_on=date(2026, 3, 31),
        extended_until_on=date(2026, 4, 30),
        extension_reason="案件情况复杂，涉案钢瓶来源尚在核查",
        items=ITEMS,
        outcome="退还",
        outcome_reason="已经对违法行为作出处理决定，不再需要扣押",
    ),
    recusal=q.Recusal(
        person="李岩",
        post="执法人员",
        asked_by="王㛃",
        asked_on=date(2026, 3, 4),
        reason="称李岩与相邻店铺经营者系亲属",
        is_granted=False,
        decided_reason="经核查，李岩与相邻店铺经营者没有亲属关系，也没有其他可能影响公正执法的关系",
    ),
    statement=q.Statement(
        received_on=date(2026, 3, 23),
        way="书面",
        gist="摊位面积测量有误，实际不足 2 平方米；初次在该处经营，请求从轻处罚。",
        evidence="自行拍摄的照片 2 张",
        reviewed_by="赵敏",
        verdict="部分采纳",
        reasons="经复测并核对现场照片，占用面积为 4.00 平方米，该项意见不予采纳；"
        "当事人提出的主动撤除情节属实，予以采纳。",
    ),
    hearing=q.Hearing(
        asked_on=date(2026, 3, 24),
        held_at=datetime(2026, 4, 7, 9, 0, tzinfo=UTC),
        ended_at=datetime(2026, 4, 7, 11, 20, tzinfo=UTC),
        place="青城市城市管理局三楼听证室",
        host="陈立",
        host_certificate="听证〔2024〕0033",
        recorder="吴倩",
        attendees=(
            q.Attendee(role="听证员", name="郑航"),
            q.Attendee(role="调查人员", name="李岩", note="执法证号鲁B-CG-0021"),
            q.Attendee(role="当事人", name="王㛃", note="法定代表人"),
            q.Attendee(role="委托代理人", name="何静", note="律师"),
        ),
        turns=(
            q.Turn(
                speaker="主持人", words="现在核对参加听证人员身份，告知权利义务。是否申请回避？"
            ),
            q.Turn(speaker="当事人", words="听清楚了，不申请回避。"),
            q.Turn(speaker="调查人员", words="宣读拟处罚的事实、证据、理由、依据和内容。"),
            q.Turn(speaker="委托代理人", words="对占用面积的测量方法有异议，提交照片两张。"),
        ),
        opinion="测量方法合法、数据准确，拟处罚的事实清楚、证据充分。",
    ),
    legal_review=q.LegalReview(
        points=(
            q.Point(
                name="主体是否合法，人员是否具备执法资格", finding="合法；两名执法人员资格有效"
            ),
            q.Point(name="事实是否清楚，证据是否合法充分", finding="清楚、充分"),
            q.Point(name="适用法律和裁量基准是否准确", finding="准确"),
            q.Point(name="程序是否合法", finding="合法"),
            q.Point(name="是否超越法定权限", finding="未超越"),
            q.Point(name="文书是否完备、规范", finding="完备"),
            q.Point(name="违法行为是否涉嫌犯罪", finding="不涉嫌"),
        ),
        opinion="事实清楚，证据确凿，适用依据准确，程序合法，裁量符合基准，同意提请作出处罚决定。",
        is_passed=True,
        reviewer="冯雪",
        reviewer_license="A20193702021234",
        reviewed_on=date(2026, 3, 18),
    ),
    deliberation=q.Deliberation(
        held_at=datetime(2026, 3, 19, 14, 0, tzinfo=UTC),
        place="局机关二楼会议室",
        host="韩东",
        recorder="吴倩",
        attendees=(
            q.Attendee(role="局长", name="韩东"),
            q.Attendee(role="副局长", name="钱峰"),
            q.Attendee(role="列席：法制科", name="冯雪"),
        ),
        question="对当事人擅自占用道路从事经营活动一案拟作出的行政处罚。",
        turns=(
            q.Turn(speaker="钱峰", words="事实清楚，同意承办机构的意见。"),
            q.Turn(speaker="冯雪", words="已经法制审核，程序合法。"),
        ),
        conclusion="同意给予罚款人民币壹仟贰佰元整（￥1,200.00）的处罚。",
        dissent="无",
    ),
    payment=q.Payment(
        bank="青城银行市南支行",
        account_name="青城市财政局非税收入专户",
        account="802000000000000000",
        code="3702 0126 0000 0000 1234",
        due_on=date(2026, 4, 27),
        receipt_number="鲁财 NO.00123456",
        paid_yuan=Decimal("400.00"),
        paid_on=date(2026, 4, 20),
        owed_yuan=Decimal("800.00"),
        additional_yuan=Decimal("800.00"),
        additional_from_on=date(2026, 4, 28),
        deferral_asked_on=date(2026, 4, 20),
        deferral_reason="经营场所整改停业，确有经济困难",
        installments=(
            q.Installment(number=1, due_on=date(2026, 5, 20), amount_yuan=Decimal("400.00")),
            q.Installment(number=2, due_on=date(2026, 6, 22), amount_yuan=Decimal("400.00")),
            q.Installment(number=3, due_on=date(2026, 7, 20), amount_yuan=Decimal("400.05")),
        ),
    ),
    rectification=q.Rectification(
        content="撤除占用机动车道的餐车、桌椅，恢复道路原状",
        basis=(FORBIDS,),
        until_on=date(2026, 3, 3),
        result="已改正",
    ),
    service=q.Service(
        papers=ISSUED[2:4],
        recipient="青城市喆䶮餐饮管理有限公司",
        way="直接送达",
        place="青城市市南区闽江路 128 号甲 3 号楼 102 户",
        served_at=datetime(2026, 4, 11, 10, 0, tzinfo=UTC),
        receiver="王㛃",
        relation="法定代表人",
        witness="周建国",
    ),
    exemption=q.Exemption(
        ground="违法行为轻微并及时改正，没有造成危害后果",
        basis=(p.Citation(law="中华人民共和国行政处罚法", article="第三十三条第一款"),),
        education="经营者应当在市场、店铺或者经批准的时段、路段经营，不得占用机动车道。",
    ),
    correction=q.Correction(
        way="变更",
        ground="机关自行纠正",
        reason="经核查，原决定认定的前 12 个月内同类处罚次数有误："
        "所列 2025 年的处罚决定已被复议机关撤销。",
        before="罚款人民币壹仟贰佰元整（￥1,200.00）",
        after="罚款人民币捌佰元整（￥800.00）",
        basis=(p.Citation(law="中华人民共和国行政处罚法", article="第七十五条第二款"),),
    ),
    transfer=q.Transfer(
        to="青城市公安局市南分局",
        reason="当事人使用的液化石油气钢瓶涉嫌系伪造检验标志的产品，货值较大",
        basis=(p.Citation(law="行政执法机关移送涉嫌犯罪案件的规定", article="第三条"),),
        suspects_crime=True,
        materials=("涉嫌犯罪案件情况的调查报告", "涉案物品清单", "有关检验报告", "询问笔录 2 份"),
    ),
    enforcement=q.Enforcement(
        court="青城市市南区人民法院",
        requests=(
            "罚款人民币捌佰元整（￥800.00）",
            "加处罚款人民币捌佰元整（￥800.00）",
        ),
        property_clues="青城银行市南支行账户；登记在当事人名下的小型货车一辆。",
        materials=(
            "行政处罚决定书及作出决定的事实、理由和依据",
            "当事人的意见及催告情况",
            "执行标的情况",
        ),
        head="韩东",
    ),
    ending=q.Ending(
        reason="处罚决定已经全部履行",
        carried_out="罚款已经缴清，违法行为已经改正，扣押的物品已经退还。",
        ended_on=date(2026, 7, 22),
    ),
    limits=(
        p.Limit(
            name="当事人陈述、申辩和要求听证的期限",
            due_on=date(2026, 3, 27),
            explanation="自送达次日2026年3月22日起算，第 5 个工作日为2026年3月27日",
        ),
    ),
    case_file=q.CaseFile(
        volume="第 1 卷（共 1 卷）",
        retention="十年",
        filed_by="吴倩",
        entries=tuple(
            q.FileEntry(
                number=place,
                title=title,
                first_page=3 * place - 2,
                last_page=3 * place,
                paper_number=number,
                author="青城市城市管理局",
                day=date(2026, 3, 2),
            )
            for place, (title, number) in enumerate(
                [
                    ("行政处罚决定书", "青城管罚决〔2026〕第 0009 号"),
                    ("送达回证", ""),
                    ("立案审批表", "青城管立审〔2026〕第 0017 号"),
                    ("现场检查笔录", ""),
                ],
                1,
            )
        ),
    ),
)
"""All that can happen to a case, in one."""

CITIZEN = p.Party(
    kind=PartyKind.CITIZEN,
    name="王喆",
    identifier_kind="居民身份证号",
    identifier="370202********1234",
    address="青城市市北区台东三路 9 号",
    phone="138****0000",
    sex="男",
    age=36,
)

WORDS = {
    part.name: "执法人员于2026年3月2日出示证件后依法检查，查明上述情况，当事人在场并予以确认。"
    for paper in PAPERS.values()
    for part in paper.wording
}


def least(kind: DocumentKind) -> tuple[CaseSheet, dict[str, str]]:
    """Return a sheet and words of a citizen's case that say nothing a document can do without."""
    paper = PAPERS[kind]
    sheet: Any = replace(FULL, party=replace(CITIZEN, sex="", age=None))
    for section in fields(CaseSheet):
        if section.name == "organ":
            continue
        emptied = replace(sheet, **{section.name: section.default})
        if not paper.missing(emptied, WORDS):
            sheet = emptied
        else:
            sheet = _thinned(paper, sheet, section.name)
    words = {part.name: WORDS[part.name] for part in paper.wording if part.is_required}
    return (sheet, words) if not paper.missing(sheet, words) else (sheet, WORDS)


def _thinned(paper: Any, sheet: Any, name: str) -> Any:
    """Drop each text of a section that the document can do without."""
    section = getattr(sheet, name)
    for inner in fields(section) if hasattr(section, "__dataclass_fields__") else ():
        for nothing in (None, "", ()):
            if inner.default != nothing or isinstance(inner.default, bool):
                continue
            thinner = replace(sheet, **{name: replace(section, **{inner.name: nothing})})
            if not paper.missing(thinner, WORDS):
                sheet, section = thinner, getattr(thinner, name)
    return sheet
