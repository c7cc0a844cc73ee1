"""What kinds of things the directory keeps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DivisionKind(TextChoices):
    """What a division is; a statistical one has no government of its own."""

    CITY = "city", _("地级市")
    STATISTICAL = "statistical", _("统计用区划")
    DISTRICT = "district", _("市辖区")
    COUNTY_LEVEL_CITY = "county_level_city", _("县级市")


class OrganizationKind(TextChoices):
    """What place in the city's government an organization has."""

    GOVERNMENT = "government", _("人民政府")
    GOVERNMENT_OFFICE = "government_office", _("政府办公厅（室）")
    CITY_DEPARTMENT = "city_department", _("市级部门")
    DISTRICT_BUREAU = "district_bureau", _("区市部门")
    DETACHMENT = "detachment", _("执法机构")
    INSTITUTION = "institution", _("事业单位")
    VERTICAL = "vertical", _("垂直管理机构")


class MatterKind(TextChoices):
    """The kinds of matters of GB/T 39554.1-2020."""

    LICENSE = "01", _("行政许可")
    PENALTY = "02", _("行政处罚")
    COERCION = "03", _("行政强制")
    COLLECTION = "04", _("行政征收")
    PAYMENT = "05", _("行政给付")
    INSPECTION = "06", _("行政检查")
    CONFIRMATION = "07", _("行政确认")
    REWARD = "08", _("行政奖励")
    ADJUDICATION = "09", _("行政裁决")
    OTHER = "10", _("其他行政权力")
    PUBLIC_SERVICE = "20", _("公共服务")


class Level(TextChoices):
    """The level of government that exercises a matter (GB/T 39554.1-2020)."""

    NATION = "1", _("国家级")
    PROVINCE = "2", _("省级")
    CITY = "3", _("市级")
    COUNTY = "4", _("县级")
    TOWN = "5", _("乡镇（街道）级")
    VILLAGE = "6", _("村（社区）级")


class Certainty(TextChoices):
    """How sure a legal basis is."""

    VERIFIED = "verified", _("已核对原文")
    OWN_KNOWLEDGE = "own-knowledge", _("未核对原文")
    SEED_ONLY = "seed-only", _("仅见于报道")
    SYNTHETIC = "synthetic", _("合成数据")


class Employment(TextChoices):
    """On what terms somebody works for the city. Law: 山东省行政执法监督条例 第十条第三款."""

    CIVIL_SERVANT = "civil_servant", _("在编")
    CONTRACT = "contract", _("合同制")
    DISPATCHED = "dispatched", _("劳务派遣")
    SECONDED = "seconded", _("借调")


class ReorganizationKind(TextChoices):
    """What a reorganization does to organizations."""

    RENAME = "rename", _("更名")
    MERGE = "merge", _("合并")
    SPLIT = "split", _("划转")
    DIVISION = "division", _("区划合并")


class Classification(TextChoices):
    """How information is labelled, the strictest last.

    Law: 数据安全法 第二十一条; 个人信息保护法 第四条, 第二十八条.
    """

    PUBLIC = "public", _("公开")
    INTERNAL = "internal", _("内部")
    PERSONAL = "personal", _("个人信息")
    SENSITIVE = "sensitive", _("敏感个人信息")


class Sharing(TextChoices):
    """On what terms information is shared. Law: 政务信息资源共享管理暂行办法 第九条."""

    UNCONDITIONAL = "unconditional", _("无条件共享")
    CONDITIONAL = "conditional", _("有条件共享")
    NONE = "none", _("不予共享")


class UpdateCycle(TextChoices):
    """How often information is brought up to date."""

    REAL_TIME = "real_time", _("实时")
    DAILY = "daily", _("每日")
    WEEKLY = "weekly", _("每周")
    MONTHLY = "monthly", _("每月")
    QUARTERLY = "quarterly", _("每季度")
    YEARLY = "yearly", _("每年")
    AS_NEEDED = "as_needed", _("不定期")


class Scope(TextChoices):
    """How far a grant reaches; a city department's subtree holds its field's district bureaus."""

    OWN = "own", _("本单位")
    SUBTREE = "subtree", _("本单位及下级单位")
    DIVISION = "division", _("一个区市")
    CITY = "city", _("全市")
