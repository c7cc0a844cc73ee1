"""Drafting, publishing, determining: what is refused, and what the database itself holds."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from sunhall.business.penalties import actions, errors
from sunhall.business.penalties.models import Benchmark, Determination, LibraryRevision
from sunhall.business.penalties.tests.library import PACK
from sunhall.business.penalties.tests.scene import BURNING, STALL, Scene, scene, torn
from sunhall.kernel.decision.facts import FactsRefused
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.models import JournalEntry

__all__ = ["scene"]

FACTS = {"refused": True, "place": "人行道", "area": 3, "prior": 0}


def published(scene: Scene, code: str = STALL) -> Benchmark:
    """Return a published version that applies from today."""
    version = scene.draft(PACK[code])
    by = scene.cast.wang
    return actions.publish_benchmarks(by, benchmark_ids=[version.pk], effective_date=by.today)[0]


class TestDraftBenchmarks:
    def test_checks_at_once(self, scene: Scene):
        version = scene.draft(torn())

        assert version.status == "draft"
        assert [finding["kind"] for finding in version.findings] == ["gap"]

    def test_takes_nothing_where_all_were_asked_for_and_one_is_faulty(self, scene: Scene):
        documents = [PACK[STALL], torn()]

        with pytest.raises(errors.NotReadable):
            actions.draft_benchmarks(scene.cast.li, documents=documents, which=actions.TakeOver.ALL)

        assert not Benchmark.objects.exists()

    def test_leaves_out_the_faulty_where_the_sound_were_asked_for(self, scene: Scene):
        drafted = actions.draft_benchmarks(
            scene.cast.li, documents=[PACK[STALL], torn()], which=actions.TakeOver.SOUND
        )

        assert [version.matter.code for version in drafted.benchmarks] == [STALL]
        assert drafted.left_out == [BURNING]

    def test_is_refused_for_a_matter_the_directory_does_not_know(self, scene: Scene):
        with pytest.raises(errors.UnknownMatters, match="QD-GA-001"):
            scene.draft(PACK["QD-GA-001"])

    def test_is_refused_to_another_department(self, scene: Scene):
        zhao = replace(scene.cast.li, organization_id=scene.cast.zhao.organization_id)

        with pytest.raises(errors.OtherOrganization):
            actions.draft_benchmarks(zhao, documents=[PACK[STALL]])

    def test_is_refused_while_there_is_a_draft(self, scene: Scene):
        scene.draft(PACK[STALL])

        with pytest.raises(errors.DraftExists):
            scene.draft(PACK[STALL])

    def test_is_forbidden_without_the_permission(self, scene: Scene):
        with pytest.raises(Forbidden):
            actions.draft_benchmarks(scene.cast.sun, documents=[PACK[STALL]])


class TestDraftFirstVersion:
    def test_rests_on_the_matters_own_bases(self, scene: Scene):
        version = actions.draft_first_version(scene.cast.li, matter_code=BURNING)

        assert version.document["code"] == BURNING
        assert version.document["basis"][0]["law"] == PACK[BURNING]["basis"][0]["law"]
        assert not version.findings

    def test_knows_no_matter_by_nonsense(self, scene: Scene):
        with pytest.raises(NotFound):
            actions.draft_first_version(scene.cast.li, matter_code="\x00")


class TestReviseBenchmark:
    def test_is_refused_where_someone_changed_it_meanwhile(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        before = version.table_hash
        actions.revise_benchmark(scene.cast.li, benchmark_id=version.pk, document=torn())

        with pytest.raises(errors.ChangedMeanwhile, match="李法规"):
            actions.revise_benchmark(
                scene.cast.li,
                benchmark_id=version.pk,
                document=PACK[BURNING],
                expected_hash=before,
            )

    def test_is_refused_for_another_matters_table(self, scene: Scene):
        version = scene.draft(PACK[BURNING])

        with pytest.raises(errors.NotReadable, match=BURNING):
            actions.revise_benchmark(scene.cast.li, benchmark_id=version.pk, document=PACK[STALL])

    @pytest.mark.parametrize("value", ["\x00", "\ud800", float("nan")])
    def test_is_refused_for_what_no_database_keeps(self, scene: Scene, value: object):
        version = scene.draft(PACK[BURNING])
        document = PACK[BURNING] | {"meta": value}

        with pytest.raises(errors.NotReadable):
            actions.revise_benchmark(scene.cast.li, benchmark_id=version.pk, document=document)

    def test_makes_whoever_changes_it_a_drafter(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        wang = replace(scene.cast.wang, permissions=scene.cast.li.permissions)

        revised = actions.revise_benchmark(wang, benchmark_id=version.pk, document=PACK[BURNING])

        assert revised.drafter_ids == [scene.cast.li.person_id, wang.person_id]


class TestPublishBenchmarks:
    def test_is_refused_to_whoever_had_a_hand_in_the_draft(self, scene: Scene):
        version = scene.draft(PACK[STALL])
        li = replace(scene.cast.li, permissions=scene.cast.wang.permissions)

        with pytest.raises(errors.FourEyes, match="李法规"):
            actions.publish_benchmarks(li, benchmark_ids=[version.pk], effective_date=li.today)

    def test_is_refused_by_the_database_too(self, scene: Scene):
        version = published(scene)

        with pytest.raises(IntegrityError, match="benchmark_four_eyes"), transaction.atomic():
            Benchmark.objects.create(
                **{
                    field.attname: getattr(version, field.attname)
                    for field in Benchmark._meta.concrete_fields
                    if field.attname not in ("id", "search")
                }
                | {"version": 9, "status": "superseded", "published_by_id": version.drafter_ids[0]}
            )

    def test_is_refused_with_a_defect(self, scene: Scene):
        version = scene.draft(torn())
        by = scene.cast.wang

        with pytest.raises(errors.NotProved):
            actions.publish_benchmarks(by, benchmark_ids=[version.pk], effective_date=by.today)

    def test_proves_again_and_finds_a_table_changed_behind_its_back(self, scene: Scene):
        version = scene.draft(PACK[BURNING])
        Benchmark.objects.filter(pk=version.pk).update(document=torn())
        by = scene.cast.wang

        with pytest.raises(errors.NotProved):
            actions.publish_benchmarks(by, benchmark_ids=[version.pk], effective_date=by.today)

    def test_is_refused_for_a_day_gone_by(self, scene: Scene):
        version = scene.draft(PACK[STALL])
        by = scene.cast.wang

        with pytest.raises(errors.EffectiveDateInThePast):
            actions.publish_benchmarks(
                by, benchmark_ids=[version.pk], effective_date=by.today - timedelta(days=1)
            )

    def test_publishes_all_or_none(self, scene: Scene):
        sound, faulty = scene.draft(PACK[STALL]), scene.draft(torn())
        by = scene.cast.wang

        with pytest.raises(errors.NotProved):
            actions.publish_benchmarks(
                by, benchmark_ids=[sound.pk, faulty.pk], effective_date=by.today
            )

        sound.refresh_from_db()
        assert sound.status == "checked"

    def test_lets_the_version_before_run_until_the_day(self, scene: Scene):
        first = published(scene)
        second = actions.draft_next_version(scene.cast.li, matter_id=first.matter_id)
        day = scene.cast.wang.today + timedelta(days=30)

        actions.publish_benchmarks(scene.cast.wang, benchmark_ids=[second.pk], effective_date=day)

        first.refresh_from_db()
        assert first.status == "superseded"
        assert first.valid_to == day

    def test_advances_the_library_and_writes_the_journal(self, scene: Scene):
        first = published(scene)
        before = LibraryRevision.objects.get().number

        version = published(scene, BURNING)

        assert LibraryRevision.objects.get().number > before
        assert first.pk != version.pk
        assert JournalEntry.objects.filter(
            event="penalties.benchmark.published", subject_id=version.pk
        ).exists()


class TestPublishedVersion:
    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE penalties_benchmark SET document = '{}' WHERE id = %s",
            "UPDATE penalties_benchmark SET status = 'draft' WHERE id = %s",
            "UPDATE penalties_benchmark SET valid_from = '2020-01-01' WHERE id = %s",
            "UPDATE penalties_benchmark SET proof_hash = 'x' WHERE id = %s",
            "DELETE FROM penalties_benchmark WHERE id = %s",
        ],
    )
    def test_is_kept_by_the_database(self, scene: Scene, change: str):
        version = published(scene)

        refused = pytest.raises(DatabaseError, match="never changes")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change, [version.pk])

    @pytest.mark.parametrize("table", ["penalties_benchmark", "penalties_determination"])
    def test_is_not_swept_away_with_its_table(self, scene: Scene, table: str):
        published(scene)

        refused = pytest.raises(DatabaseError, match="kept as they were written")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {table} CASCADE")

    def test_is_refused_by_every_act(self, scene: Scene):
        version = published(scene)

        with pytest.raises(errors.Immutable):
            actions.revise_benchmark(
                scene.cast.li, benchmark_id=version.pk, document=deepcopy(version.document)
            )
        with pytest.raises(errors.Immutable):
            actions.discard_benchmark(scene.cast.li, benchmark_id=version.pk)


class TestDetermineSanction:
    def test_follows_from_the_facts(self, scene: Scene):
        version = published(scene)
        by = scene.cast.sun

        made, decision = actions.determine_sanction(
            by, matter_code=STALL, facts=FACTS, occurred_on=by.today
        )

        assert (made.tier, made.fine_yuan, made.proof_hash) == (9, 800, version.proof_hash)
        assert decision.tier == 9

    def test_is_refused_before_anything_was_in_effect(self, scene: Scene):
        published(scene)
        by = scene.cast.sun

        with pytest.raises(errors.NothingInEffect):
            actions.determine_sanction(
                by, matter_code=STALL, facts=FACTS, occurred_on=by.today - timedelta(days=1)
            )

    def test_is_refused_without_a_fact(self, scene: Scene):
        published(scene)
        by = scene.cast.sun

        with pytest.raises(FactsRefused):
            actions.determine_sanction(
                by, matter_code=STALL, facts=FACTS | {"area": ""}, occurred_on=by.today
            )

    def test_is_append_only(self, scene: Scene):
        published(scene)
        by = scene.cast.sun
        actions.determine_sanction(by, matter_code=STALL, facts=FACTS, occurred_on=by.today)

        with pytest.raises(DatabaseError), transaction.atomic():
            Determination.objects.update(fine_yuan=1)
        with pytest.raises(DatabaseError), transaction.atomic():
            Determination.objects.all().delete()

    def test_takes_no_amount(self, scene: Scene):
        by = scene.cast.sun

        with pytest.raises(TypeError):
            actions.determine_sanction(
                by, matter_code=STALL, facts=FACTS, occurred_on=by.today, fine_yuan=1
            )


class TestReceiveFile:
    def test_keeps_every_fault_with_its_line(self, scene: Scene):
        text = "items:\n- code: X\n  name: 无\n"

        received = actions.receive_file(scene.cast.li, filename="a.yaml", data=text.encode())

        assert received.findings
        assert not Benchmark.objects.exists()

    def test_survives_a_file_name_of_nonsense(self, scene: Scene):
        received = actions.receive_file(scene.cast.li, filename="a\x00.yaml", data=b"")

        assert received.filename == "a.yaml"
