"""Flows in the database: whose turn it is, what goes off, what is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.cast import Cast

from sunhall.directory.actions import set_calendar_day
from sunhall.kernel import hooks
from sunhall.kernel.calendar import TimeLimit
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.hooks import FlowFunction, FunctionFailed
from sunhall.kernel.models import CalendarDay, JournalEntry
from sunhall.kernel.row_security import Scope, guarded
from sunhall.platforms.workflow import actions, queries
from sunhall.platforms.workflow.choices import CaseState, ClockUnit
from sunhall.platforms.workflow.errors import (
    BasisMissing,
    CannotMigrate,
    ClaimedByAnother,
    ClockNotOpen,
    FlowUnsound,
    KeyTaken,
    NothingNew,
    NotRunning,
    NotYourTurn,
    PeriodUnfit,
    StepRefused,
    SubstituteUnfit,
)
from sunhall.platforms.workflow.models import Clock, Definition, Draft, Instance, Task, Timer
from sunhall.platforms.workflow.permissions import Permission
from sunhall.platforms.workflow.queries.clocks import clocks_of
from sunhall.platforms.workflow.queries.turns import list_tasks
from sunhall.platforms.workflow.rules.graph import Kind, Trigger, Work
from sunhall.platforms.workflow.tests.drawings import drawn, heard, joint_flow, node, timer
from sunhall.platforms.workflow.tests.flows import (
    JOINT,
    SUBJECT,
    deployed,
    open_nodes,
    started,
    step,
)

LINE = "start>a; a>b; b>end"
A, B = node("a"), node("b")
PAUSE = {"cause": "专家评审", "legal_basis": "行政许可法 第四十五条"}
LIMIT = {"subject_kind": SUBJECT, "subject_id": 1, "kind": "decision"}


@contextmanager
def refuses(code: str) -> Iterator[None]:
    """Expect a step to be refused for a reason."""
    with pytest.raises(StepRefused) as refused:
        yield
    assert refused.value.code == code


def allowed(by: Any, *permissions: str) -> Any:
    """Return an actor with more permissions."""
    return replace(by, permissions=by.permissions | {*permissions})


@pytest.fixture
def line(cast: Cast) -> Definition:
    """Return a flow of two steps in use."""
    return deployed(cast.system, drawn(LINE, A, B, key="line"))


@pytest.fixture
def joint(cast: Cast) -> Definition:
    """Return the joint review in use."""
    return deployed(cast.system, joint_flow())


class TestDeploy:
    def test_counts_versions_and_keeps_each(self, cast: Cast, line: Definition):
        again = deployed(cast.system, drawn("start>a; a>end", A, key="line"))

        assert (line.version, again.version) == (1, 2)
        assert [one.version for one in queries.list_versions(cast.li, "line")] == [2, 1]

    def test_names_the_element_of_each_defect(self, cast: Cast):
        with pytest.raises(FlowUnsound) as refused:
            deployed(cast.system, drawn("start>a; a>end", node("a", Kind.SERVICE)))

        assert [one.element for one in refused.value.findings] == ["a"]

    def test_is_refused_for_the_same_file_again(self, cast: Cast, line: Definition):
        with pytest.raises(NothingNew):
            deployed(cast.system, line.xml.encode())

    def test_is_refused_under_the_key_of_another_organization(self, cast: Cast, line: Definition):
        with pytest.raises(KeyTaken):
            deployed(cast.system, drawn("start>a; a>end", A, key="line"), "QD-SF")

    def test_is_for_those_alone_who_may(self, cast: Cast):
        with pytest.raises(Forbidden):
            actions.deploy(cast.sun, xml=joint_flow())

    def test_never_changes_afterwards(self, line: Definition):
        with pytest.raises(DatabaseError), transaction.atomic():
            Definition.objects.filter(pk=line.pk).update(name="改")

    def test_pins_what_it_calls(self, cast: Cast, line: Definition):
        call = drawn("start>c; c>end", node("c", Kind.CALL, refers_to="line"), key="outer")
        outer = deployed(cast.system, call)
        deployed(cast.system, drawn("start>a; a>end", A, key="line"))

        progress = started(cast.sun, "outer")

        assert outer.calls == {"line": line.pk}
        assert open_nodes(progress) == ["c/a"]

    def test_draft_is_kept_sound_or_not(self, cast: Cast):
        by = allowed(cast.li, Permission.FLOW_DRAW)

        draft = actions.save_draft(by, key="k", name="草稿", xml="<broken")
        actions.save_draft(by, key="k", name="新名", xml="<broken")

        assert Draft.objects.get(pk=draft.pk).name == "新名"
        with pytest.raises(NotFound):
            queries.get_draft(cast.zhao, draft.pk)


class TestComplete:
    def test_leads_the_joint_review_to_its_end(self, cast: Cast, joint: Definition):
        progress = started(cast.sun, "joint", JOINT)
        for name in ("accept",):
            actions.complete(cast.sun, task_id=step(progress, name))
        actions.complete(cast.sun, task_id=step(progress, "review", "QD-CG"))
        actions.complete(cast.zhao, task_id=step(progress, "review", "QD-SF"))
        for name in ("meet", "visit", "fee", "decide"):
            assert not actions.complete(cast.sun, task_id=step(progress, name)).has_ended

        last = actions.complete(cast.sun, task_id=step(progress, "deliver"))

        assert last.has_ended
        assert Instance.objects.get(pk=progress.instance_id).status == CaseState.ENDED

    def test_is_refused_to_another_organization(self, cast: Cast, line: Definition):
        progress = started(cast.sun, "line")

        with pytest.raises(NotYourTurn):
            actions.complete(cast.zhao, task_id=step(progress))

    def test_is_refused_without_the_permission_of_the_step(self, cast: Cast):
        work = Work(permission="penalties:case:approve")
        deployed(cast.system, drawn("start>a; a>end", node("a", work=work), key="p"))
        progress = started(cast.sun, "p")

        with pytest.raises(NotYourTurn):
            actions.complete(cast.sun, task_id=step(progress))
        assert actions.complete(cast.he, task_id=step(progress)).has_ended

    def test_is_refused_twice(self, cast: Cast, line: Definition):
        progress = started(cast.sun, "line")
        task_id = step(progress)
        actions.complete(cast.sun, task_id=task_id)

        with refuses("no_token"):
            actions.complete(cast.sun, task_id=task_id)

    def test_is_refused_with_a_fact_nobody_declared(self, cast: Cast, line: Definition):
        progress = started(cast.sun, "line")

        with refuses("fact_unknown"):
            actions.complete(cast.sun, task_id=step(progress), facts={"amount": 1})

    def test_is_in_the_journal_with_what_it_is_run_for(self, cast: Cast, line: Definition):
        progress = started(cast.sun, "line", key=77)
        actions.complete(cast.sun, task_id=step(progress))

        entry = JournalEntry.objects.filter(event="workflow.step.done").latest("pk")

        assert entry.subject_id == progress.instance_id
        assert (entry.facts["of_kind"], entry.facts["of_id"]) == (SUBJECT, 77)
        assert (entry.facts["step"], entry.facts["steps"]) == ("a", ["b"])

    def test_needs_an_organization_that_exists(self, cast: Cast, joint: Definition):
        progress = started(cast.sun, "joint", JOINT | {"departments": ["QD-NOBODY"]})

        with refuses("organization_unknown"), transaction.atomic():
            actions.complete(cast.sun, task_id=step(progress))
        assert open_nodes(progress) == ["accept"]

    def test_needs_a_step_that_exists(self, cast: Cast):
        with pytest.raises(NotFound):
            actions.complete(cast.sun, task_id=0)


class TestClaim:
    def test_keeps_the_others_of_the_organization_away(self, cast: Cast, line: Definition):
        task_id = step(started(cast.sun, "line"))
        actions.claim(cast.sun, task_id=task_id)

        with pytest.raises(ClaimedByAnother):
            actions.complete(cast.qian, task_id=task_id)
        assert actions.complete(cast.sun, task_id=task_id).opened

    def test_can_be_given_back(self, cast: Cast, line: Definition):
        task_id = step(started(cast.sun, "line"))
        actions.claim(cast.sun, task_id=task_id)
        actions.release(cast.sun, task_id=task_id)

        assert actions.complete(cast.qian, task_id=task_id).opened


class TestSubstitute:
    def appoint(self, cast: Cast, who: Any, days: int = 5) -> Any:
        today = cast.sun.today
        return actions.appoint_substitute(
            allowed(cast.sun, Permission.STEP_WORK),
            substitute_id=who.person_id,
            valid_from=today,
            valid_to=today + timedelta(days=days),
            reason="出差",
        )

    def test_does_what_another_has_in_hand_for_as_long(self, cast: Cast, line: Definition):
        task_id = step(started(cast.sun, "line"))
        actions.claim(cast.sun, task_id=task_id)
        self.appoint(cast, cast.qian)
        later = replace(cast.qian, moment=cast.qian.moment + timedelta(days=6))

        assert [one.pk for one in list_tasks(cast.qian, queue="substituted").items] == [task_id]
        with pytest.raises(ClaimedByAnother):
            actions.complete(later, task_id=task_id)
        assert actions.complete(cast.qian, task_id=task_id).opened

    def test_ends_when_released(self, cast: Cast, line: Definition):
        task_id = step(started(cast.sun, "line"))
        actions.claim(cast.sun, task_id=task_id)
        made = self.appoint(cast, cast.qian)
        actions.release_substitute(allowed(cast.sun, Permission.STEP_WORK), substitution_id=made.pk)

        with pytest.raises(ClaimedByAnother):
            actions.complete(cast.qian, task_id=task_id)

    def test_is_somebody_else_of_the_same_organization(self, cast: Cast):
        for who in (cast.zhao, cast.sun):
            with pytest.raises(SubstituteUnfit):
                self.appoint(cast, who)
        with pytest.raises(PeriodUnfit):
            self.appoint(cast, cast.qian, days=0)


class TestReturnTo:
    def test_opens_the_step_again_and_says_why(self, cast: Cast, line: Definition):
        progress = started(cast.sun, "line")
        actions.complete(cast.sun, task_id=step(progress))
        second = step(progress)

        actions.return_to(cast.sun, task_id=second, node="a", reason="材料不齐")

        assert open_nodes(progress) == ["a"]
        closed = Task.objects.get(pk=second)
        assert (closed.outcome, closed.note) == ("returned", "材料不齐")


class TestSuspend:
    def test_lets_nothing_go_on_until_resumed(self, cast: Cast):
        deployed(cast.system, drawn("start>a; a>end; t>end", A, timer("t", "a"), key="s"))
        progress = started(cast.sun, "s")
        due = Timer.objects.get(instance_id=progress.instance_id).due_at
        words = {"legal_basis": "行政许可法 第四十五条", "reason": "专家评审"}
        actions.suspend(cast.sun, instance_id=progress.instance_id, **words)
        later = replace(cast.sun, moment=cast.sun.moment + timedelta(days=10))
        clock = replace(cast.system, moment=later.moment)

        with pytest.raises(NotRunning):
            actions.complete(later, task_id=step(progress))
        assert actions.fire_due(clock) == 0
        actions.resume(later, instance_id=progress.instance_id)
        assert Timer.objects.get(instance_id=progress.instance_id).due_at == due + timedelta(10)
        assert actions.complete(later, task_id=step(progress)).has_ended

    def test_names_its_article(self, cast: Cast, line: Definition):
        progress = started(cast.sun, "line")

        with pytest.raises(BasisMissing):
            actions.suspend(
                cast.sun, instance_id=progress.instance_id, legal_basis=" ", reason="歇"
            )


class TestWithdraw:
    def test_leaves_nothing_to_do(self, cast: Cast, line: Definition):
        progress = started(cast.sun, "line")

        actions.withdraw(cast.sun, instance_id=progress.instance_id, reason="申请人撤回")

        assert open_nodes(progress) == []
        assert Instance.objects.get(pk=progress.instance_id).status == CaseState.WITHDRAWN
        with pytest.raises(NotRunning):
            actions.withdraw(cast.sun, instance_id=progress.instance_id, reason="再撤")


class TestReceive:
    def test_lets_a_message_move_the_case(self, cast: Cast):
        flow = drawn(
            "start>m; m>a; a>end", heard("m", Trigger.MESSAGE, "paid"), A, key="m", amount="number"
        )
        deployed(cast.system, flow)
        progress = started(cast.sun, "m")

        actions.receive(
            cast.sun, instance_id=progress.instance_id, name="paid", facts={"amount": 5}
        )

        assert open_nodes(progress) == ["a"]
        with refuses("nobody_waits"):
            actions.receive(cast.sun, instance_id=progress.instance_id, name="paid")


class TestFireDue:
    def test_lets_each_timer_go_off_once(self, cast: Cast):
        late = timer("late", "a", interrupting=False)
        deployed(cast.system, drawn("start>a; a>end; late>b; b>end", A, B, late, key="t"))
        progress = started(cast.sun, "t")
        clock = replace(cast.system, moment=cast.system.moment + timedelta(days=3))

        assert actions.fire_due(cast.system) == 0
        assert actions.fire_due(clock) == 1
        assert actions.fire_due(clock) == 0
        assert open_nodes(progress) == ["a", "b"]

    def test_timer_goes_with_its_step(self, cast: Cast):
        late = timer("late", "a")
        deployed(cast.system, drawn("start>a; a>end; late>b; b>end", A, B, late, key="t"))
        progress = started(cast.sun, "t")

        actions.complete(cast.sun, task_id=step(progress))

        assert not Timer.objects.filter(instance_id=progress.instance_id).exists()

    def test_flow_that_cannot_go_on_is_announced_and_holds_up_no_other(self, cast: Cast):
        nowhere = node("b", work=Work("QD-NOBODY"))
        deployed(cast.system, drawn("start>t; t>b; b>end", timer("t"), nowhere, key="bad"))
        deployed(cast.system, drawn("start>t; t>b; b>end", timer("t"), B, key="good"))
        bad, good = started(cast.sun, "bad"), started(cast.sun, "good")
        clock = replace(cast.system, moment=cast.system.moment + timedelta(days=4))

        assert actions.fire_due(clock) == 2
        assert (open_nodes(bad), open_nodes(good)) == ([], ["b"])
        stuck = JournalEntry.objects.filter(event="workflow.timer.stuck").latest("pk")
        assert stuck.subject_id == bad.instance_id


class TestService:
    @pytest.fixture
    def lent(self) -> Any:
        """Lend two functions to flows."""

        def add(by: Any, kind: str, key: int, facts: Any) -> Any:
            return {"amount": facts["amount"] + key}

        def break_off(by: Any, kind: str, key: int, facts: Any) -> Any:
            raise FunctionFailed("E")

        entries = [
            FlowFunction(name="test.add", label="加", call=add),
            FlowFunction(name="test.break", label="断", call=break_off),
        ]
        for one in entries:
            hooks.flow_functions.register(one)
        yield
        for one in entries:
            hooks.flow_functions.entries.remove(one)

    def test_is_called_and_its_facts_are_kept(self, cast: Cast, lent: Any):
        call = node("c", Kind.SERVICE, refers_to="test.add")
        deployed(cast.system, drawn("start>c; c>a; a>end", call, A, key="service", amount="number"))

        progress = started(cast.sun, "service", {"amount": 1}, key=4)

        assert progress.facts["amount"] == 5

    def test_failure_goes_to_the_edge_drawn_for_it(self, cast: Cast, lent: Any):
        call = node("c", Kind.SERVICE, refers_to="test.break")
        caught = heard("wrong", Trigger.ERROR, "E", "c")
        deployed(
            cast.system, drawn("start>c; c>a; a>end; wrong>b; b>end", call, A, B, caught, key="f")
        )

        assert open_nodes(started(cast.sun, "f")) == ["b"]

    def test_that_nobody_lent_is_refused(self, cast: Cast):
        call = node("c", Kind.SERVICE, refers_to="nobody.knows")
        deployed(cast.system, drawn("start>c; c>end", call, key="u"))

        with refuses("function_unknown"):
            started(cast.sun, "u")


class TestMigrate:
    def test_carries_cases_over_by_a_mapping(self, cast: Cast, line: Definition):
        progress = started(cast.sun, "line")
        new = deployed(cast.system, drawn("start>x; x>b; b>end", node("x"), B, key="line"))
        told = {"from_id": line.pk, "to_id": new.pk}

        dry = actions.migrate(cast.system, **told, mapping={}, dry_run=True)
        wet = actions.migrate(cast.system, **told, mapping={"a": "x"}, dry_run=False)

        assert (dict(dry.misfits), wet.count) == ({("a", "no_target"): 1}, 1)
        assert open_nodes(progress) == ["x"]
        assert [one.node for one in actions.complete(cast.sun, task_id=step(progress)).opened] == [
            "b"
        ]

    def test_is_refused_whole_where_one_case_finds_no_place(self, cast: Cast, line: Definition):
        started(cast.sun, "line")
        new = deployed(cast.system, drawn("start>x; x>end", node("x"), key="line"))

        with pytest.raises(CannotMigrate):
            actions.migrate(cast.system, from_id=line.pk, to_id=new.pk, mapping={}, dry_run=False)


class TestWall:
    def test_case_is_seen_by_those_whose_turn_it_is_or_was(self, cast: Cast, joint: Definition):
        progress = started(cast.sun, "joint", JOINT)

        def seen(by: Any) -> bool:
            with guarded(Scope.of(by)):
                return Instance.objects.filter(pk=progress.instance_id).exists()

        assert (seen(cast.sun), seen(cast.zhao), seen(cast.chen)) == (True, False, False)
        actions.complete(cast.sun, task_id=step(progress, "accept"))
        assert (seen(cast.sun), seen(cast.zhao), seen(cast.chen)) == (True, True, False)

    def test_queue_holds_ones_own_only(self, cast: Cast, joint: Definition):
        progress = started(cast.sun, "joint", JOINT)
        actions.complete(cast.sun, task_id=step(progress, "accept"))

        queues = [
            {one.item for one in list_tasks(who).items} for who in (cast.sun, cast.zhao, cast.chen)
        ]

        assert queues == [{"QD-CG"}, {"QD-SF"}, set()]


class TestClocks:
    def start(self, cast: Cast, **more: Any) -> Clock:
        told = {"unit": ClockUnit.WORKING, "budget": 20, "statute": "行政许可法 第四十二条"}
        return actions.start_clock(cast.sun, **LIMIT, **(told | more))

    def test_count_working_days_and_explain_them(self, cast: Cast):
        self.start(cast)

        ((clock, reckoning),) = clocks_of(cast.sun, SUBJECT, 1)

        assert clock.due_on == date(2026, 3, 30)
        days = list(reckoning.deadline.explain())
        assert sum(one.counted for one in days) == 20

    def test_stand_still_by_an_article_and_go_on(self, cast: Cast):
        self.start(cast)
        days = [replace(cast.sun, moment=cast.sun.moment + timedelta(days=n)) for n in range(20)]

        paused = actions.pause_clock(days[3], **LIMIT, **PAUSE)
        assert (paused.due_on, paused.paused_since, paused.consumed) == (
            None,
            days[3].today,
            2,
        )
        resumed = actions.resume_clock(days[10], **LIMIT)

        assert resumed.due_on == date(2026, 4, 8)
        with pytest.raises(ClockNotOpen):
            actions.resume_clock(days[10], **LIMIT)

    def test_are_extended_by_an_article_only(self, cast: Cast):
        self.start(cast, unit=ClockUnit.CALENDAR, budget=10)
        longer = TimeLimit.parse("10d", "行政许可法 第四十二条")

        clock = actions.extend_clock(cast.sun, **LIMIT, limit=longer, cause="情况复杂")

        assert clock.due_on == date(2026, 3, 23)
        with pytest.raises(BasisMissing):
            actions.extend_clock(cast.sun, **LIMIT, limit=TimeLimit.parse("1d"), cause="")

    def test_follow_the_calendar_in_a_batch(self, cast: Cast):
        clock = self.start(cast)
        set_calendar_day(cast.system, day=date(2026, 3, 11), is_working=False, note="台风")

        assert actions.reckon_clocks(cast.system) == 1
        clock.refresh_from_db()
        assert clock.due_on == date(2026, 3, 31)
        assert actions.reckon_clocks(cast.system) == 0
        assert CalendarDay.objects.exists()

    def test_stop_for_good(self, cast: Cast):
        self.start(cast)

        actions.stop_clock(cast.sun, **LIMIT)

        with pytest.raises(ClockNotOpen):
            actions.stop_clock(cast.sun, **LIMIT)
