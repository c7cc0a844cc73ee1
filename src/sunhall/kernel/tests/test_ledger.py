"""The ledger takes every entry once, proves it, and shows whatever is tampered with."""

import json
import random
import stat
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.db import connection, transaction

from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.decision.canonical import canonical_json
from sunhall.kernel.erasure import ERASE, erase_private_facts
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import commitment_of
from sunhall.kernel.ledger.checking import Fault, FaultKind, verify_store
from sunhall.kernel.ledger.heads import (
    head_document,
    is_signed,
    latest_head,
    list_heads,
    sign_head,
)
from sunhall.kernel.ledger.proofs import consistency_between, growth_between, receipt_for
from sunhall.kernel.ledger.sequencer import LedgerBroken, fold
from sunhall.kernel.ledger.tree import leaf_hash, verify_consistency, verify_inclusion
from sunhall.kernel.models import JournalEntry, LedgerHead, LedgerLeaf, LedgerPending, PrivateFacts

MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
SIGNED = ("number", "previous", "root", "signed_at", "tree_size")
TRIES = 1000

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_place(settings, tmp_path) -> Path:
    """Sign with a key of the test's own, over an empty ledger."""
    settings.SUNHALL_LEDGER_KEY = tmp_path / "ledger_key.pem"
    return settings.SUNHALL_LEDGER_KEY


def write(count: int) -> list[JournalEntry]:
    """Write entries, every second one with personal facts."""
    first = JournalEntry.objects.count()
    entries, privates = [], []
    for number in range(first, first + count):
        salt, values = number.to_bytes(16, "big"), {"party": f"当事人{number}"}
        entry = JournalEntry(
            at=MOMENT,
            channel="web",
            person_id=7,
            person_name="李执法",
            organization_id=3,
            event="case.filed",
            subject="case",
            subject_id=number,
            facts={"label": f"案件{number}", "amount_yuan": "50.00"},
            commitment=commitment_of(salt, values) if number % 2 else "",
        )
        entries.append(entry)
        if entry.commitment:
            privates.append(PrivateFacts(entry=entry, salt=salt, values=values))
    JournalEntry.objects.bulk_create(entries)
    PrivateFacts.objects.bulk_create(privates)
    return entries


def is_proven(receipt: dict) -> bool:
    """Check a receipt as an outsider would, by nothing but the receipt."""
    head = receipt["head"]
    signed = {name: head[name] for name in SIGNED}
    load_pem_public_key(receipt["public_key"].encode()).verify(
        b64decode(head["signature"]),
        canonical_json(signed).encode(),
        ECDSA(hashes.SHA256()),
    )
    return verify_inclusion(
        leaf_hash(canonical_json(receipt["entry"]).encode()),
        receipt["index"],
        head["tree_size"],
        [bytes.fromhex(value) for value in receipt["path"]],
        bytes.fromhex(head["root"]),
    )


@pytest.fixture
def unguarded(db) -> None:
    """Take the guards off the store, as whoever owns the database could."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint"
            " WHERE conrelid = 'kernel_privatefacts'::regclass AND contype = 'f'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE kernel_privatefacts DROP CONSTRAINT "{name}"')
        for table in COLUMNS:
            cursor.execute(f"ALTER TABLE kernel_{table} DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE kernel_journalentry ENABLE TRIGGER journal_is_queued")


def tamper(statement: str, *values: object) -> None:
    """Change the store by hand."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


class TestFold:
    def test_takes_every_entry_once_in_order(self):
        entries = write(11)

        folded = [fold(MOMENT, limit=4) for _ in range(4)]

        leaves = LedgerLeaf.objects.order_by("index")
        assert folded == [4, 4, 3, 0]
        assert [leaf.entry_id for leaf in leaves] == [entry.pk for entry in entries]
        assert not LedgerPending.objects.exists()
        assert verify_store() == []

    def test_takes_a_late_entry_in_the_next_fold(self):
        late, *others = write(4)
        LedgerPending.objects.filter(pk=late.pk).delete()
        fold(MOMENT)
        LedgerPending.objects.create(pk=late.pk)

        fold(MOMENT)

        assert LedgerLeaf.objects.get(entry_id=late.pk).index == len(others)
        assert verify_store() == []

    def test_signs_one_head_a_fold(self):
        write(5)

        fold(MOMENT, limit=3)
        fold(MOMENT, limit=3)

        heads = LedgerHead.objects.order_by("tree_size")
        assert [head.tree_size for head in heads] == [3, 5]
        assert all(is_signed(head_document(head)) for head in heads)

    def test_signs_nothing_on_top_of_a_tampered_tree(self, unguarded):
        write(8)
        fold(MOMENT)
        tamper("UPDATE kernel_ledgernode SET hash = sha256(hash) WHERE level = 3")
        write(1)

        with pytest.raises(LedgerBroken):
            fold(MOMENT)


class TestSignHead:
    def test_keeps_its_key_for_its_owner_only(self, key_place):
        sign_head(1, bytes(32), MOMENT)

        assert stat.S_IMODE(key_place.stat().st_mode) == 0o600

    def test_signs_number_size_root_predecessor_and_moment(self):
        document = head_document(sign_head(1, bytes(32), MOMENT))

        forged = [
            document | change
            for change in (
                {"number": 2},
                {"tree_size": 2},
                {"root": "11" * 32},
                {"previous": "11" * 32},
                {"signed_at": "2026-03-03"},
                {"key_id": "0" * 64},
                {"signature": "AAAA"},
                {"signature": None},
            )
        ]

        assert is_signed(document)
        assert not any(is_signed(one) for one in forged)

    def test_chains_each_head_to_the_one_before(self):
        first = sign_head(1, bytes(32), MOMENT)

        second = sign_head(2, bytes(32), MOMENT, first)

        text = canonical_json({name: head_document(first)[name] for name in SIGNED})
        assert (first.number, second.number) == (1, 2)
        assert second.previous == sha256(text.encode()).digest()


class TestListHeads:
    def test_pages_by_number_newest_first(self):
        write(7)
        while fold(MOMENT, limit=1):
            pass

        pages = [list_heads(limit=3), list_heads(5, limit=3), list_heads(2, limit=3)]

        assert [[head.number for head in page.items] for page in pages] == [
            [7, 6, 5],
            [4, 3, 2],
            [1],
        ]
        assert [page.next for page in pages] == ["5", "2", ""]


class TestReceiptFor:
    def test_proves_every_entry(self):
        entries = write(13)
        fold(MOMENT)

        receipts = [receipt_for(entry.pk) for entry in entries]

        assert all(is_proven(json.loads(json.dumps(receipt))) for receipt in receipts)

    def test_proves_no_other_words(self):
        entry = write(5)[2]
        fold(MOMENT)
        receipt = receipt_for(entry.pk)

        receipt["entry"]["facts"]["amount_yuan"] = "5.00"

        assert not is_proven(receipt)

    def test_leads_to_an_older_head_if_asked(self):
        early, late = write(2)
        fold(MOMENT, limit=1)
        fold(MOMENT)

        receipt = receipt_for(early.pk, head_number=1)

        assert receipt["head"]["tree_size"] == 1
        assert is_proven(receipt)
        with pytest.raises(NotFound):
            receipt_for(late.pk, head_number=1)

    def test_reads_its_path_in_one_query(self, django_assert_num_queries):
        entry = write(30)[17]
        fold(MOMENT)

        with django_assert_num_queries(4):  # leaf, head, path, entry
            receipt_for(entry.pk)

    def test_waits_for_the_fold(self):
        entry = write(1)[0]

        with pytest.raises(NotFound):
            receipt_for(entry.pk)


class TestConsistencyBetween:
    def test_shows_each_head_to_continue_the_one_before(self):
        write(30)
        while fold(MOMENT, limit=7):
            pass
        heads = list(LedgerHead.objects.order_by("tree_size"))

        verdicts = [
            verify_consistency(
                old.tree_size,
                new.tree_size,
                bytes(old.root),
                bytes(new.root),
                [bytes.fromhex(v) for v in consistency_between(old.tree_size, new.tree_size)],
            )
            for old, new in pairwise(heads)
        ]

        assert verdicts == [True] * 4

    def test_knows_only_what_is_there(self):
        write(3)
        fold(MOMENT)

        with pytest.raises(NotFound):
            consistency_between(2, 4)


class TestGrowthBetween:
    def test_shows_the_older_head_below_the_newer(self):
        write(10)
        while fold(MOMENT, limit=3):
            pass

        growth = growth_between(1, 4)

        assert (growth["old"]["tree_size"], growth["new"]["tree_size"]) == (3, 10)
        assert growth["path"] == consistency_between(3, 10)

    @pytest.mark.parametrize("numbers", [(0, 1), (2, 1), (1, 3)])
    def test_knows_only_heads_in_their_order(self, numbers):
        write(2)
        fold(MOMENT, limit=1)
        fold(MOMENT)

        with pytest.raises(NotFound):
            growth_between(*numbers)


class TestErasure:
    def test_keeps_every_proof(self):
        entries = write(9)
        fold(MOMENT)
        before = [receipt_for(entry.pk) for entry in entries]
        system = Actor(moment=MOMENT, channel=Channel.SYSTEM, permissions=frozenset({ERASE}))

        for private in PrivateFacts.objects.all():
            erase_private_facts(system, entry_id=private.pk, reason="当事人申请删除")

        after = [receipt_for(entry.pk) for entry in entries]
        fold(MOMENT)
        assert not PrivateFacts.objects.exists()
        assert all(is_proven(receipt) for receipt in after)
        assert after == before
        assert all(is_proven(receipt_for(entry.pk)) for entry in entries)
        assert verify_store(before[0]["head"]) == []


COLUMNS = {
    "journalentry": ("at", "person_name", "event", "subject_id", "facts", "commitment", "id"),
    "privatefacts": ("salt", "values", "entry_id"),
    "ledgerleaf": ("index", "entry_id", "hash"),
    "ledgernode": ("level", "index", "hash"),
    "ledgerhead": ("number", "tree_size", "root", "previous", "signed_at", "key_id", "signature"),
}
FLIPS = {
    "timestamp with time zone": "{0} + interval '1 microsecond'",
    "character varying": "left(md5({0}), 60)",
    "jsonb": "jsonb_build_object('x', {0})",
    "bytea": "set_bit({0}, %s %% (8 * length({0})), 1 - get_bit({0}, %s %% (8 * length({0}))))",
    "bigint": "{0} + 1000 + %s",
    "smallint": "({0} + 20)::smallint",
}
SWAPPED = {
    "journalentry": "facts",
    "privatefacts": "values",
    "ledgerleaf": "hash",
    "ledgernode": "hash",
    "ledgerhead": "previous",
}


def flip(chance: random.Random) -> None:
    """Change one value of one row; a bit of it where it is of bytes."""
    table = chance.choice(list(COLUMNS))
    column = chance.choice(COLUMNS[table])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data_type FROM information_schema.columns"
            " WHERE table_name = %s AND column_name = %s",
            [f"kernel_{table}", column],
        )
        changed = FLIPS[cursor.fetchone()[0]].format(f'"{column}"')
    bit = chance.randrange(256)
    tamper(
        f'UPDATE kernel_{table} SET "{column}" = {changed} WHERE ctid = %s',  # noqa: S608
        *[bit] * changed.count("%s"),
        row_of(table, chance),
    )


def delete(chance: random.Random) -> None:
    """Delete one row."""
    table = chance.choice(list(COLUMNS))
    tamper(f"DELETE FROM kernel_{table} WHERE ctid = %s", row_of(table, chance))  # noqa: S608


def reorder(chance: random.Random) -> None:
    """Exchange what two rows say."""
    table = chance.choice(list(SWAPPED))
    first, second = (row_of(table, chance) for _ in range(2))
    while first == second:
        second = row_of(table, chance)
    tamper(
        f'UPDATE kernel_{table} one SET "{SWAPPED[table]}" = other."{SWAPPED[table]}"'  # noqa: S608
        f" FROM kernel_{table} other WHERE (one.ctid, other.ctid) IN ((%s, %s), (%s, %s))",
        *(first, second, second, first),
    )


def truncate(chance: random.Random) -> None:
    """Cut off the end of everything at an older head, so that the rest fits together."""
    sizes = LedgerHead.objects.order_by("tree_size").values_list("tree_size", flat=True)
    size = chance.choice(list(sizes)[:-1])
    for statement in (
        "DELETE FROM kernel_privatefacts WHERE entry_id IN"
        " (SELECT entry_id FROM kernel_ledgerleaf WHERE index >= %s)",
        "DELETE FROM kernel_journalentry WHERE id IN"
        " (SELECT entry_id FROM kernel_ledgerleaf WHERE index >= %s)",
        "DELETE FROM kernel_ledgerleaf WHERE index >= %s",
        "DELETE FROM kernel_ledgernode WHERE ((index + 1) << level) > %s",
        "DELETE FROM kernel_ledgerhead WHERE tree_size > %s",
    ):
        tamper(statement, size)


def row_of(table: str, chance: random.Random) -> str:
    """Return the place of one row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ctid::text FROM kernel_{table} ORDER BY ctid")  # noqa: S608
        return chance.choice(cursor.fetchall())[0]


def tampered(
    how: Callable[[random.Random], None], chance: random.Random, kept: dict
) -> list[Fault]:
    """Return what the check finds after one change, which is then undone."""
    with transaction.atomic():
        how(chance)
        faults = verify_store(kept)
        transaction.set_rollback(True)
    return faults


class TestVerifyStore:
    def test_detects_a_thousand_random_changes(self, unguarded):
        write(48)
        while fold(MOMENT, limit=13):
            pass
        kept = head_document(latest_head())
        chance = random.Random(6962)  # noqa: S311

        missed = [
            f"try {number}: {how.__name__}"
            for number in range(TRIES)
            for how in [chance.choice([flip, delete, reorder, truncate])]
            if not tampered(how, chance, kept)
        ]

        assert missed == []
        assert verify_store(kept) == []

    def test_detects_a_clean_cut_by_the_kept_head_alone(self, unguarded):
        write(20)
        fold(MOMENT, limit=12)
        fold(MOMENT)
        kept = head_document(latest_head())

        truncate(random.Random(1))  # noqa: S311

        assert verify_store() == []
        assert verify_store(kept) == [Fault(FaultKind.KEPT, 20)]

    def test_detects_a_head_taken_out_from_between(self, unguarded):
        write(9)
        while fold(MOMENT, limit=3):
            pass

        tamper("DELETE FROM kernel_ledgerhead WHERE number = 2")

        assert verify_store() == [Fault(FaultKind.HEAD, 9)]

    def test_detects_personal_facts_that_nobody_erased(self, unguarded):
        entry = write(2)[1]
        fold(MOMENT)

        tamper("DELETE FROM kernel_privatefacts WHERE entry_id = %s", entry.pk)

        assert verify_store() == [Fault(FaultKind.PRIVATE, entry.pk)]

    def test_detects_an_entry_that_slipped_past_the_queue(self):
        entry = write(2)[0]
        LedgerPending.objects.filter(pk=entry.pk).delete()

        faults = verify_store()

        assert faults == [Fault(FaultKind.UNLISTED, entry.pk)]
        assert str(entry.pk) in str(faults[0])

    def test_detects_a_waiting_entry_that_the_journal_lost(self, unguarded):
        entry = write(2)[0]
        tamper("DELETE FROM kernel_journalentry WHERE id = %s", entry.pk)
        tamper("DELETE FROM kernel_privatefacts WHERE entry_id = %s", entry.pk)
        fold(MOMENT)

        assert verify_store() == [Fault(FaultKind.UNLISTED, entry.pk)]
