"""The ledger: a Merkle tree over the journal, and its signed heads. Source: RFC 6962, section 2."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerPending(models.Model):
    """A journal entry that waits for its place in the ledger; queued by a trigger."""

    entry_id = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name = _("待入账")
        verbose_name_plural = _("待入账")


class LedgerLeaf(models.Model):
    """The place of one journal entry in the ledger; append-only.

    `index` counts from 0; `hash` is SHA-256 over a zero byte and the entry's canonical JSON.
    """

    index = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("账页")
        verbose_name_plural = _("账页")


class LedgerNode(models.Model):
    """The hash over 2^level leaves from index·2^level on; kept once they are all there."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("账本节点")
        verbose_name_plural = _("账本节点")


class LedgerHead(models.Model):
    """A signed head: the root over the first `tree_size` leaves at a moment; append-only.

    Heads are numbered from 1 without a gap. `previous` is the SHA-256 of what the head before
    signed, 32 zero bytes for the first, so that none can be taken out from between the others.
    """

    number = models.BigIntegerField(primary_key=True)
    tree_size = models.BigIntegerField(_("页数"), unique=True)
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    signed_at = models.DateTimeField(_("签署时间"))
    key_id = models.CharField(_("密钥编号"), max_length=64)
    signature = models.BinaryField()

    class Meta:
        verbose_name = _("账本签名")
        verbose_name_plural = _("账本签名")

    @property
    def root_digits(self) -> str:
        """Return the first hexadecimal digits of the root."""
        return bytes(self.root)[:8].hex()
