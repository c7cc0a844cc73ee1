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


class Scope(TextChoices):
    """How far a grant reaches; a city department's subtree holds its field's district bureaus."""

    OWN = "own", _("本单位")
    SUBTREE = "subtree", _("本单位及下级单位")
    DIVISION = "division", _("一个区市")
    CITY = "city", _("全市")
