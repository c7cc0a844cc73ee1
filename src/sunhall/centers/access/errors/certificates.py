"""Why the access center turns an act down: certificates and seals."""

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class NoAuthority(Refusal):
    """Nothing is certified before the key ceremony."""

    code = "no_authority"
    message = _("尚未举行密钥仪式，不能签发证书")


class AuthorityExists(Refusal):
    """A city has one root."""

    code = "authority_exists"
    message = _("已经举行过密钥仪式")


class CeremonyRefused(Refusal):
    """The root needs several custodians with passphrases of their own."""

    code = "ceremony_refused"
    message = _("保管人为二至七人，至少两人共同开启；每人的口令不少于 12 个字符且各不相同")


class CustodiansNotEnough(Refusal):
    """The root opens to enough custodians together, and to nobody else."""

    code = "custodians_not_enough"
    message = _("口令不对，或者到场的保管人不够")


class CertificateRequestUnreadable(Refusal):
    """There is no request, its key is weak, or the possession of the key is not proved."""

    code = "certificate_request_unreadable"
    message = _(
        "不是有效的证书请求：请提交 PKCS#10 文件，密钥为 P-256、P-384、SM2 或 2048 位以上 RSA"
    )


class PassphraseTooShort(Refusal):
    """A key kept by the city is only as safe as its holder's passphrase."""

    code = "passphrase_too_short"
    message = _("口令不少于 %(least)s 个字符")


class WrongPassphrase(Refusal):
    """The key does not open."""

    code = "wrong_passphrase"
    message = _("口令不对")


class NoCertificateForYou(Refusal):
    """Certificates are for civil servants in a post, enterprises and citizens."""

    code = "no_certificate_for_you"
    message = _("只有在岗的公务人员、企业代理人和市民可以申请证书")


class RequestWaiting(Refusal):
    """One asks once and waits."""

    code = "request_waiting"
    message = _("已有一份申请在等待审批")


class DecidedAlready(Refusal):
    """A decision is made once."""

    code = "decided_already"
    message = _("已经办结，不能再办")


class DecidedByTheSame(Refusal):
    """Who asks does not decide."""

    code = "decided_by_the_same"
    message = _("申请人不能审批自己的申请")


class KeyUsedBefore(Refusal):
    """A key is certified once."""

    code = "key_used_before"
    message = _("这个密钥已经有证书，请换一个新密钥")


class CertificateStepRefused(Refusal):
    """The certificate's status forbids it."""

    code = "certificate_step_refused"
    message = _("证书现为“%(status)s”，不能这样办")


class CertificateNotAccepted(Refusal):
    """The certificate signs nobody on; the reason is not for strangers."""

    code = "certificate_not_accepted"
    message = _("不能用这张证书登录：它不是本市签发的，或者已过期、暂停、吊销")


class PictureRefused(Refusal):
    """A seal's picture is a small PNG."""

    code = "picture_refused"
    message = _("印模须为不超过 1 MB 的 PNG 图片，边长 100 至 2000 像素")


class NotSignable(Refusal):
    """Only PDFs are signed, and only sound ones."""

    code = "not_signable"
    message = _("不是可以签名的 PDF，或者超过 %(limit)s MB")


class SealNotReady(Refusal):
    """A seal is used once it is granted and as long as its certificate is good."""

    code = "seal_not_ready"
    message = _("印章尚未启用，或者证书已失效")


class SealNameTaken(Refusal):
    """Each seal of an organ has a name of its own."""

    code = "seal_name_taken"
    message = _("本单位已有同名印章")


class StrangersCertificate(Refusal):
    """One signs by one's own certificate, as long as it is good and the city keeps its key."""

    code = "strangers_certificate"
    message = _("请用本人有效、且由本市托管密钥的证书签名")
