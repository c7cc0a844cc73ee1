"""Erasing personal facts: by permission, with a reason, and on the record."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.db import transaction

from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.erasure import (
    ERASE,
    PrivateFactsErased,
    ReasonMissing,
    erase_private_facts,
)
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.events import Event, announce
from sunhall.kernel.hooks import permission_names
from sunhall.kernel.models import JournalEntry, PrivateFacts

MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
OFFICER = Actor(moment=MOMENT, channel=Channel.WEB, person_id=7, permissions=frozenset({ERASE}))

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class PartyNamed(Event):
    """A party has been named."""

    name = "test.party.named"
    subject: ClassVar[str] = "test.case"
    personal = ("party",)
    party: str
    label: str


@pytest.fixture
def entry() -> JournalEntry:
    """Return an entry with personal facts."""
    with transaction.atomic():
        announce(OFFICER, PartyNamed(subject_id=1, party="张某", label="一号案"))
    return JournalEntry.objects.get(event=PartyNamed.name)


class TestErasePrivateFacts:
    def test_leaves_the_entry_as_it_was(self, entry):
        erase_private_facts(OFFICER, entry_id=entry.pk, reason="保存期限已届满")

        after = JournalEntry.objects.get(pk=entry.pk)
        assert not PrivateFacts.objects.exists()
        assert (after.facts, after.commitment) == (entry.facts, entry.commitment)

    def test_says_in_the_journal_who_did_it_and_why(self, entry):
        erase_private_facts(OFFICER, entry_id=entry.pk, reason=" 保存期限已届满 ")

        erasure = JournalEntry.objects.get(event=PrivateFactsErased.name)
        assert (erasure.person_id, erasure.subject_id) == (7, entry.pk)
        assert erasure.facts == {"reason": "保存期限已届满"}

    def test_needs_a_reason(self, entry):
        with pytest.raises(ReasonMissing):
            erase_private_facts(OFFICER, entry_id=entry.pk, reason="  ")

        assert PrivateFacts.objects.filter(pk=entry.pk).exists()

    def test_happens_once(self, entry):
        erase_private_facts(OFFICER, entry_id=entry.pk, reason="保存期限已届满")

        with pytest.raises(NotFound):
            erase_private_facts(OFFICER, entry_id=entry.pk, reason="保存期限已届满")

    def test_is_for_those_who_may(self, entry):
        with pytest.raises(Forbidden):
            erase_private_facts(Actor.visitor(MOMENT), entry_id=entry.pk, reason="保存期限已届满")

    def test_has_a_name_that_roles_can_be_given(self):
        assert ERASE in permission_names
