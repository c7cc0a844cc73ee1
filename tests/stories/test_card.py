"""A citizen card from the counter to the citizen's phone, a department's desk, and its end."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sunhall.business.citizencards.rules.batch_files import with_sum

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]

LIN_ID, LIN = "37020319881107002X", "林晓燕"


def result_for(batch: str) -> str:
    """Return what the producer answers to a batch: everything is made."""
    head, *lines, _tail = batch.splitlines()
    answered = [head.replace("BATCH", "RESULT")]
    for line in lines:
        _mark, place, number, *_rest = line.split(",")
        answered.append(with_sum(f"L,{place},{number},OK,"))
    body = "".join(f"{line}\n" for line in answered)
    return f"{body}T,{len(lines)},{hashlib.sha256(body.encode()).hexdigest()}\n"


def verify(page: Page, city: str, shown: str) -> None:
    """Ask about a card at a department's desk."""
    page.goto(f"{city}/cards/verify/")
    page.get_by_label("卡号或者二维码").fill(shown)
    page.get_by_role("main").get_by_role("button", name="核验").click()
    page.wait_for_load_state()


def test_a_card_is_applied_for_made_used_lost_and_replaced(
    page: Page, city: str, sign_in: Callable[[str], None], tmp_path: Path
):
    page.on("dialog", lambda dialog: dialog.accept())
    main = page.get_by_role("main")

    sign_in("jiang")
    page.goto(f"{city}/cards/apply/")
    page.get_by_label("公民身份号码").fill(LIN_ID)
    page.get_by_label("姓名").fill("林小燕")
    main.get_by_role("button", name="申领").click()
    expect(main).to_contain_text("姓名与该号码已登记的姓名不一致")
    expect(page.get_by_label("公民身份号码")).to_have_value(LIN_ID)
    page.get_by_label("姓名").fill(LIN)
    main.get_by_role("button", name="申领").click()
    number = page.get_by_role("heading", level=1).inner_text()
    assert re.fullmatch(r"3702\d{9}[0-9A-Z]", number)

    sign_in("pan")
    page.goto(f"{city}/cards/batches/")
    main.get_by_role("button", name="组成一批送制").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载制卡文件").click()
    batch = download.value.path().read_text("utf-8")
    assert number in batch
    result = tmp_path / "result.csv"
    result.write_text(result_for(batch).replace(",OK,", ",KO,", 1), "utf-8")
    main.locator("input[type=file]").set_input_files(result)
    main.get_by_role("button", name="核对并入库").click()
    expect(main).to_contain_text("本行校验和不符")
    result.write_text(result_for(batch), "utf-8")
    main.locator("input[type=file]").set_input_files(result)
    main.get_by_role("button", name="核对并入库").click()
    main.get_by_role("button", name="确认送达窗口").click()
    expect(main).to_contain_text("已送达窗口")

    sign_in("lin")
    page.goto(f"{city}/my-card/")
    page.get_by_label("卡号").fill(number)
    main.get_by_role("button", name="激活").click()
    expect(main).to_contain_text("使用中")
    page.get_by_role("link", name="出示二维码").click()
    expect(page.locator("svg.qr")).to_be_visible()
    token = page.locator(".card-token").text_content() or ""

    sign_in("lu")
    verify(page, city, token)
    expect(page.locator(".result")).to_contain_text("有效")
    verify(page, city, token)
    expect(main).to_contain_text("二维码已经用过")

    sign_in("lin")
    page.goto(f"{city}/my-card/looks/")
    expect(main).to_contain_text("市卫生健康委员会")
    page.goto(f"{city}/my-card/")
    main.get_by_label("书面挂失").check()
    main.get_by_role("button", name="立即挂失").click()
    expect(main).to_contain_text("卡已挂失")

    sign_in("lu")
    verify(page, city, number)
    expect(page.locator(".result")).to_contain_text("无效")

    sign_in("jiang")
    page.goto(f"{city}/cards/{number}/")
    main.get_by_text("补换", exact=True).first.click()
    form = main.locator("form[action$='/replace/']")
    form.get_by_label("公民身份号码").fill(LIN_ID)
    form.get_by_role("button", name="补换").click()
    expect(main).to_contain_text("待制卡")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(number)


def test_a_citizen_shows_a_code_without_javascript(browser: Browser, city: str):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{city}/account/sign-in/")
    page.locator('form[action$="/demo/zhang/"] button').click()
    page.goto(f"{city}/my-card/code/")
    first = page.locator(".card-token").text_content()

    page.get_by_role("link", name="换一个新码").click()

    assert page.locator(".card-token").text_content() != first
    context.close()
