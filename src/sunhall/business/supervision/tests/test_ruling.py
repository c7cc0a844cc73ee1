"""Changing the rules takes two."""

import pytest
from django.db import IntegrityError, transaction

from sunhall.business.supervision import actions
from sunhall.business.supervision.errors import (
    AlreadyDecided,
    DraftIncomplete,
    FourEyes,
    NotAQuestion,
    NothingChanged,
    UnknownEvent,
)
from sunhall.business.supervision.models import Rule, RuleVersion
from sunhall.business.supervision.tests.acts import Scene, draft_of, findings
from sunhall.kernel.errors import Forbidden

ALONE = "officer_count < 2"


def propose(scene: Scene, when: str, **draft) -> RuleVersion:
    """Propose another version of the rule on stalls."""
    return actions.propose_version(
        scene.supervisor, code="T01", draft=draft_of(when, **draft), reason="改一改"
    )


class TestProposeVersion:
    def test_changes_nothing_yet(self, scene: Scene):
        version = scene.rule(ALONE)

        propose(scene, "officer_count < 1")

        assert Rule.objects.get(code="T01").version == version

    @pytest.mark.parametrize(
        ("when", "draft", "refusal"),
        [
            ("officer_count <", {}, NotAQuestion),
            ("officers < 2", {}, NotAQuestion),
            ('holder == "张三"', {}, NotAQuestion),
            (ALONE, {"red_when": "1"}, NotAQuestion),
            (ALONE, {"on": ("tests.nothing",)}, UnknownEvent),
            (ALONE, {"on": ("supervision.card.moved",)}, UnknownEvent),
            (ALONE, {"on": ()}, DraftIncomplete),
            ("", {}, DraftIncomplete),
            (ALONE, {}, NothingChanged),
        ],
    )
    def test_refuses_what_cannot_watch(self, scene: Scene, when, draft, refusal):
        scene.rule(ALONE)

        with pytest.raises(refusal):
            propose(scene, when, **draft)

    def test_says_what_was_meant(self, scene: Scene):
        scene.rule(ALONE)

        with pytest.raises(NotAQuestion) as refused:
            propose(scene, "officer_counts < 2")

        assert "officer_count" in str(refused.value)
        assert "条件" in str(refused.value)


class TestProposeRule:
    def test_does_not_take_a_code_twice(self, scene: Scene):
        scene.rule(ALONE)

        with pytest.raises(NothingChanged):
            scene.rule(ALONE)


class TestEnableVersion:
    def test_is_refused_to_who_proposed_it(self, scene: Scene):
        scene.rule(ALONE)
        version = actions.propose_version(
            scene.other, code="T01", draft=draft_of("officer_count < 1"), reason="改一改"
        )

        with pytest.raises(FourEyes):
            actions.enable_version(scene.other, version_id=version.pk)

    def test_is_refused_by_the_database_too(self, scene: Scene):
        version = scene.rule(ALONE)
        mine = propose(scene, "officer_count < 1")

        with pytest.raises(IntegrityError), transaction.atomic():
            RuleVersion.objects.filter(pk=mine.pk).update(enabled_by_id=mine.proposed_by_id)

        assert version.enabled_by_id != version.proposed_by_id

    def test_needs_the_permission(self, scene: Scene):
        scene.rule(ALONE)
        version = propose(scene, "officer_count < 1")

        with pytest.raises(Forbidden):
            actions.enable_version(scene.supervisor, version_id=version.pk)

    def test_decides_once(self, scene: Scene):
        version = scene.rule(ALONE)

        with pytest.raises(AlreadyDecided):
            actions.enable_version(scene.other, version_id=version.pk)

    def test_does_not_go_back_to_an_older_proposal(self, scene: Scene):
        scene.rule(ALONE)
        older = propose(scene, "officer_count < 1")
        scene.change("officer_count < 3")

        with pytest.raises(AlreadyDecided):
            actions.enable_version(scene.other, version_id=older.pk)


class TestRejectVersion:
    def test_leaves_the_rule_as_it_was(self, scene: Scene):
        scene.rule(ALONE)
        version = propose(scene, "officer_count < 1")

        actions.reject_version(scene.other, version_id=version.pk)
        scene.clear(officer_count=1)

        assert len(findings()) == 1
        with pytest.raises(AlreadyDecided):
            actions.enable_version(scene.other, version_id=version.pk)
