"""The workbench's pages: import, list, one version, publication, what-if."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sunhall.business.penalties import actions
from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.tests.library import PACK, Library
from sunhall.business.penalties.tests.scene import BURNING, STALL, Scene, scene, torn
from sunhall.kernel.decision.formats import dump, load

__all__ = ["scene"]

LIST = "/benchmarks/"


def upload(scene: Scene, *documents: dict, name: str = "a.yaml"):
    """Upload documents as officer Li; return the report page."""
    file = SimpleUploadedFile(name, dump(documents, name))
    return scene.sign_on("li").post(reverse("benchmarks:import"), {"file": file}, follow=True)


class TestImport:
    @pytest.mark.parametrize("name", ["a.yaml", "a.xlsx"])
    def test_reports_every_fault_and_imports_nothing(self, scene: Scene, name: str):
        page = upload(scene, PACK[STALL], torn(), name=name)

        assert "焚烧占地面积0.5平方米以上不足1平方米" in page.content.decode()
        assert (page.context["readable"], page.context["sound"]) == (2, 1)
        assert not Benchmark.objects.exists()

    def test_takes_over_the_sound_items(self, scene: Scene):
        page = upload(scene, PACK[STALL], torn())

        scene.sign_on("li").post(page.request["PATH_INFO"], {"which": "sound"})

        assert [version.matter.code for version in Benchmark.objects.all()] == [STALL]

    def test_takes_over_the_faulty_as_drafts_to_repair(self, scene: Scene):
        page = upload(scene, PACK[STALL], torn())

        scene.sign_on("li").post(page.request["PATH_INFO"], {"which": "readable"})

        assert set(Benchmark.objects.values_list("status", flat=True)) == {"draft", "checked"}

    def test_offers_no_sound_items_where_there_are_none(self, scene: Scene):
        page = upload(scene, torn())

        assert [value for value, _ in page.context["form"].fields["which"].choices] == ["readable"]

    def test_says_that_a_file_was_taken_over_before(self, scene: Scene):
        page = upload(scene, PACK[STALL])
        client, address = scene.sign_on("li"), page.request["PATH_INFO"]
        client.post(address, {"which": "all"})

        again = client.post(address, {"which": "all"})

        assert "已经导入过" in again.content.decode()

    @pytest.mark.parametrize(
        ("name", "data"), [("a.yaml", b"a: ["), ("a.xlsx", b"PK"), ("a.exe", b"MZ")]
    )
    def test_says_why_a_file_cannot_be_read(self, scene: Scene, name: str, data: bytes):
        file = SimpleUploadedFile(name, data)

        page = scene.sign_on("li").post(reverse("benchmarks:import"), {"file": file}, follow=True)

        assert page.status_code == 200
        assert "没有一项读得出来" in page.content.decode()


class TestList:
    def test_invites_to_begin_where_there_is_nothing(self, scene: Scene):
        page = scene.sign_on("li").get(LIST).content.decode()

        assert "本单位还没有裁量基准" in page
        assert reverse("benchmarks:import") in page

    def test_does_not_let_the_drafter_choose_their_own_for_publication(self, scene: Scene):
        version = scene.draft(PACK[STALL])
        Benchmark.objects.filter(pk=version.pk).update(drafter_ids=[scene.cast.wang.person_id])

        page = scene.sign_on("wang").get(f"{LIST}?status=checked").content.decode()

        assert "须他人公布" in page
        assert 'name="ids"' not in page

    def test_asks_as_much_of_the_database_for_one_row_as_for_many(
        self, scene: Scene, django_assert_num_queries
    ):
        client = scene.sign_on("wang")
        scene.draft(PACK[STALL])
        with CaptureQueriesContext(connection) as one:
            client.get(f"{LIST}?status=checked")
        others = [PACK[code] for code in ("QD-CG-003", "QD-CG-009", "QD-CG-010")]
        Library(scene.cast).register(*others)
        actions.draft_benchmarks(scene.cast.li, documents=[*others, PACK[BURNING]])

        with django_assert_num_queries(len(one)):
            client.get(f"{LIST}?status=checked")

    def test_drafts_from_nothing(self, scene: Scene):
        answer = scene.sign_on("li").post(reverse("benchmarks:start"), {"code": BURNING})

        assert answer.url == reverse("benchmarks:edit", args=[Benchmark.objects.get().pk])


class TestPublish:
    def test_publishes_what_was_chosen(self, scene: Scene):
        chosen = [scene.draft(PACK[STALL]).pk, scene.draft(PACK[BURNING]).pk]
        today = scene.cast.wang.today + timedelta(days=3650)

        answer = scene.sign_on("wang").post(
            reverse("benchmarks:publish"), {"ids": chosen, "effective_date": today.isoformat()}
        )

        assert answer.status_code == 302
        assert Benchmark.objects.filter(status="published").count() == 2

    def test_keeps_choice_and_date_when_refused(self, scene: Scene):
        version = scene.draft(PACK[STALL])

        answer = scene.sign_on("wang").post(
            reverse("benchmarks:publish"),
            {"ids": [version.pk], "effective_date": "2020-01-01", "status": "checked"},
        )

        page = answer.content.decode()
        assert answer.status_code == 409
        assert 'value="2020-01-01"' in page
        assert f'name="ids" value="{version.pk}" checked' in page

    @pytest.mark.parametrize("ids", [[], ["x"], ["99999999999999999999"], ["0"], ["-1"]])
    def test_survives_a_forged_choice(self, scene: Scene, ids: list[str]):
        answer = scene.sign_on("wang").post(
            reverse("benchmarks:publish"), {"ids": ids, "effective_date": "2099-01-01"}
        )

        assert answer.status_code in (404, 409)

    def test_is_forbidden_to_the_drafting_officer(self, scene: Scene):
        answer = scene.sign_on("li").post(reverse("benchmarks:publish"), {})

        assert answer.status_code == 403


class TestDetail:
    def test_tells_the_drafter_to_wait_for_a_reviewer(self, scene: Scene):
        version = scene.draft(PACK[STALL])

        page = scene.sign_on("li").get(f"{LIST}{version.pk}/").content.decode()

        assert "须由本单位另一位审核人公布" in page
        assert reverse("benchmarks:edit", args=[version.pk]) in page

    def test_offers_publication_to_the_reviewer(self, scene: Scene):
        version = scene.draft(PACK[STALL])

        page = scene.sign_on("wang").get(f"{LIST}{version.pk}/").content.decode()

        assert 'name="effective_date"' in page
        assert reverse("benchmarks:edit", args=[version.pk]) not in page

    def test_tells_the_history_in_words(self, scene: Scene):
        version = scene.draft(torn())
        actions.revise_benchmark(scene.cast.li, benchmark_id=version.pk, document=PACK[BURNING])

        page = scene.sign_on("li").get(f"{LIST}{version.pk}/")

        assert [act.words for act in page.context["history"]] == [
            "校验：没有缺陷",
            "已修改",
            "校验：1 处缺陷",
            "已起草",
        ]

    @pytest.mark.parametrize("query", ["across=x&up=y", "held-prior=99", "held-prior=９", "up="])
    def test_draws_a_picture_whatever_is_asked_for(self, scene: Scene, query: str):
        version = scene.draft(PACK[STALL])

        page = scene.sign_on("li").get(f"{LIST}{version.pk}/?{query}")

        assert "<svg viewBox" in page.content.decode()

    def test_is_discarded_on_demand(self, scene: Scene):
        version = scene.draft(PACK[STALL])

        scene.sign_on("li").post(reverse("benchmarks:discard", args=[version.pk]))

        assert not Benchmark.objects.exists()


class TestExport:
    @pytest.mark.parametrize("suffix", ["yaml", "xlsx", "dmn"])
    def test_gives_back_what_was_drafted(self, scene: Scene, suffix: str):
        version = scene.draft(PACK[STALL])

        answer = scene.sign_on("li").get(reverse("benchmarks:export", args=[version.pk, suffix]))

        assert load(answer.content, f"a.{suffix}").documents == [PACK[STALL]]


class TestWhatIf:
    def test_explains_where_past_facts_come_from(self, scene: Scene):
        version = scene.draft(PACK[STALL])

        page = scene.sign_on("li").get(reverse("benchmarks:what_if", args=[version.pk]))

        assert "还没有可以试算的案件" in page.content.decode()

    def test_says_who_would_pay_more(self, scene: Scene):
        version = scene.draft(PACK[STALL])
        by = scene.cast.wang
        actions.publish_benchmarks(by, benchmark_ids=[version.pk], effective_date=by.today)
        facts = {"refused": True, "place": "人行道", "area": 3, "prior": 0}
        actions.determine_sanction(
            scene.cast.sun, matter_code=STALL, facts=facts, occurred_on=by.today
        )
        harder = deepcopy(PACK[STALL])
        harder["tiers"][8]["penalties"][0]["amount"]["value"] = 850
        draft = scene.draft(harder)

        page = scene.sign_on("li").get(reverse("benchmarks:what_if", args=[draft.pk]))

        assert "1 个会罚得更多，0 个会罚得更少，合计多罚 50 元。" in page.content.decode()
