"""What the public sees: found, read, calculated, proved again, and never stale."""

import json
import subprocess
import sys
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import reverse

from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.tests.library import STALL, library, renamed
from sunhall.centers.access.models import Account
from sunhall.kernel import kept

__all__ = ["library"]

CODE = "QD-CG-001"


@pytest.fixture(autouse=True)
def empty_shelf(monkeypatch):
    """Let no page be kept from an earlier test of the same library."""
    monkeypatch.setattr(kept, "_shelf", kept.PageShelf(kept.KEPT_BYTES))


def text_of(response) -> str:
    return response.content.decode()


def calculation(**facts: str) -> str:
    return f"{reverse('hall:calculate', args=[CODE])}?{urlencode(facts)}"


class TestHome:
    def test_shows_departments_laws_and_the_latest(self, client, library):
        page = text_of(client.get(reverse("hall:home")))

        assert "青岛市市容和环境卫生管理条例" in page
        assert reverse("hall:list") + "?organization=QD-CG" in page
        assert Benchmark.objects.get(matter__code="QD-CG-010").name in page

    def test_says_so_while_nothing_is_published(self, client, db):
        page = text_of(client.get(reverse("hall:home")))

        assert "还没有公布的裁量基准" in page


class TestListMatters:
    def test_finds_by_everyday_words(self, client, library):
        page = text_of(client.get(reverse("hall:list"), {"q": "占道经营"}))

        assert reverse("hall:matter", args=[CODE]) in page
        assert reverse("hall:matter", args=["QD-CG-009"]) not in page

    def test_narrows_by_law(self, client, library):
        page = text_of(client.get(reverse("hall:list"), {"law": "青岛市市容和环境卫生管理条例"}))

        assert reverse("hall:matter", args=[CODE]) in page
        assert reverse("hall:matter", args=["QD-CG-009"]) not in page

    def test_marks_every_row_with_where_it_comes_from(self, client, library):
        page = text_of(client.get(reverse("hall:list")))

        assert page.count("法定定额") == 3
        assert page.count("badge-dashed") == 1

    def test_pages_by_key(self, client, library):
        page = text_of(client.get(reverse("hall:list"), {"after": "QD-CG-003"}))

        assert reverse("hall:matter", args=["QD-CG-009"]) in page
        assert reverse("hall:matter", args=["QD-CG-003"]) not in page

    def test_says_what_to_do_when_nothing_is_found(self, client, library):
        page = text_of(client.get(reverse("hall:list"), {"q": "xyzzy"}))

        assert "没有找到相符的处罚事项" in page

    @pytest.mark.parametrize("name", ["q", "organization", "law", "after"])
    def test_turns_down_a_nul_character(self, client, library, name):
        response = client.get(reverse("hall:list"), {name: "占\x00道"})

        assert response.status_code == 400


class TestMatter:
    def test_shows_all_tiers_in_words(self, client, library):
        page = text_of(client.get(reverse("hall:matter", args=[CODE])))

        assert "2平方米以上不足5平方米" in page
        assert "罚款 6,000 元" in page

    def test_says_that_an_example_is_no_law(self, client, library):
        page = text_of(client.get(reverse("hall:matter", args=[CODE])))

        assert "示例数据，不是任何机关的规定" in page

    def test_prints_the_hash_of_the_proof(self, client, library):
        page = text_of(client.get(reverse("hall:matter", args=[CODE])))

        assert Benchmark.objects.get(matter__code=CODE).proof_hash in page

    def test_keeps_the_old_version_readable(self, client, library):
        library.publish(renamed(CODE, "改过的名称"))

        old = text_of(client.get(reverse("hall:matter", args=[CODE, 1])))
        new = text_of(client.get(reverse("hall:matter", args=[CODE])))

        assert "这是旧的一版" in old
        assert "改过的名称" in new

    def test_leaves_the_present_version_in_force_until_the_next_takes_effect(self, client, library):
        library.publish(renamed(CODE, "明天的名称"), in_days=1)

        page = text_of(client.get(reverse("hall:matter", args=[CODE])))

        assert "明天的名称" not in page
        assert "这是旧的一版" not in page

    @pytest.mark.parametrize("code", ["QD-CG-999", "x" * 500])
    def test_is_not_found_for_an_unknown_code(self, client, library, code):
        response = client.get(f"/hall/matters/{code}/")

        assert response.status_code == 404


class TestCalculate:
    def test_gives_the_one_tier_and_its_fine(self, client, library):
        page = text_of(client.get(calculation(**STALL)))

        assert "第 9 档" in page
        assert "罚款 800 元" in page

    def test_gives_a_link_that_names_the_version_and_reproduces_the_result(self, client, library):
        address = f"{reverse('hall:calculate', args=[CODE, 1])}?{urlencode(STALL)}"
        linked = address.replace("&", "&amp;") in text_of(client.get(calculation(**STALL)))
        library.publish(renamed(CODE, "改过的名称"))

        page = text_of(client.get(address))

        assert linked
        assert "第 9 档" in page

    def test_names_what_is_missing_and_keeps_what_was_typed(self, client, library):
        response = client.get(calculation(refused="true", place="人行道", area="abc"))

        page = text_of(response)
        assert response.status_code == 422
        assert 'value="abc"' in page
        assert "请填写前12个月内同类处罚次数" in page

    def test_asks_for_an_amount_only_where_the_tier_multiplies_it(self, client, library):
        address = reverse("hall:calculate", args=["QD-CG-003"])

        before = text_of(client.get(address))
        after = text_of(client.get(address, {"measurable": "true", "spots": "1"}))

        assert 'name="area"' not in before
        assert 'name="area"' in after

    def test_does_not_fine_where_the_gate_is_closed(self, client, library):
        page = text_of(client.get(calculation(refused="false")))

        assert "前提不满足，不予处罚" in page

    def test_needs_no_facts_where_the_law_leaves_no_choice(self, client, library):
        page = text_of(client.get(reverse("hall:calculate", args=["QD-CG-010"])))

        assert "第 1 档" in page

    @pytest.mark.parametrize("area", ["NaN", "1e400", "9" * 5000, "-1", "三"])
    def test_explains_any_odd_number(self, client, library, area):
        response = client.get(calculation(**{**STALL, "area": area}))

        assert response.status_code == 422
        assert "占用面积" in text_of(response)


class TestProof:
    def test_proves_again_and_finds_the_published_hashes(self, client, library):
        page = text_of(client.get(reverse("hall:proof", args=[CODE]), {"recheck": "1"}))

        assert "证明成立" in page
        assert page.count("一致</") >= 2

    def test_names_the_checks_with_their_counts(self, client, library):
        page = text_of(client.get(reverse("hall:proof", args=[CODE])))

        assert "两两比较 325 对" in page


class TestDocument:
    def test_satisfies_the_downloaded_checker(self, client, library, tmp_path):
        checker, table = tmp_path / "checker.py", tmp_path / "table.json"
        checker.write_bytes(client.get(reverse("hall:checker")).content)
        table.write_bytes(client.get(reverse("hall:document", args=[CODE])).content)

        checked = subprocess.run(
            [sys.executable, "-I", str(checker), str(table)], capture_output=True, text=True
        )

        assert checked.returncode == 0, checked.stdout + checked.stderr

    def test_is_refused_by_the_checker_once_a_single_fine_is_changed(
        self, client, library, tmp_path
    ):
        checker, table = tmp_path / "checker.py", tmp_path / "table.json"
        body = json.loads(client.get(reverse("hall:document", args=[CODE])).content)
        body["document"]["tiers"][0]["penalties"][0]["amount"]["value"] = 501
        checker.write_bytes(client.get(reverse("hall:checker")).content)
        table.write_text(json.dumps(body), encoding="utf-8")

        checked = subprocess.run(
            [sys.executable, "-I", str(checker), str(table)], capture_output=True, text=True
        )

        assert checked.returncode == 1


class TestDownload:
    @pytest.mark.parametrize("format", ["yaml", "xlsx", "dmn"])
    def test_hands_out_every_format(self, client, library, format):
        response = client.get(reverse("hall:download", args=[CODE, format]))

        assert response.status_code == 200
        assert f"{CODE}-v1.{format}" in response["Content-Disposition"]

    def test_is_not_found_for_another_format(self, client, library):
        response = client.get(reverse("hall:download", args=[CODE, "pdf"]))

        assert response.status_code == 404


PAGES = [
    reverse("hall:home"),
    reverse("hall:list"),
    reverse("hall:list") + "?q=" + "占道经营",
    reverse("hall:matter", args=[CODE]),
    calculation(**STALL),
    reverse("hall:proof", args=[CODE]) + "?recheck=1",
    reverse("hall:document", args=[CODE]),
]


class TestKeptPages:
    @pytest.mark.parametrize("address", PAGES)
    def test_cost_one_query_once_kept(
        self, client, library, address, django_assert_max_num_queries
    ):
        first = client.get(address)

        with django_assert_max_num_queries(1):
            second = client.get(address)

        assert second.content == first.content

    @pytest.mark.parametrize("address", PAGES)
    def test_cost_few_queries_before(self, client, library, address, django_assert_max_num_queries):
        with django_assert_max_num_queries(6):
            response = client.get(address)

        assert response.status_code == 200

    def test_list_costs_the_same_for_more_rows(self, client, library, django_assert_num_queries):
        library.publish(renamed(CODE, "还没有人看过的名称"))

        with django_assert_num_queries(4):
            client.get(reverse("hall:list"))
        more = [{**renamed("QD-CG-010", f"事项{i}"), "code": f"QD-CG-1{i:02}"} for i in range(15)]
        library.register(*more)
        library.publish(*more)

        with django_assert_num_queries(4):
            page = text_of(client.get(reverse("hall:list")))

        assert page.count('<th scope="row">') == 19

    @pytest.mark.parametrize("address", PAGES[:4])
    def test_are_never_stale_after_a_publication(self, client, library, address):
        client.get(address)
        library.publish(renamed(CODE, "擅自占道经营的新名称"))

        page = text_of(client.get(address))

        assert "擅自占道经营的新名称" in page

    def test_answer_304_to_who_has_the_page_until_it_changes(self, client, library):
        address = reverse("hall:matter", args=[CODE])
        tag = client.get(address)["ETag"]

        same = client.get(address, headers={"if-none-match": tag})
        library.publish(renamed(CODE, "改过的名称"))
        changed = client.get(address, headers={"if-none-match": tag})

        assert (same.status_code, same.content) == (304, b"")
        assert changed.status_code == 200

    def test_may_be_kept_by_others_only_to_ask_again(self, client, library):
        response = client.get(reverse("hall:matter", args=[CODE]))

        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert {"Cookie", "Accept-Language"} <= set(response["Vary"].split(", "))

    def test_are_kept_by_language(self, client, library):
        address = reverse("hall:matter", args=[CODE])
        client.get(address)

        page = text_of(client.get(address, headers={"accept-language": "en"}))

        assert '<html lang="en">' in page

    def test_set_no_cookie(self, client, library):
        response = client.get(reverse("hall:matter", args=[CODE]))

        assert not response.cookies

    def test_never_show_one_persons_shell_to_another(self, client, library):
        address = reverse("hall:matter", args=[CODE])
        anonymous = client.get(address)
        client.force_login(Account.objects.get(login="li"))

        own = client.get(address)
        client.logout()
        again = client.get(address)

        assert library.cast.li.name in text_of(own).split("<main")[0]
        assert own["Cache-Control"].startswith("private")
        assert again.content == anonymous.content
        assert settings.SESSION_COOKIE_NAME not in anonymous.cookies

    def test_come_compressed_to_who_can_read_it(self, client, library):
        address = reverse("hall:matter", args=[CODE])
        plain = client.get(address)

        zipped = client.get(address, headers={"accept-encoding": "gzip"})

        assert zipped["Content-Encoding"] == "gzip"
        assert len(zipped.content) < len(plain.content) / 3
