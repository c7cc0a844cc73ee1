"""Mr. Zhang answers four questions and stands before the right guide; its department keeps it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]

ANSWERS = ("我是外地人", "我想落户青岛", "外地亲属落户青岛", "投靠子女")


def answer_all(page: Page, city: str) -> None:
    """Begin at the front page of the guides, and answer each question in the article's words."""
    page.goto(f"{city}/guides/")
    page.get_by_role("link", name="我是个人").click()
    for answer in ANSWERS:
        page.get_by_role("main").get_by_role("link", name=answer, exact=True).click()
        page.wait_for_load_state()


def test_mr_zhang_answers_four_questions_and_stands_before_the_right_guide(page: Page, city: str):
    answer_all(page, city)

    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_contain_text("投靠子女落户青岛")
    for words in ("当场办结", "20 个工作日", "3 个自然日", "7 个自然日"):
        expect(main).to_contain_text(words)
    for form in ("《办理户口责任书》", "《不批准通知书》", "《补充材料通知书》"):
        expect(main).to_contain_text(form)
    expect(main).to_contain_text("青岛市公安局户政处")
    expect(main).to_contain_text("落户地派出所")


def test_the_navigation_works_without_scripts_on_a_phone(browser: Browser, city: str):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 800}, locale="zh-CN"
    )
    page = context.new_page()

    answer_all(page, city)

    expect(page).to_have_url(f"{city}/guides/QD-HJ-001/")
    context.close()


def test_shared_answers_open_where_they_were_given(page: Page, city: str):
    page.goto(f"{city}/navigate/citizens/outsider.settle.relatives/")

    main = page.get_by_role("main")
    for answer in ANSWERS[:3]:
        expect(main).to_contain_text(answer)
    expect(main.get_by_role("link", name=ANSWERS[3], exact=True)).to_be_visible()


def test_a_department_drafts_and_a_second_person_publishes(
    page: Page, city: str, sign_in: Callable[[str], None]
):
    main = page.get_by_role("main")
    sign_in("hu")
    page.goto(f"{city}/directory/items/?q=QD-HJ-001")
    main.get_by_role("link", name="投靠子女落户青岛").click()
    main.get_by_role("button", name="起草新版本").click()
    page.get_by_label("一句话说明").fill("父母来青岛和子女一起生活，户口迁到子女家里。")
    main.get_by_role("button", name=re.compile("再加一行.*常见问题")).click()
    expect(page.get_by_label("一句话说明")).to_have_value(
        "父母来青岛和子女一起生活，户口迁到子女家里。"
    )
    page.get_by_label("承诺时限", exact=False).first.fill("21")
    main.get_by_role("button", name="保存草稿").last.click()
    expect(main).to_contain_text("承诺时限比法定时限长")
    main.get_by_role("link", name="修改草稿").click()
    page.get_by_label("承诺时限", exact=False).first.fill("18")
    main.get_by_role("button", name="保存草稿").last.click()
    expect(main).to_contain_text("一句话说明")
    draft = page.url

    sign_in("ding")
    page.goto(draft)
    page.get_by_label("自哪一天起施行").fill(f"{datetime.now(UTC).date() + timedelta(days=2)}")
    main.get_by_role("button", name="审定并公布").click()
    expect(page.get_by_text("已审定公布，区市领用的同日跟上")).to_be_visible()
