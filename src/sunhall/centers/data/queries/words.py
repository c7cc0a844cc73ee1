"""The faults of templates and of licenses' content, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sunhall.centers.data.rules.elements import Fault

OF_ELEMENTS = {
    Fault.KEY: gettext_noop("“%(name)s”不是编码：小写字母开头，只用小写字母、数字和下划线。"),
    Fault.NAME: gettext_noop("“%(name)s”没有名称，或者名称超过 40 个字。"),
    Fault.CHOICES: gettext_noop("“%(name)s”：只有选项类的属性列出选项，并且必须列出。"),
    Fault.TWICE: gettext_noop("编码“%(name)s”出现了不止一次。"),
    Fault.MANY: gettext_noop("照面属性应有 1 至 60 项。"),
}
OF_DATA = {
    Fault.MISSING: gettext_noop("请填写“%(name)s”。"),
    Fault.UNKNOWN: gettext_noop("模板里没有“%(name)s”。"),
    Fault.LONG: gettext_noop("“%(name)s”超过 500 个字。"),
    Fault.VALUE: gettext_noop("“%(name)s”不是模板要求的内容。"),
}


def element_fault_in_words(key: str, fault: Fault) -> str:
    """Return what is wrong with an element."""
    return _(OF_ELEMENTS[fault]) % {"name": key}


def data_fault_in_words(name: str, fault: Fault) -> str:
    """Return what is wrong with the content of an element."""
    return _(OF_DATA[fault]) % {"name": name}
