"""The sheets of a workbook and their columns, in the words of a legal office."""

from django.utils.translation import gettext_noop as _

from sunhall.kernel.decision.formats.cells import (
    BASES,
    END,
    FLAG,
    NUMBER,
    SUM,
    TEXT,
    TEXTS,
    Codec,
    decode_flag,
    decode_text,
    encode_choice,
    encode_flag,
    words,
)
from sunhall.kernel.decision.formats.tables import Column, included

ITEMS, BASIS, FACTORS, LEVELS = "事项", "依据", "要素", "计分"
STATUTORY, EXEMPTIONS, CONDITIONS, MORE = "法定幅度", "不予处罚", "条件", "补充"
GUIDE = "说明"

CODE = "事项代码"
TIER_SHEET = "阶次表"
CONDITION_OF, CONDITION_ID, GROUP, FACTOR = "用于", "编号", "组", "要素"
LOW, HIGH, CHOICES = "下限", "上限", "取值"
KINDS, METHOD, SUM_HEADER = "处罚种类", "罚款方式", "数值"
FIELD, CONTENT = "字段", "内容（JSON）"
DOMAIN_LOW, DOMAIN_HIGH = "最小值", "最大值"
NO_FINE = "不得罚款"

PROVENANCES = words(
    {
        "statute_fixed": "法定定额",
        "published": "已公布",
        "published_adapted": "已公布改编",
        "illustrative": "示例",
        "synthetic": "合成",
    }
)
MODELS = words({"scoring": "计分"})
TYPES = words(
    {"number": "数值", "count": "计数", "enum": "选项", "boolean": "是否", "date": "日期"}
)
ROLES = words({"factor": "裁量", "base": "基数", "gate": "前置"})
SEVERITIES = words({"ascending": "越大越重", "descending": "越大越轻", "none": "无方向"})
METHODS = words(
    {
        "fixed": "定额",
        "multiple": "倍数",
        "percent": "百分比",
        "per_unit": "按量",
        "step": "按档",
    }
)
ROUNDINGS = words({"floor": "不足一档不计"})
COEFFICIENTS = {
    "fixed": "value",
    "multiple": "factor",
    "percent": "percent",
    "per_unit": "rate",
    "step": "rate",
}
MUST = Codec(
    encode_choice,
    lambda cell: decode_flag(cell) if decode_text(cell).strip() in FLAG.words else cell,
)

OPEN = Codec(lambda value: encode_flag(not value), lambda cell: not decode_flag(cell), FLAG.words)

ITEM_COLUMNS = (
    Column(CODE, "code", TEXT, _("唯一，不含空格和斜线"), is_required=True),
    Column("事项名称", "name", TEXT, is_required=True),
    Column("部门", "department", TEXT, is_required=True),
    Column("权力类型", "type", TEXT, _("例如：行政处罚")),
    Column("无裁量空间", "no_discretion", FLAG),
    Column("来源", "provenance", PROVENANCES, is_required=True),
    Column("来源说明", "provenance_note", TEXT),
    Column("前置要素", "gate.factor", TEXT, _("代号；条件不成立时不进入裁量表")),
    Column("前置要素名称", "gate.name", TEXT),
    Column("前置要素类型", "gate.type", TYPES),
    Column("前置要求", "gate.must", MUST, _("须等于的取值")),
    Column("前置不成立时", "gate.else", TEXT),
    Column("模型", "model", MODELS, _("分档的事项留空；计分的事项填“计分”")),
    Column("起点百分值", "start_percent", NUMBER),
    Column("法定最低百分值", "statutory_percent.min", NUMBER),
    Column("法定最高百分值", "statutory_percent.max", NUMBER),
    Column("低于法定下限按下限", "clamp_to_statutory", FLAG),
    Column("计算公式", "amount_rule.formula", TEXT, _("例如：裁量百分值总和 × 1000000元")),
    Column("备注", "notes", TEXT),
)
BASIS_COLUMNS = (
    Column("法律", "law", TEXT, is_required=True),
    Column("年份", "year", NUMBER),
    Column("条款", "article", TEXT, is_required=True),
    Column("作用", "role", TEXT, _("例如：罚则")),
    Column("核实程度", "certainty", TEXT),
    Column("出处", "source", TEXT),
    Column("要点", "gist", TEXT),
)
FACTOR_COLUMNS = (
    Column("代号", "key", TEXT, _("由文字、数字和下划线组成"), is_required=True),
    Column("名称", "name", TEXT, is_required=True),
    Column("类型", "type", TYPES, is_required=True),
    Column("单位", "unit", TEXT),
    Column("最小单位", "step", NUMBER),
    Column("用途", "role", ROLES, _("裁量：决定阶次；基数：只参与计算")),
    Column("轻重方向", "severity", SEVERITIES),
)
DOMAIN_COLUMNS = (
    Column(DOMAIN_LOW, "min", END, _("没有下限时留空")),
    Column(included(DOMAIN_LOW), "min_open", OPEN),
    Column(DOMAIN_HIGH, "max", END, _("没有上限时留空")),
    Column(included(DOMAIN_HIGH), "max_open", OPEN),
    Column(CHOICES, "values", TEXTS, _("选项的全部取值，用“、”隔开")),
)
LEVEL_COLUMNS = (
    Column("百分点", "percent", NUMBER, is_required=True),
    Column("标签", "label", TEXT),
)
FORMULA_COLUMNS = (
    Column("基数", "base", BASES, _("要素代号；几个相乘用“、”隔开")),
    Column("每档数量", "step", NUMBER),
    Column("基数不足按", "base_floor", NUMBER),
    Column("封顶", "cap", NUMBER, _("元")),
    Column("取整", "rounding", ROUNDINGS),
)
RANGE_COLUMNS = (
    Column(LOW, "min", NUMBER),
    Column(HIGH, "max", NUMBER),
    Column("每档数额", "rate", NUMBER),
    *FORMULA_COLUMNS,
)
STATUTORY_COLUMNS = (
    Column(CONDITION_ID, "id", TEXT, is_required=True),
    Column("可不罚款", "fine_optional", FLAG),
    Column("原文", "text", TEXT),
)
EXEMPTION_COLUMNS = (
    Column(CONDITION_ID, "id", TEXT, is_required=True),
    Column("情形", "name", TEXT, is_required=True),
    Column("法律依据", "law", TEXT, is_required=True),
    Column("措施", "measures", TEXTS),
)
TIER_COLUMNS = (
    Column("序号", "seq", NUMBER, is_required=True),
    Column("情形", "desc", TEXT, is_required=True),
)
OUTCOME_COLUMNS = (
    Column("措施", "measures", TEXTS, _("例如：责令改正")),
    Column("附注", "note", TEXT),
)
SUM_COLUMN = Column(SUM_HEADER, "", SUM, _("一个确定的数，不写幅度"))

BOUNDS = (LOW, included(LOW), HIGH, included(HIGH))

HEADERS: dict[str, tuple[str, ...]] = {
    ITEMS: (*(column.header for column in ITEM_COLUMNS), TIER_SHEET),
    BASIS: (CODE, *(column.header for column in BASIS_COLUMNS)),
    FACTORS: (CODE, *(column.header for column in (*FACTOR_COLUMNS, *DOMAIN_COLUMNS))),
    STATUTORY: (
        CODE,
        *(column.header for column in STATUTORY_COLUMNS),
        METHOD,
        *(column.header for column in RANGE_COLUMNS),
    ),
    EXEMPTIONS: (CODE, *(column.header for column in EXEMPTION_COLUMNS)),
    CONDITIONS: (CODE, CONDITION_OF, CONDITION_ID, GROUP, FACTOR, *BOUNDS, CHOICES),
    LEVELS: (CODE, FACTOR, *BOUNDS, CHOICES, *(column.header for column in LEVEL_COLUMNS)),
    MORE: (CODE, FIELD, CONTENT),
}
