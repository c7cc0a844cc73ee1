"""Why an act after the decision is turned down."""

from django.utils.translation import gettext_noop as _

from sunhall.kernel.errors import Refusal


class NotForTheParty(Refusal):
    """Some documents stay with the organ."""

    code = "not_for_the_party"
    message = _("“%(document)s”是内部文书，不送达当事人。")


class ServedAlready(Refusal):
    """A document reaches the party once."""

    code = "served_already"
    message = _("“%(document)s”已于 %(date)s 送达。")


class DecisionReplaced(Refusal):
    """What has been changed or revoked is not carried out any more."""

    code = "decision_replaced"
    message = _("决定 %(number)s 已被变更或者撤销，请办理新的决定。")


class NoConsent(Refusal):
    """Electronic service needs the party's consent. Law: 行政处罚法 第六十一条第二款."""

    code = "no_consent"
    message = _("当事人没有签订确认书同意电子送达，请改用其他送达方式。")


class DividedAlready(Refusal):
    """A fine is put off or divided once."""

    code = "divided_already"
    message = _("这笔罚款已经批准延期或者分期缴纳。")


class HandedOverAlready(Refusal):
    """Cash changes hands once."""

    code = "handed_over_already"
    message = _("票据 %(voucher)s 的罚款已经上交或者缴付银行。")


class NotHandedOver(Refusal):
    """The organ banks what the officer has handed over. Law: 行政处罚法 第七十一条."""

    code = "not_handed_over"
    message = _("票据 %(voucher)s 的罚款不是当场收缴的，或者尚未上交机关。")


class RemedyEndedAlready(Refusal):
    """A remedy ends once."""

    code = "remedy_ended_already"
    message = _("这项复议或者诉讼已于 %(date)s 结束。")


class PublishedAlready(Refusal):
    """A decision is published once."""

    code = "published_already"
    message = _("决定 %(number)s 已于 %(moment)s 公示。")


class RetractedAlready(Refusal):
    """What is not shown cannot be taken down."""

    code = "retracted_already"
    message = _("决定 %(number)s 没有公示，或者已经撤回。")


class OfAMinor(Refusal):
    """Minors are never shown. Law: 未成年人保护法 第一百零三条."""

    code = "of_a_minor"
    message = _("当事人是未成年人，决定 %(number)s 不公示。")


class AmongOthers(Refusal):
    """On the spot the actor is one of the officers."""

    code = "among_others"
    message = _("当场处罚由在场的执法人员作出，请把自己列入执法人员。")


class SealedAlready(Refusal):
    """A document is sealed once, and asked to be once at a time."""

    code = "sealed_already"
    message = _("《%(title)s》%(number)s已经用印，或正在等待批准用印。")


class NotForASeal(Refusal):
    """Only what the organ issues bears its seal."""

    code = "not_for_a_seal"
    message = _("《%(title)s》是内部文书，不加盖印章。")
