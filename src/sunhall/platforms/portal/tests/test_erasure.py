"""Erasing personal facts: who may, what they read before, what stays."""

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.urls import reverse
from tests.cast import Cast

from sunhall.kernel.events import Event, announce
from sunhall.kernel.models import JournalEntry, PrivateFacts

LIST = reverse("portal:private_facts")
GIVEN = {"reason": "本人依法申请删除。", "is_sure": "on"}


@dataclass(frozen=True, kw_only=True)
class TieTold(Event):
    """Somebody has told a tie to somebody."""

    name = "test.tie.told"
    words = "说明亲属关系"
    subject = "test.person"
    personal = ("relation",)
    relation: str


@pytest.fixture
def address(cast: Cast) -> str:
    """Return the address at which the personal facts of an entry are erased."""
    with transaction.atomic():
        announce(cast.sun, TieTold(subject_id=1, relation="表弟"))
    return reverse("portal:erase", args=[JournalEntry.objects.latest("pk").pk])


class TestListPrivate:
    def test_leads_to_what_may_be_erased_without_showing_it(self, sign_on, address: str):
        text = sign_on("chen").get(LIST).content.decode()

        assert address in text
        assert TieTold.words in text
        assert "表弟" not in text


class TestErase:
    def test_says_what_goes_and_what_stays(self, sign_on, address: str):
        text = sign_on("chen").get(address).content.decode()

        assert "表弟" in text
        assert "已经发出的回执和所有签名照样可以核对" in text

    def test_erases_for_good_and_says_who_did_it_and_why(self, sign_on, address: str):
        entry = JournalEntry.objects.latest("pk")

        text = sign_on("chen").post(address, GIVEN, follow=True).content.decode()

        assert not PrivateFacts.objects.filter(entry=entry).exists()
        assert JournalEntry.objects.get(pk=entry.pk).commitment == entry.commitment
        assert "陈目录" in text
        assert "本人依法申请删除。" in text
        assert "表弟" not in text

    @pytest.mark.parametrize("missing", ["reason", "is_sure"])
    def test_wants_a_reason_and_a_confirmation(self, sign_on, address: str, missing: str):
        answer = sign_on("chen").post(address, {**GIVEN, missing: ""})

        assert answer.status_code == 422
        assert PrivateFacts.objects.exists()

    def test_is_for_nobody_else(self, sign_on, address: str):
        for login in ("sun", "he", "zhao"):
            assert sign_on(login).post(address, GIVEN).status_code == 403

        assert PrivateFacts.objects.exists()

    def test_knows_no_entry_without_personal_facts(self, sign_on, cast: Cast):
        plain = JournalEntry.objects.filter(commitment="").latest("pk")

        assert sign_on("chen").get(reverse("portal:erase", args=[plain.pk])).status_code == 404
