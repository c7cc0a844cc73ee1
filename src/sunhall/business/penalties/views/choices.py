"""The words between which one chooses in the editor: value, label."""

from django.utils.translation import gettext_lazy as _

AMOUNT_TYPES = [
    ("", _("不罚款")),
    ("fixed", _("定额（元）")),
    ("multiple", _("基数的倍数")),
    ("percent", _("基数的百分比")),
    ("per_unit", _("每单位（元）")),
    ("step", _("每满一档（元）")),
]
RANGE_TYPES = [("", _("不得罚款")), *AMOUNT_TYPES[1:]]
FACTOR_TYPES = [
    ("number", _("数值")),
    ("count", _("次数、个数")),
    ("enum", _("选项")),
    ("boolean", _("是或否")),
    ("date", _("日期")),
]
ROLES = [("factor", _("决定阶次")), ("base", _("只作基数")), ("gate", _("前置或者免罚条件"))]
SEVERITIES = [
    ("", _("未声明")),
    ("ascending", _("越大、越靠后越重")),
    ("descending", _("越小、越靠前越重")),
    ("none", _("不分轻重")),
]
PROVENANCES = [
    ("statute_fixed", _("法定定额")),
    ("published", _("已公布原档")),
    ("published_adapted", _("据公布改编")),
    ("illustrative", _("示例")),
    ("synthetic", _("合成数据")),
]
