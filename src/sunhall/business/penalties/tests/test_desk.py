"""The desk: facts in, one sanction out, and nowhere an amount to enter."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from sunhall.business.penalties import actions
from sunhall.business.penalties.models import Determination
from sunhall.business.penalties.tests.library import PACK
from sunhall.business.penalties.tests.scene import BURNING, STALL, Scene, scene

__all__ = ["scene"]

TODAY = timezone.localdate
DESK = reverse("benchmarks:desk")
FACTS = {"refused": "true", "place": "人行道", "area": "3", "prior": "0"}


@pytest.fixture
def desk(scene: Scene) -> Scene:
    """Return the department with the stall table in effect."""
    version = scene.draft(PACK[STALL])
    by = scene.cast.wang
    actions.publish_benchmarks(by, benchmark_ids=[version.pk], effective_date=by.today)
    return scene


def address(code: str = STALL) -> str:
    """Return where a matter is determined."""
    return reverse("benchmarks:determine", args=[code])


def filled(**changes: Any) -> dict[str, Any]:
    """Return what an officer enters."""
    return {**FACTS, "occurred_on": TODAY().isoformat(), "do": "preview"} | changes


class TestChoose:
    def test_finds_by_everyday_words(self, desk: Scene):
        page = desk.sign_on("sun").get(DESK, {"q": "摆摊"}).content.decode()

        assert address() in page

    def test_offers_only_what_is_in_effect(self, desk: Scene):
        desk.draft(PACK[BURNING])

        page = desk.sign_on("sun").get(DESK).content.decode()

        assert address(BURNING) not in page

    def test_is_forbidden_to_the_drafting_officer(self, desk: Scene):
        assert desk.sign_on("li").get(DESK).status_code == 403


class TestDetermine:
    def test_has_no_field_for_an_amount(self, desk: Scene):
        page = desk.sign_on("sun").get(address()).content.decode()
        form = page[page.index('<form class="split') :]

        names = set(re.findall(r'name="([^"]+)"', form[: form.index("</form>")]))

        assert names == {"csrfmiddlewaretoken", "occurred_on", "do", *FACTS}

    def test_shows_what_follows_before_anything_is_recorded(self, desk: Scene):
        page = desk.sign_on("sun").post(address(), filled())

        assert page.context["decision"].tier == 9
        assert not Determination.objects.exists()

    def test_records_what_the_officer_confirms(self, desk: Scene):
        client = desk.sign_on("sun")
        seen = client.post(address(), filled()).context["seen"]

        answer = client.post(address(), filled(do="determine", seen=seen))

        made = Determination.objects.get()
        assert answer.url == reverse("benchmarks:determination", args=[made.pk])
        assert (made.tier, made.fine_yuan) == (9, 800)

    def test_shows_again_what_follows_where_facts_were_changed_after_the_look(self, desk: Scene):
        client = desk.sign_on("sun")
        seen = client.post(address(), filled()).context["seen"]

        page = client.post(address(), filled(do="determine", seen=seen, area="50"))

        assert page.context["decision"].tier == 11
        assert not Determination.objects.exists()

    def test_names_every_missing_fact(self, desk: Scene):
        page = desk.sign_on("sun").post(address(), filled(area="", prior="x"))

        assert page.status_code == 422
        assert set(page.context["form"].errors) == {"area", "prior"}

    def test_asks_for_a_day_that_has_come(self, desk: Scene):
        tomorrow = TODAY() + timedelta(days=1)

        page = desk.sign_on("sun").post(address(), filled(occurred_on=tomorrow.isoformat()))

        assert page.status_code == 422
        assert "还没有到" in page.content.decode()

    def test_says_where_nothing_was_in_effect_on_that_day(self, desk: Scene):
        page = desk.sign_on("sun").post(address(), filled(occurred_on="2019-01-01"))

        assert page.status_code == 422
        assert "2019-01-01" in page.content.decode()
        assert page.context["form"]["area"].value() == "3"

    def test_is_refused_for_a_matter_without_a_benchmark(self, desk: Scene):
        assert desk.sign_on("sun").get(address(BURNING)).status_code == 409

    @pytest.mark.parametrize("facts", [{"area": "9" * 400}, {"place": "海上"}, {"prior": "1.5"}])
    def test_survives_odd_facts(self, desk: Scene, facts: dict[str, str]):
        answer = desk.sign_on("sun").post(address(), filled(**facts))

        assert answer.status_code == 422


class TestDetermination:
    def test_leads_to_the_public_calculation_of_the_same_facts(self, desk: Scene):
        client = desk.sign_on("sun")
        seen = client.post(address(), filled()).context["seen"]
        made = client.post(address(), filled(do="determine", seen=seen))

        page = client.get(made.url)
        public = client.get(page.context["link"])

        assert public.context["decision"].tier == page.context["made"].tier == 9

    def test_is_not_there_for_another_department(self, desk: Scene):
        by = desk.cast.sun
        made, _ = actions.determine_sanction(
            by, matter_code=STALL, facts=FACTS, occurred_on=by.today
        )
        client = desk.sign_on("zhao")

        answer = client.get(reverse("benchmarks:determination", args=[made.pk]))

        assert answer.status_code in (403, 404)
