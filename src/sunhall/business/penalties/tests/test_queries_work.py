"""What the workbench reads."""

from copy import deepcopy

from sunhall.business.penalties import actions, queries
from sunhall.business.penalties.tests.library import PACK
from sunhall.business.penalties.tests.scene import BURNING, STALL, Scene, scene, torn
from sunhall.kernel.decision.formats import dump

__all__ = ["scene"]

FACTS = {"refused": True, "place": "人行道", "area": 3, "prior": 0}


class TestListWork:
    def test_shows_only_the_own_organizations_versions(self, scene: Scene):
        scene.draft(PACK[STALL])

        assert len(queries.list_work(scene.cast.li).rows) == 1
        assert queries.list_work(scene.cast.zhao).rows == []

    def test_finds_by_name_and_by_the_beginning_of_a_code(self, scene: Scene):
        scene.draft(PACK[STALL])
        scene.draft(PACK[BURNING])

        by_name = queries.list_work(scene.cast.li, query="焚烧").rows
        by_code = queries.list_work(scene.cast.li, query="qd-cg-001").rows

        assert [row.matter.code for row in by_name] == [BURNING]
        assert [row.matter.code for row in by_code] == [STALL]

    def test_survives_nonsense(self, scene: Scene):
        assert queries.list_work(scene.cast.li, query="\x00", status="\x00", after=0).rows == []

    def test_pages_by_key(self, scene: Scene):
        scene.draft(PACK[STALL])
        scene.draft(PACK[BURNING])

        first = queries.list_work(scene.cast.li, limit=1)
        second = queries.list_work(scene.cast.li, limit=1, after=first.after)

        assert [row.matter.code for row in first.rows + second.rows] == [BURNING, STALL]
        assert second.after is None


class TestListMattersWithout:
    def test_leaves_out_those_that_have_one(self, scene: Scene):
        scene.draft(PACK[STALL])

        found = queries.list_matters_without(scene.cast.li)

        assert [matter.code for matter in found] == [BURNING]


class TestFindingsOfImport:
    def test_says_a_gap_in_words_with_its_line(self, scene: Scene):
        data = dump([torn()], "a.yaml")
        received = actions.receive_file(scene.cast.li, filename="a.yaml", data=data)
        received.refresh_from_db()

        [(finding, table)] = queries.findings_of_import(received)

        assert "焚烧占地面积0.5平方米以上不足1平方米" in finding.message
        assert finding.place.startswith("第 ")
        assert table is not None


class TestWhatIf:
    def test_runs_a_draft_against_past_facts(self, scene: Scene):
        version = scene.draft(PACK[STALL])
        by = scene.cast.wang
        actions.publish_benchmarks(by, benchmark_ids=[version.pk], effective_date=by.today)
        for prior in (0, 1):
            actions.determine_sanction(
                scene.cast.sun,
                matter_code=STALL,
                facts=FACTS | {"prior": prior},
                occurred_on=by.today,
            )
        harder = deepcopy(PACK[STALL])
        harder["tiers"][8]["penalties"][0]["amount"]["value"] = 1250
        draft = scene.draft(harder)

        effect = queries.what_if(scene.cast.li, benchmark_id=draft.pk)

        assert effect.counts["more"] == 1
        assert effect.counts["same"] == 1
        assert effect.difference_yuan == 450
