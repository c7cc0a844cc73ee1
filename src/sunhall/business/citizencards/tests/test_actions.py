"""The life of a card, act by act."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from tests.cast import Cast

from sunhall.business.citizencards import actions
from sunhall.business.citizencards.choices import (
    CancelReason,
    CardState,
    Function,
    LossKind,
    Outcome,
    ReplaceReason,
)
from sunhall.business.citizencards.errors import (
    BatchStepNotAllowed,
    CardStepNotAllowed,
    CounterNeeded,
    FunctionUnchanged,
    HasLiveCard,
    HolderRefused,
    IdentityNotShown,
    NothingToProduce,
    NotOwnFunction,
    PurposeTaken,
    ResultFileRefused,
    WordsMissing,
    WrongCardNumber,
)
from sunhall.business.citizencards.models import (
    BatchLine,
    Card,
    FunctionSwitch,
    Look,
    PendingStatus,
    Purpose,
)
from sunhall.business.citizencards.rules.numbers import number_of
from sunhall.business.citizencards.tests.cards import (
    LIN,
    ZHANG,
    allow,
    apply,
    at_counter,
    citizen,
    in_use,
    later,
    produce,
    result_of,
    switch,
)
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.models import JournalEntry


def state_of(card: Card) -> str:
    """Return the state as it is stored."""
    return Card.objects.values_list("state", flat=True).get(pk=card.pk)


class TestApply:
    def test_is_journaled_without_a_name(self, cast: Cast):
        card = apply(cast)

        entry = JournalEntry.objects.get(event="citizencards.card.applied_for")
        assert entry.subject_id == card.pk
        assert ZHANG[0] not in str(entry.facts)
        assert ZHANG[1] not in str(entry.facts)

    def test_gives_nobody_a_second_card(self, cast: Cast):
        apply(cast)

        with pytest.raises(HasLiveCard):
            apply(cast)

    def test_is_for_oneself_without_typing_who_one_is(self, cast: Cast):
        zhang = citizen(cast)

        card = actions.apply_for_own_card(zhang, division_code="370202")

        assert (card.holder.resident_id, card.holder.name) == ZHANG

    @pytest.mark.parametrize(
        ("number", "name"),
        [
            ("370202195803120032", "张建国"),
            ("", "张建国"),
            (ZHANG[0], "=HYPERLINK(0)"),
            (ZHANG[0], "@张"),
            (ZHANG[0], "张,建国"),
            (ZHANG[0], " "),
        ],
    )
    def test_refuses_what_names_nobody(self, cast: Cast, number: str, name: str):
        with pytest.raises(HolderRefused):
            actions.apply_for_card(cast.jiang, resident_id=number, name=name)

    def test_refuses_another_name_for_a_known_number(self, cast: Cast):
        in_use(cast)

        with pytest.raises(HolderRefused):
            apply(cast, (ZHANG[0], "张建军"))

    @pytest.mark.parametrize("login", ["li", "pan", "lu", "zhao", "visitor"])
    def test_is_for_counters_alone(self, cast: Cast, login: str):
        with pytest.raises(Forbidden):
            actions.apply_for_card(getattr(cast, login), resident_id=ZHANG[0], name=ZHANG[1])

    def test_a_citizen_who_acts_for_an_enterprise_has_no_card_there(self, cast: Cast):
        zhang = replace(citizen(cast), enterprise_id=1)

        with pytest.raises(NotFound):
            actions.apply_for_own_card(zhang, division_code="370202")


class TestWithin:
    def test_a_district_counter_sees_its_own_division_alone(self, cast: Cast):
        card = apply(cast)
        there = replace(cast.jiang, permissions=cast.jiang.permissions - {"citizencards:card:city"})
        elsewhere = replace(there, organization_id=0)

        assert Card.objects.within(there).filter(pk=card.pk).exists()
        assert not Card.objects.within(elsewhere).filter(pk=card.pk).exists()

    def test_a_citizen_sees_their_own_alone(self, cast: Cast):
        zhang, card, other = citizen(cast), apply(cast), apply(cast, LIN)

        seen = set(Card.objects.within(zhang).values_list("pk", flat=True))

        assert seen == {card.pk}
        assert other.pk not in seen

    @pytest.mark.parametrize("login", ["lu", "pan", "li", "visitor"])
    def test_all_others_see_none(self, cast: Cast, login: str):
        apply(cast)

        assert not Card.objects.within(getattr(cast, login)).exists()


class TestBatch:
    def test_takes_what_waits_once(self, cast: Cast):
        cards = [apply(cast), apply(cast, LIN)]

        batch = actions.make_batch(cast.pan)

        assert batch.count == 2
        assert {state_of(card) for card in cards} == {CardState.PRODUCING}
        with pytest.raises(NothingToProduce):
            actions.make_batch(cast.pan)

    def test_hands_out_the_same_bytes_until_its_result_is_taken(self, cast: Cast):
        card = apply(cast)
        batch = actions.make_batch(cast.pan)

        content = actions.hand_out_file(cast.pan, batch_id=batch.pk)

        assert card.number in content.decode()
        assert ZHANG[0] in content.decode()
        assert content == actions.hand_out_file(cast.pan, batch_id=batch.pk)
        assert JournalEntry.objects.filter(event="citizencards.batch.handed_out").count() == 2
        actions.take_result(cast.pan, batch_id=batch.pk, content=result_of(batch))
        with pytest.raises(BatchStepNotAllowed):
            actions.hand_out_file(cast.pan, batch_id=batch.pk)

    def test_a_faulty_card_waits_for_the_next_one(self, cast: Cast):
        good, bad = apply(cast), apply(cast, LIN)
        batch = actions.make_batch(cast.pan)

        content = result_of(batch, {2: "芯片写入失败"})
        actions.take_result(cast.pan, batch_id=batch.pk, content=content)

        assert (state_of(good), state_of(bad)) == (CardState.MADE, CardState.APPLIED)
        assert BatchLine.objects.get(card=bad).outcome == Outcome.FAULTY
        assert actions.make_batch(cast.pan).count == 1

    def test_takes_nothing_of_a_file_with_a_fault(self, cast: Cast):
        card = apply(cast)
        batch = actions.make_batch(cast.pan)
        content = result_of(batch).replace(b",OK,", b",OK!,")

        with pytest.raises(ResultFileRefused) as refused:
            actions.take_result(cast.pan, batch_id=batch.pk, content=content)

        assert {fault.line for fault in refused.value.faults} == {2, 3}
        assert state_of(card) == CardState.PRODUCING

    def test_a_card_cancelled_meanwhile_stays_cancelled(self, cast: Cast):
        card = apply(cast)
        batch = actions.make_batch(cast.pan)
        actions.cancel_card(cast.jiang, number=card.number, reason=CancelReason.FRAUD)

        actions.take_result(cast.pan, batch_id=batch.pk, content=result_of(batch))
        actions.deliver_batch(cast.pan, batch_id=batch.pk)

        assert state_of(card) == CardState.CANCELLED

    def test_is_delivered_once(self, cast: Cast):
        apply(cast)
        batch = produce(cast)

        with pytest.raises(BatchStepNotAllowed):
            actions.deliver_batch(cast.pan, batch_id=batch.pk)


class TestActivate:
    def test_needs_the_holders_own_id(self, cast: Cast):
        card = at_counter(cast)

        with pytest.raises(IdentityNotShown):
            actions.activate_card(cast.jiang, number=card.number, resident_id=LIN[0])

    def test_needs_the_number_on_the_card_online(self, cast: Cast):
        zhang, card = citizen(cast), at_counter(cast)

        with pytest.raises(WrongCardNumber):
            actions.activate_own_card(zhang, number=number_of(card.pk + 1))
        assert actions.activate_own_card(zhang, number=card.number).state == CardState.IN_USE

    def test_is_not_for_a_card_that_is_not_made(self, cast: Cast):
        card = apply(cast)

        with pytest.raises(CardStepNotAllowed):
            actions.activate_card(cast.jiang, number=card.number, resident_id=ZHANG[0])

    def test_a_number_nobody_has_is_not_there(self, cast: Cast):
        for number in (number_of(10**8), "3702", "' OR 1=1 --", "3702000000001\x00"):
            with pytest.raises(NotFound):
                actions.activate_card(cast.jiang, number=number, resident_id=ZHANG[0])


class TestLoss:
    def test_by_word_of_mouth_lapses_after_seven_days(self, cast: Cast):
        card = in_use(cast)
        actions.report_loss(cast.jiang, number=card.number, kind=LossKind.ORAL)

        assert actions.lapse_oral_losses(later(cast.system, days=7)) == 0
        assert actions.lapse_oral_losses(later(cast.system, days=8)) == 1
        assert state_of(card) == CardState.IN_USE

    def test_in_writing_stays(self, cast: Cast):
        card = in_use(cast)
        actions.report_loss(cast.jiang, number=card.number, kind=LossKind.ORAL)
        actions.report_loss(cast.jiang, number=card.number, kind=LossKind.WRITTEN)

        assert actions.lapse_oral_losses(later(cast.system, days=80)) == 0
        assert state_of(card) == CardState.LOST

    def test_in_writing_is_lifted_at_the_counter_alone(self, cast: Cast):
        zhang, card = citizen(cast), in_use(cast)
        actions.report_own_loss(zhang, kind=LossKind.WRITTEN)

        with pytest.raises(CounterNeeded):
            actions.lift_own_loss(zhang)
        lifted = actions.lift_loss(cast.jiang, number=card.number, resident_id=ZHANG[0])

        assert lifted.state == CardState.IN_USE

    def test_by_word_of_mouth_is_lifted_by_oneself(self, cast: Cast):
        zhang = citizen(cast)
        in_use(cast)
        actions.report_own_loss(zhang, kind=LossKind.ORAL)

        assert actions.lift_own_loss(zhang).loss_until is None

    def test_is_nobody_elses_to_report(self, cast: Cast):
        lin = citizen(cast, LIN, "lin")
        in_use(cast)

        with pytest.raises(NotFound):
            actions.report_own_loss(lin, kind=LossKind.WRITTEN)


class TestReplace:
    def test_ends_the_old_and_applies_for_the_new(self, cast: Cast):
        card = in_use(cast)

        successor = actions.replace_card(
            cast.jiang, number=card.number, resident_id=ZHANG[0], reason=ReplaceReason.DAMAGED
        )

        assert state_of(card) == CardState.REPLACED
        assert (successor.replaces_id, successor.state) == (card.pk, CardState.APPLIED)


class TestCancel:
    def test_is_for_good(self, cast: Cast):
        card = in_use(cast)
        actions.cancel_card(cast.jiang, number=card.number, reason=CancelReason.DIED)

        with pytest.raises(CardStepNotAllowed):
            actions.report_loss(cast.jiang, number=card.number, kind=LossKind.WRITTEN)


class TestExpire:
    def test_comes_the_day_after_the_last(self, cast: Cast):
        card = in_use(cast)
        card.refresh_from_db()
        days = (card.valid_until - cast.system.today).days

        assert actions.expire_cards(later(cast.system, days=days)) == 0
        assert actions.expire_cards(later(cast.system, days=days + 1)) == 1
        assert state_of(card) == CardState.EXPIRED


class TestSwitchFunction:
    def test_is_the_departments_own_and_journaled_with_its_purpose(self, cast: Cast):
        card = in_use(cast)

        after = switch(cast.lu, card)

        assert after.functions_on == [Function.HEALTH]
        assert FunctionSwitch.objects.get().purpose == "建立健康档案"
        entry = JournalEntry.objects.get(event="citizencards.card.function_switched")
        assert entry.facts["purpose"] == "建立健康档案"

    @pytest.mark.parametrize("function", [one for one in Function if one != Function.HEALTH])
    def test_refuses_another_departments(self, cast: Cast, function: Function):
        card = in_use(cast)

        with pytest.raises(NotOwnFunction):
            switch(cast.lu, card, function=function)

    def test_refuses_what_changes_nothing_or_says_nothing(self, cast: Cast):
        card = in_use(cast)
        switch(cast.lu, card)

        with pytest.raises(FunctionUnchanged):
            switch(cast.lu, card)
        with pytest.raises(WordsMissing):
            actions.switch_function(
                cast.lu, number=card.number, function=Function.HEALTH, is_on=False, purpose=" "
            )

    def test_refuses_a_card_that_has_ended(self, cast: Cast):
        card = in_use(cast)
        actions.cancel_card(cast.jiang, number=card.number, reason=CancelReason.DIED)

        with pytest.raises(CardStepNotAllowed):
            switch(cast.lu, card)


class TestReveal:
    def test_is_written_down_for_the_holder_to_see(self, cast: Cast):
        card = in_use(cast)

        actions.reveal_holder(cast.jiang, number=card.number, purpose="核对领卡人身份")

        look = Look.objects.get(card=card)
        assert (look.way, look.organization_id) == ("reveal", cast.jiang.organization_id)


class TestPurpose:
    def test_is_granted_once_at_a_time(self, cast: Cast):
        allow(cast)

        with pytest.raises(PurposeTaken):
            allow(cast)
        purpose = Purpose.objects.get()
        day = cast.chen.today + timedelta(days=1)
        actions.end_purpose(cast.chen, purpose_id=purpose.pk, valid_to=day)
        allow(cast)

        assert Purpose.objects.count() == 2

    def test_is_not_the_departments_own_to_grant(self, cast: Cast):
        with pytest.raises(Forbidden):
            allow(replace(cast, chen=cast.lu))


def refused(sql: str, *values: object) -> None:
    """Run what the database must refuse."""
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


class TestDatabase:
    @pytest.mark.parametrize("state", ["lost", "replaced", "applied", "unknown"])
    def test_lets_a_card_go_no_other_way(self, cast: Cast, state: str):
        card = at_counter(cast)

        refused("UPDATE citizencards_card SET state = %s WHERE id = %s", state, card.pk)

    @pytest.mark.parametrize(
        "change",
        [
            "holder_id = holder_id + 1",
            "applied_at = applied_at + interval '1 day'",
            "valid_until = valid_until + 1",
            "functions = 32",
            "activated_at = NULL",
            "loss_until = valid_until",
        ],
    )
    def test_keeps_where_a_card_comes_from(self, cast: Cast, change: str):
        card = in_use(cast)

        refused(f"UPDATE citizencards_card SET {change} WHERE id = %s", card.pk)  # noqa: S608

    def test_lets_nobody_have_two(self, cast: Cast):
        card = apply(cast)

        with pytest.raises(IntegrityError), transaction.atomic():
            Card.objects.create(
                holder_id=card.holder_id,
                division_code="370200",
                applied_at=card.applied_at,
                changed_at=card.applied_at,
            )

    def test_takes_no_card_that_begins_in_use(self, cast: Cast):
        card = apply(cast)

        refused(
            "INSERT INTO citizencards_card (holder_id, functions, applied_at, changed_at, "
            "activated_at, valid_until, division_code, state) SELECT holder_id, 0, now(), now(), "
            "now(), now()::date, '370200', 'in_use' FROM citizencards_card WHERE id = %s",
            card.pk,
        )

    def test_loses_nothing_that_happened(self, cast: Cast):
        card = in_use(cast)
        switch(cast.lu, card)
        actions.reveal_holder(cast.jiang, number=card.number, purpose="核对领卡人身份")

        for table in ("card", "batch", "batchline", "functionswitch", "look"):
            refused(f"DELETE FROM citizencards_{table}")  # noqa: S608
        refused("UPDATE citizencards_look SET way = 'qr'")
        refused("UPDATE citizencards_functionswitch SET purpose = 'x'")

    def test_queues_every_change_for_the_lists(self, cast: Cast):
        card = in_use(cast)

        assert PendingStatus.objects.filter(card_id=card.pk).exists()
