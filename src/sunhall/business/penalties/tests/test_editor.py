"""The editor: nothing typed is ever lost, everything wrong is said beside its cell."""

import json
import re
from copy import deepcopy
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sunhall.business.penalties import actions
from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.tests.library import PACK
from sunhall.business.penalties.tests.scene import (
    BURNING,
    STALL,
    Scene,
    editor,
    form_of,
    scene,
    torn,
)
from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.decision.formats import dump, load

__all__ = ["scene"]


def fault_beside(page: str, name: str) -> str:
    """Return the message that stands beside a field."""
    match = re.search(rf'id="{name}-fault"[^>]*>(.*?)</span>', page, re.DOTALL)
    assert match, f"no place for a fault at {name}"
    return match[1]


def long_table(count: int) -> dict[str, Any]:
    """Return the burning table with one tier for every square meter."""
    document = deepcopy(PACK[BURNING])
    first = document["tiers"][0]
    edges = [{"gt": 0, "lt": 1}, *({"ge": n, "lt": n + 1} for n in range(1, count - 1))]
    document["tiers"] = [
        {**first, "seq": seq, "when": {"area": area}, "desc": f"第 {seq} 档"}
        for seq, area in enumerate([*edges, {"ge": count - 1}], 1)
    ]
    return {**document, "tier_count": count}


class TestEdit:
    def test_shows_every_tier_with_its_fields(self, scene: Scene):
        version = scene.draft(PACK[STALL])

        page = scene.sign_on("li").get(editor(version)).content.decode()

        assert page.count('class="tier"') == 26
        assert 'name="tiers-25-fine-value" value="6000"' in page

    def test_shows_the_gap_with_a_button_that_fills_it(self, scene: Scene):
        version = scene.draft(torn())

        page = scene.sign_on("li").get(editor(version)).content.decode()

        assert "焚烧占地面积0.5平方米以上不足1平方米、前12个月内同类处罚次数恰为0次" in page
        assert 'value="fill tiers 0 ' in page

    def test_filling_the_gap_makes_the_table_sound(self, scene: Scene):
        version = scene.draft(torn())
        client = scene.sign_on("li")
        page = client.get(editor(version)).content.decode()
        command = re.search(r'value="(fill tiers 0 [^"]*)"', page)[1].replace("&quot;", '"')

        filled = client.post(editor(version), form_of(torn(), version, do=command))

        assert filled.status_code == 200
        assert filled.context["report"].is_sound
        assert len(filled.context["sheet"].tiers) == 7
        assert filled.context["sheet"].tiers[1].entry.desc.startswith("焚烧占地面积0.5平方米以上")

    def test_keeps_what_cannot_be_read_with_its_fault_beside_it(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        form = form_of(PACK[BURNING], version, do="save", **{"tiers-1-when-0-high": ["2至3"]})

        answer = scene.sign_on("li").post(editor(version), form)

        page = answer.content.decode()
        assert answer.status_code == 409
        assert 'name="tiers-1-when-0-high" value="2至3"' in page
        assert "2至3" in fault_beside(page, "tiers-1-when-0")
        version.refresh_from_db()
        assert version.table_hash == sha256_of(PACK[BURNING])

    def test_saves_a_draft_with_defects(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        form = form_of(PACK[BURNING], version, do="save", **{"tiers-0-when-0-high": ["0.5"]})

        answer = scene.sign_on("li").post(editor(version), form)

        version.refresh_from_db()
        assert answer.status_code == 302
        assert version.status == "draft"
        assert version.document["tiers"][0]["when"]["area"] == {"gt": 0, "lt": 0.5}
        assert [finding["kind"] for finding in version.findings] == ["gap"]

    def test_leads_on_to_publication_once_all_is_proved(self, scene: Scene):
        version = scene.draft(torn())
        form = form_of(torn(), version, do="save", **{"tiers-0-when-0-high": ["1"]})

        answer = scene.sign_on("li").post(editor(version), form)

        version.refresh_from_db()
        assert answer.url == reverse("benchmarks:detail", args=[version.pk])
        assert version.status == "checked"
        assert version.table_hash == sha256_of(PACK[BURNING])

    def test_refuses_the_second_of_two_who_edit_and_keeps_their_input(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        mine = form_of(PACK[BURNING], version, do="save", **{"tiers-0-desc": ["我的说明"]})
        theirs = deepcopy(PACK[BURNING]) | {"notes": "对方写的"}
        actions.revise_benchmark(scene.cast.li, benchmark_id=version.pk, document=theirs)

        answer = scene.sign_on("li").post(editor(version), mine)

        page = answer.content.decode()
        assert answer.status_code == 409
        assert "李法规" in page
        assert 'value="我的说明"' in page
        version.refresh_from_db()
        assert version.document["notes"] == "对方写的"

    def test_overwrites_only_when_asked_to(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        mine = form_of(PACK[BURNING], version, do="overwrite", **{"tiers-0-desc": ["我的说明"]})
        theirs = deepcopy(PACK[BURNING]) | {"notes": "对方写的"}
        actions.revise_benchmark(scene.cast.li, benchmark_id=version.pk, document=theirs)

        scene.sign_on("li").post(editor(version), mine)

        version.refresh_from_db()
        assert version.document["tiers"][0]["desc"] == "我的说明"

    def test_takes_a_table_of_many_tiers(self, scene: Scene):
        document = long_table(150)
        version = scene.draft(document)
        form = form_of(document, version, do="save", **{"tiers-149-desc": ["最后一档"]})

        scene.sign_on("li").post(editor(version), form)

        version.refresh_from_db()
        assert version.document["tiers"][149]["desc"] == "最后一档"

    def test_offers_yaml_for_a_longer_one(self, scene: Scene):
        version = scene.draft(long_table(300))

        page = scene.sign_on("li").get(editor(version))

        assert page.context["draft"].mode == "yaml"

    def test_is_closed_to_a_published_version(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        actions.publish_benchmarks(
            scene.cast.wang, benchmark_ids=[version.pk], effective_date=scene.cast.wang.today
        )

        answer = scene.sign_on("li").get(editor(version))

        assert answer.status_code == 409
        assert "已经公布" in answer.content.decode()

    def test_says_not_found_of_another_departments_draft(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        Benchmark.objects.filter(pk=version.pk)
        client = scene.sign_on("zhao")

        answer = client.get(reverse("benchmarks:detail", args=[version.pk]))

        assert answer.status_code == 404


class TestYaml:
    def test_shows_the_same_document(self, scene: Scene):
        version = scene.draft(PACK[STALL])

        page = scene.sign_on("li").get(f"{editor(version)}?mode=yaml")

        loaded = load(page.context["draft"].text.encode(), "x.yaml")
        assert loaded.documents == [PACK[STALL]]

    def test_names_the_line_and_keeps_the_text(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        text = "items:\n- code: [\n"

        answer = scene.sign_on("li").post(
            editor(version), {"mode": "yaml", "text": text, "do": "save"}
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "第 3 行" in page or "第 2 行" in page
        assert "- code: [" in page

    def test_saves_what_is_written(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        text = dump([PACK[BURNING] | {"notes": "以 YAML 写的"}], "x.yaml").decode()

        scene.sign_on("li").post(editor(version), {"mode": "yaml", "text": text, "do": "save"})

        version.refresh_from_db()
        assert version.document["notes"] == "以 YAML 写的"

    @pytest.mark.parametrize("secret", ['"\\0"', '"\\ud800"', ".nan", ".inf", "1e400"])
    def test_refuses_what_no_database_keeps(self, scene: Scene, secret: str):
        version = scene.draft(PACK[BURNING])
        text = dump([PACK[BURNING]], "x.yaml").decode() + f"  unknown: {secret}\n"

        answer = scene.sign_on("li").post(
            editor(version), {"mode": "yaml", "text": text, "do": "save"}
        )

        assert answer.status_code in (302, 409, 422)


class TestCheck:
    def test_answers_with_the_faults_only(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        form = form_of(PACK[BURNING], version, **{"tiers-0-when-0-high": ["3"]})

        page = (
            scene.sign_on("li")
            .post(reverse("benchmarks:check", args=[version.pk]), form)
            .content.decode()
        )

        assert "<form" not in page
        assert "重叠" in fault_beside(page, "tiers-0")
        assert "重叠" in fault_beside(page, "tiers-2")
        assert not fault_beside(page, "tiers-5")

    def test_changes_nothing(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        form = form_of(PACK[BURNING], version, **{"tiers-0-when-0-high": ["3"]})

        scene.sign_on("li").post(reverse("benchmarks:check", args=[version.pk]), form)

        version.refresh_from_db()
        assert version.table_hash == sha256_of(PACK[BURNING])


NAMES = [
    "tiers", "tiers-0-when-0-low", "tiers-0-when-0-low_sign", "tiers-0-when-1", "tiers-1-desc",
    "tiers-2-fine-type", "tiers-2-fine-value", "tiers-2-fine-base", "tiers-3-others",
    "tiers-3-measures", "factors", "factors-0-key", "factors-0-type", "factors-0-min",
    "factors-1-role", "factors-1-values", "factors-1-severity", "statutory", "statutory-0-low",
    "statutory-0-type", "item-name", "item-provenance", "base", "expected_hash", "mode", "text",
    "across", "up", "held-prior", "do",
]  # fmt: skip
ODD = st.sampled_from(
    ["", "0", "-1", "1e400", "９９", "2至3", "NaN", "\x00", "<b>", "9" * 400, "tiers 0", "fixed",
     "enum", "null", "[]", "{}", "99999999999", "fill tiers 0 {", "add factors", "remove tiers 0",
     "add tiers", "copy factors 0", "remove factors 0", "describe tiers 2", "up statutory 0"]
)  # fmt: skip


class TestAnyInput:
    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(
        st.dictionaries(
            st.sampled_from(NAMES), st.lists(ODD | st.text(max_size=20), max_size=3), max_size=6
        )
    )
    def test_is_answered_without_a_crash(self, scene: Scene, changes: dict[str, list[str]]):
        version = Benchmark.objects.filter(matter__code=BURNING).first() or scene.draft(torn())
        client = scene.sign_on("li")
        form = form_of(version.document, version) | changes

        edited = client.post(editor(version), form)
        checked = client.post(reverse("benchmarks:check", args=[version.pk]), form)

        assert edited.status_code in (200, 302, 400, 409, 422)
        assert checked.status_code in (200, 400)

    @pytest.mark.parametrize(
        "base", ["[]", "{", '{"code": "\\u0000"}', '{"x": NaN}', "[" * 5000, '{"tiers": {}}']
    )
    def test_survives_a_forged_base(self, scene: Scene, base: str):
        version = scene.draft(PACK[BURNING])
        form = form_of(PACK[BURNING], version, do="check") | {"base": base}

        answer = scene.sign_on("li").post(editor(version), form)

        assert answer.status_code == 200
        assert json.loads(answer.context["base"])
