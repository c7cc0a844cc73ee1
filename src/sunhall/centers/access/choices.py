"""The words that the tables of the access center are restricted to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Profile(models.TextChoices):
    """What a digital certificate is for."""

    ROOT = "root", _("根证书")
    ISSUING = "issuing", _("签发证书")
    CIVIL_SERVANT = "civil_servant", _("公务员证书")
    ENTERPRISE = "enterprise", _("企业证书")
    CITIZEN_CARD = "citizen_card", _("市民卡证书")
    ORGAN_SEAL = "organ_seal", _("单位印章证书")
    OCSP = "ocsp", _("状态应答证书")
    TIME_STAMP = "time_stamp", _("时间戳证书")
    SERVER = "server", _("服务器证书")


class CertificateStatus(models.TextChoices):
    """Whether a certificate may be relied on; that it has expired follows from the clock."""

    GOOD = "good", _("有效")
    SUSPENDED = "suspended", _("已暂停")
    REVOKED = "revoked", _("已吊销")


class RequestState(models.TextChoices):
    """How far the request for a certificate has come."""

    REQUESTED = "requested", _("待审批")
    REFUSED = "refused", _("未批准")
    ISSUED = "issued", _("已签发")


class RevocationReason(models.TextChoices):
    """Why a certificate is revoked, by the names of RFC 5280."""

    UNSPECIFIED = "unspecified", _("其他")
    KEY_COMPROMISE = "key_compromise", _("密钥泄露")
    AFFILIATION_CHANGED = "affiliation_changed", _("所属单位变更")
    SUPERSEDED = "superseded", _("被新证书取代")
    CESSATION = "cessation_of_operation", _("不再使用")
    PRIVILEGE_WITHDRAWN = "privilege_withdrawn", _("资格被取消")


class SealUseState(models.TextChoices):
    """How far the use of an organ's seal has come."""

    REQUESTED = "requested", _("待批准")
    REFUSED = "refused", _("未批准")
    SEALED = "sealed", _("已用印")


class Topic(models.TextChoices):
    """What of the directory an application may follow."""

    ORGANIZATIONS = "organizations", _("单位和区划")
    POSTS = "posts", _("岗位、任职和授权")
    PERSONS = "persons", _("人员和账号")
    ROLES = "roles", _("角色")
    RESOURCES = "resources", _("信息资源和应用资源")
