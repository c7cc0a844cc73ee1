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


class VersionStatus(TextChoices):
    """How far a version has come; the last two are public and never change."""

    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已公布")
    SUPERSEDED = "superseded", _("已被替代")


class Subject(TextChoices):
    """Who may apply for a service."""

    NATURAL_PERSON = "natural_person", _("自然人")
    LEGAL_PERSON = "legal_person", _("法人")
    INDIVIDUAL_BUSINESS = "individual_business", _("个体工商户")


class Handling(TextChoices):
    """Whether a service is done at once or within a promised time."""

    IMMEDIATE = "immediate", _("即办件")
    PROMISED = "promised", _("承诺件")


class LimitUnit(TextChoices):
    """What a time limit of a service counts."""

    WORKING_DAY = "workday", _("工作日")
    CALENDAR_DAY = "day", _("自然日")
    IMMEDIATE = "immediate", _("当场")


class MaterialForm(TextChoices):
    """In what form a material is handed in."""

    ORIGINAL = "original", _("原件")
    COPY = "copy", _("复印件")


class ItemCertainty(TextChoices):
    """How sure a record of a service item is."""

    VERIFIED = "verified", _("已核对原文")
    PAGE_VERIFIED = "page-verified", _("仅见于网页")
    SEED = "seed", _("仅见于报道")
    OWN_KNOWLEDGE = "own-knowledge", _("未核对原文")
    DESIGN = "design", _("设计值")
    MIXED = "mixed", _("各部分不同")
    SYNTHETIC = "synthetic", _("合成数据")


class Theme(TextChoices):
    """What a service is about."""

    HOUSEHOLD = "household", _("户籍办理")
    DOCUMENTS = "documents", _("证件办理")
    MARRIAGE = "marriage", _("婚姻登记")
    BIRTH = "birth", _("生育收养")
    EDUCATION = "education", _("教育科研")
    HEALTH = "health", _("医疗卫生")
    WORK = "work", _("就业创业")
    QUALIFICATION = "qualification", _("职业资格")
    SOCIAL = "social", _("社会保障")
    HOUSING = "housing", _("住房保障")
    TRANSPORT = "transport", _("交通出行")
    FOUNDING = "founding", _("设立变更")
    OPERATING = "operating", _("准营准办")
    CONSTRUCTION = "construction", _("规划建设")
    INVESTMENT = "investment", _("投资审批")
    ENVIRONMENT = "environment", _("环保绿化")
    UTILITIES = "utilities", _("公用事业")
    CULTURE = "culture", _("文化体育")


class LifeEvent(TextChoices):
    """A moment in a citizen's or an enterprise's life that calls for services."""

    BORN = "born", _("孩子出生")
    SCHOOL = "school", _("上学")
    JOB = "job", _("找工作")
    SETTLE = "settle", _("来青落户")
    MARRY = "marry", _("结婚")
    HOME = "home", _("买房租房")
    ILL = "ill", _("看病")
    RETIRE = "retire", _("养老")
    OPEN = "open", _("开办企业")
    OPERATE = "operate", _("取得许可")
    BUILD = "build", _("投资建设")
    CHANGE = "change", _("变更与扩大")
    CLOSE = "close", _("注销退出")


class ItemElement(TextChoices):
    """The elements of a service item, as the national standard has them (GB/T 39554.2-2020)."""

    NAME = "name", _("事项名称")
    SUMMARY = "summary", _("一句话说明")
    SUBJECTS = "subjects", _("服务对象")
    SUBJECT_NOTE = "subject_note", _("服务对象说明")
    KIND_NOTE = "kind_note", _("事项类型说明")
    HANDLING = "handling", _("办件类型")
    AUTHORITY = "authority", _("受理与决定机关")
    OFFICE = "office", _("办理地点")
    BASES = "bases", _("法律依据")
    CONDITIONS = "conditions", _("受理条件")
    QUANTITY = "quantity", _("数量限制")
    MATERIALS = "materials", _("申请材料")
    MATERIALS_CERTAINTY = "materials_certainty", _("材料核对情况")
    STEPS = "steps", _("办理程序")
    STATUTORY_LIMIT = "statutory_limit", _("法定办结时限")
    COMMITTED_LIMIT = "committed_limit", _("承诺办结时限")
    FEE = "fee", _("收费")
    RESULT = "result", _("办理结果")
    RESULT_LICENSES = "result_licenses", _("结果证照")
    FORMS = "forms", _("表格与文书")
    FAQ = "faq", _("常见问题")
    KEYWORDS = "keywords", _("常用说法")
    THEMES = "themes", _("主题")
    LIFE_EVENTS = "life_events", _("人生与企业大事")
    OUTCOMES = "outcomes", _("收件处理结果")
    NOTES = "notes", _("规则说明")
    PARALLEL = "parallel", _("并联审批")
    LINK = "link", _("关联事项")
    ORIGIN_TEXT = "origin_text", _("出处原文")
    CERTAINTY = "certainty", _("核对情况")
    CERTAINTY_NOTE = "certainty_note", _("核对说明")


class ItemFault(TextChoices):
    """What keeps a service item from being published, or calls for attention."""

    MISSING = "missing", _("没有写，公示要素不全")
    NO_BASIS = "no_basis", _("没有现行有效的法律依据")
    NO_LIMIT = "no_limit", _("没有期限")
    PROMISE_TOO_LONG = "promise_too_long", _("承诺时限比法定时限长")
    NOT_AT_ONCE = "not_at_once", _("即办件的承诺时限不能超过法定时限，也不能超过一个工作日")
    LICENSE_NOT_NAMED = "license_not_named", _("证照库里已有这种证照，应写明由电子证照代替")
    FEE_WITHOUT_STANDARD = "fee_without_standard", _("收费但没有写标准")
    CATCH_ALL = "catch_all", _("不得要求“其他材料”一类的兜底材料")
    VAGUE = "vague", _("用语模糊")
    WHEN_UNCLEAR = "when_unclear", _("什么情况下要交没有写清")
    UNCONFIRMED = "unconfirmed", _("未经主管部门确认")
