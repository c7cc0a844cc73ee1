"""An officer takes a case from the clue to the archive; on a phone, a penalty on the spot."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.stories.desk import Desk

DECISION = "行政处罚决定书"
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]


@pytest.fixture
def phone(browser: Browser, city: str) -> Iterator[Page]:
    """Return a phone whose browser runs no script."""
    context = browser.new_context(
        java_script_enabled=False,
        locale="zh-CN",
        viewport={"width": 390, "height": 844},
        base_url=city,
    )
    yield context.new_page()
    context.close()


def inform(desk: Desk) -> None:
    """Tell the party what is proposed, and hear it."""
    desk.inform()
    desk.page.goto(f"{desk.case}record-statement/")
    desk.page.get_by_label("陈述申辩内容").fill("我是第一次，请求从轻。")
    desk.press("登记陈述申辩")
    desk.expect_next("复核陈述申辩")
    desk.go_on()
    desk.page.get_by_label("不予采纳").check()
    desk.page.get_by_label("复核意见").fill("基准已经考虑了次数。")
    desk.press("复核陈述申辩")


def test_an_officer_takes_a_case_from_the_clue_to_the_archive(desk: Desk, complaints: list[str]):
    desk.begin()
    desk.file()
    desk.record_facts()
    inform(desk)
    desk.expect_next("报请处罚决定")

    desk.decide()
    desk.seal(DECISION)
    desk.serve()
    desk.expect_next("登记缴款")
    desk.go_on()
    assert desk.page.locator("[name*=amount], [name*=yuan]").count() == 0
    desk.page.get_by_label("票据号码").fill("鲁财 20260001")
    desk.press("登记缴款")
    desk.sign_in("wang")
    desk.go_on()
    desk.press("公示决定")
    desk.sign_in("sun")
    desk.go_on()
    desk.page.get_by_label("办理情况").fill("罚款已经缴清。")
    desk.press("报请结案")
    desk.grant()
    desk.go_on()
    desk.press("归档")

    desk.page.goto(f"{desk.case}?tab=documents")
    for title in ("行政处罚事先告知书", "行政处罚决定书", "送达回证", "结案报告", "卷宗目录"):
        expect(desk.main).to_contain_text(title)
    expect(desk.page.locator(".case-line .is-done").last).to_contain_text("已归档")
    a_stranger_verifies_the_seal(desk)
    assert [text for text in complaints if "status of 4" not in text] == []


def a_stranger_verifies_the_seal(desk: Desk) -> None:
    """Check the sealed decision without an account; one changed byte is found."""
    row = desk.page.get_by_role("row").filter(has_text=DECISION).first
    expect(row).to_contain_text("已用印")
    address = row.get_by_role("link", name="PDF").get_attribute("href")
    decision = desk.page.request.get(f"{desk.city}{address}").body()
    desk.page.context.clear_cookies()
    for content, said in (
        (decision, "市城市管理局（综合行政执法局）：行政处罚专用章"),
        (altered(decision), "无效：文件被改动过"),
    ):
        desk.page.goto(f"{desk.city}/authority/verify/")
        file = {"name": "决定书.pdf", "mimeType": "application/pdf", "buffer": content}
        desk.page.get_by_label("PDF").set_input_files(file)
        desk.press("验证")
        expect(desk.main).to_contain_text(said)
        expect(desk.main.get_by_text("有效", exact=True)).to_have_count(int(content == decision))


def altered(document: bytes) -> bytes:
    """Return a document with one byte of its second line, a comment, changed."""
    place = document.index(b"%", 1) + 2
    return document[:place] + bytes([document[place] ^ 1]) + document[place + 1 :]


def test_a_case_is_accessible_on_a_desk_and_on_a_phone(
    desk: Desk, overflow: Callable[[Page], int], axe: Callable[[Page], list[str]]
):
    desk.begin()
    desk.file()
    desk.record_facts()
    places = [
        "",
        "?tab=facts",
        "?tab=documents",
        "?tab=approvals",
        "add-evidence/",
        "record-facts/",
        "finish-investigation/",
        "../",
        "../register/",
        "../on-the-spot/",
        "../on-the-spot/QD-CG-001/",
    ]
    wrong = []

    for place in places:
        desk.page.goto(f"{desk.case}{place}")
        for width in (1280, 390):
            desk.page.set_viewport_size({"width": width, "height": 900})
            if (wider := overflow(desk.page)) > 0:
                wrong.append(f"{place} at {width}: {wider} px too wide")
            wrong += axe(desk.page)

    assert wrong == []


def test_two_officers_penalize_on_the_spot_with_a_phone(phone: Page, city: str, photo: Path):
    phone.goto("/account/sign-in/")
    phone.locator('form[action$="/demo/sun/"] button').click()
    phone.goto("/cases/on-the-spot/?q=随地吐痰")
    phone.get_by_role("main").get_by_role("link", name="随地吐痰").first.click()
    phone.get_by_label("前12个月内同类处罚次数").fill("0")
    phone.get_by_role("button", name="看看结果").click()
    expect(phone.locator("#outcome")).to_contain_text("罚款 50 元")

    phone.get_by_label("现场照片").set_input_files(photo)
    phone.get_by_label("违法地点").fill("栈桥")
    phone.get_by_label("当事人姓名").fill("王小明")
    phone.get_by_role("button", name="当场作出处罚决定").click()
    main = phone.get_by_role("main")
    expect(main).to_contain_text("罚款 50 元")
    expect(main).to_contain_text("当罚〔")
    expect(phone.locator(".case-qr svg")).to_have_count(1)

    phone.get_by_role("link", name="打开查验页").click()
    expect(main).to_contain_text("这份决定是真的，现在有效")
    expect(main).not_to_contain_text("王小明")
