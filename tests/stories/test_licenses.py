"""The story of a license: used for a purpose, seen by its holder, shown in part, checked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]

ZHANG = "370202195803120031"
HOME = "太平路"


def test_a_holder_sees_each_use_and_shows_no_more_than_is_needed(
    page: Page, city: str, sign_in: Callable[[str], None], complaints: list[str]
):
    sign_in("jiang")
    page.goto(f"{city}/licenses/lookup/")
    page.get_by_label("公民身份号码或者统一社会信用代码").fill(ZHANG)
    page.get_by_role("button", name="调用").click()
    expect(page.get_by_role("heading", name="居民身份证")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(HOME)

    sign_in("zhang")
    page.goto(f"{city}/my-licenses/")
    expect(page.get_by_role("row").filter(has_text="姜窗口").first).to_contain_text("窗口收件核验")
    page.get_by_role("link", name="居民身份证").click()
    page.get_by_label("性别").check()
    page.get_by_role("button", name="生成链接和二维码").click()
    link = page.get_by_label("出示链接").input_value()
    number = page.locator("main dd").first.inner_text()
    code = page.locator("main dd").last.inner_text()

    page.context.clear_cookies()
    page.goto(link)
    expect(page.locator("main")).to_contain_text("张某某")
    expect(page.locator("main")).to_contain_text("男")
    expect(page.locator("main")).not_to_contain_text(HOME)

    page.goto(f"{city}/license-check/")
    page.get_by_label("证照编号或者电子证照标识").fill(number)
    page.get_by_label("核验码").fill(code)
    page.get_by_role("button", name="核验").click()
    expect(page.get_by_role("heading", name="真实，现在有效")).to_be_visible()
    assert complaints == []
