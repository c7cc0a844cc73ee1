"""A legal officer imports a faulty file, repairs it, and another officer publishes it."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sunhall.business.penalties.demo import law_pack
from sunhall.kernel.decision.formats import dump

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]

CODE, SOUND = "QD-CG-004", "QD-CG-010"
SignIn = Callable[[str], None]


@pytest.fixture
def faulty_file(tmp_path: Path) -> Path:
    """Return a file of two items: one lacks the tier of exactly one earlier penalty."""
    items = {document["code"]: deepcopy(document) for document in law_pack()}
    faulty = items[CODE]
    faulty["tiers"] = [tier for tier in faulty["tiers"] if tier["seq"] != 2]
    faulty["tiers"][-1]["seq"] = faulty["tier_count"] = 2
    path = tmp_path / "城管基准.yaml"
    path.write_bytes(dump([faulty, items[SOUND]], path.name))
    return path


def test_a_faulty_file_is_explained_repaired_and_published(
    page: Page, city: str, sign_in: SignIn, faulty_file: Path, complaints: list[str]
):
    sign_in("li")
    page.goto(f"{city}/benchmarks/import/")
    page.get_by_label("基准文件").set_input_files(faulty_file)
    page.get_by_role("button", name="上传并校验").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("恰为1次时没有对应的阶次")
    expect(main).to_contain_text("行")

    page.get_by_label("存为草稿").check()
    page.get_by_role("button", name="导入").click()
    page.get_by_role("link", name="随地吐痰").first.click()
    expect(main).to_contain_text("没有对应的阶次")
    expect(page.get_by_role("button", name="公布")).to_have_count(0)

    page.get_by_role("link", name="编辑").or_(page.get_by_role("link", name="修复")).first.click()
    page.get_by_role("button", name="补上这一档").click()
    expect(main).to_contain_text("校验通过")
    page.locator('[name="tiers-1-fine-value"]').fill("500")
    expect(main).to_contain_text("法定")
    expect(main).not_to_contain_text("校验通过")
    page.locator('[name="tiers-1-fine-value"]').fill("100")
    expect(main).to_contain_text("校验通过")
    page.get_by_role("button", name="保存").first.click()
    page.wait_for_load_state()

    sign_in("wang")
    page.goto(f"{city}/benchmarks/?q={CODE}")
    page.get_by_role("link", name="随地吐痰").first.click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="公布", exact=True).click()
    expect(main).to_contain_text("已公布 1 项")

    page.context.clear_cookies()
    page.goto(f"{city}/hall/matters/{CODE}/calculate/?prior=1")
    expect(page.locator(".result")).to_contain_text("100 元")
    expect(page.locator(".result")).to_contain_text("第 2 版")
    assert complaints == []


def test_the_drafter_may_not_publish(page: Page, city: str, sign_in: SignIn):
    sign_in("li")
    page.goto(f"{city}/benchmarks/?status=checked")
    page.get_by_role("link", name="擅自占用道路").first.click()

    expect(page.get_by_role("button", name="公布")).to_have_count(0)


def test_the_officer_at_the_desk_gets_what_the_citizen_gets(page: Page, city: str, sign_in: SignIn):
    sign_in("sun")
    page.goto(f"{city}/benchmarks/desk/QD-CG-001/")
    page.get_by_label("人行道", exact=True).check()
    page.get_by_label("占用面积").fill("3")
    page.get_by_label("前12个月内同类处罚次数").fill("0")
    page.get_by_role("group", name="经责令改正后拒不改正").get_by_label("是", exact=True).check()
    page.get_by_role("button", name="看看结果").click()
    page.get_by_role("button", name="认定").click()

    expect(page.get_by_role("main")).to_contain_text("800 元")
    expect(page.get_by_role("main")).to_contain_text("第 9 档")
    assert page.locator('input[name*="amount"], input[name*="fine"]').count() == 0
