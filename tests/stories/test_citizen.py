"""A citizen finds 占道经营, calculates, shares the link, and re-checks the proof."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]

MATTER = "擅自占用道路或者其他公共场地从事经营活动"


def calculate(page: Page, city: str) -> None:
    """Walk from the front door to a result."""
    page.goto(city)
    page.locator("main, .hero").get_by_role("searchbox").first.fill("占道经营")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=MATTER).first.click()
    page.get_by_role("link", name="算一算").first.click()
    page.get_by_label("人行道", exact=True).check()
    page.get_by_label("占用面积").fill("3")
    page.get_by_label("前12个月内同类处罚次数").fill("0")
    page.get_by_role("group", name="经责令改正后拒不改正").get_by_label("是", exact=True).check()
    page.get_by_role("button", name="得出结果").click()


def test_finds_the_stall_and_gets_the_one_result(page: Page, city: str, complaints: list[str]):
    calculate(page, city)

    expect(page.locator(".result")).to_contain_text("800 元")
    expect(page.locator(".result")).to_contain_text("第 9 档")
    expect(page.locator(".result")).to_contain_text("第二十四条第一款")
    assert complaints == []


def test_needs_no_javascript(browser: Browser, city: str):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()

    calculate(page, city)

    expect(page.locator(".result")).to_contain_text("800 元")
    context.close()


def test_shares_a_link_that_shows_another_visitor_the_same(page: Page, city: str, browser: Browser):
    calculate(page, city)
    link = page.locator(".result input[readonly]").input_value()

    stranger = browser.new_context(locale="zh-CN").new_page()
    stranger.goto(link)

    assert link.startswith(city)
    expect(stranger.locator(".result")).to_contain_text("800 元")


def test_a_program_gets_the_same_result(page: Page, city: str):
    facts = {"place": "人行道", "area": 3, "prior": 0, "refused": True}

    answer = page.request.post(
        f"{city}/api/v1/penalties/matters/QD-CG-001/decisions", data={"facts": facts}
    )

    assert answer.ok, answer.text()
    assert (answer.json()["tier"], answer.json()["fine_yuan"]) == (9, 800)


def test_keeps_what_was_typed_and_says_what_is_wrong(page: Page, city: str):
    page.goto(f"{city}/hall/matters/QD-CG-001/calculate/?place=人行道&area=-3&prior=0&refused=true")

    expect(page.get_by_label("占用面积")).to_have_value("-3")
    expect(page.locator("main")).to_contain_text("占用面积须大于")


def test_rechecks_the_proof_on_the_page_and_offline(page: Page, city: str, tmp_path: Path):
    page.goto(f"{city}/hall/matters/QD-CG-001/proof/")
    page.get_by_role("main").get_by_text("重新验证").first.click()
    page.wait_for_load_state()
    expect(page.get_by_role("main")).to_contain_text("一致")
    document, checker = tmp_path / "QD-CG-001.json", tmp_path / "checker.py"
    document.write_bytes(page.request.get(f"{city}/hall/matters/QD-CG-001/document").body())
    checker.write_bytes(page.request.get(f"{city}/hall/checker").body())

    sound = subprocess.run([sys.executable, str(checker), str(document)], capture_output=True)
    forged = json.loads(document.read_text("utf-8"))
    forged["document"]["tiers"][8]["penalties"][0]["amount"]["value"] = 801
    document.write_text(json.dumps(forged, ensure_ascii=False), "utf-8")
    caught = subprocess.run([sys.executable, str(checker), str(document)], capture_output=True)

    assert sound.returncode == 0, sound.stdout.decode()
    assert caught.returncode == 1, caught.stdout.decode()


def test_reads_it_in_english(page: Page, city: str):
    page.goto(f"{city}/language/en?next=/hall/")

    expect(page.get_by_role("heading", level=1)).not_to_contain_text("执法大厅")
    expect(page.locator("html")).to_have_attribute("lang", "en")
