"""An officer takes a case from the clue to the archive; on a phone, a penalty on the spot."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import AXE, RULES, RUN

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]

SignIn = Callable[[str], None]
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0f01f0005000201ad0b2b740000000049454e44ae426082"
)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a photo."""
    path = tmp_path / "stall.png"
    path.write_bytes(PHOTO)
    return path


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


class Desk:
    """An officer's browser at one case."""

    def __init__(self, page: Page, sign_in: SignIn) -> None:
        self.page = page
        self.sign_in = sign_in
        self.case = ""

    @property
    def main(self) -> Locator:
        """Return what the page is about."""
        return self.page.get_by_role("main")

    def press(self, name: str) -> None:
        """Press a button of the page."""
        self.main.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def go_on(self) -> None:
        """Take what the case says comes next."""
        self.page.goto(self.case)
        self.page.locator(".case-next .button-sun").first.click()
        self.page.wait_for_load_state()

    def expect_next(self, step: str) -> None:
        """Expect the case to say what comes next."""
        self.page.goto(self.case)
        expect(self.page.locator("#next-title")).to_have_text(re.compile(step))

    def grant(self) -> None:
        """Let the head approve what was asked for."""
        self.sign_in("he")
        self.go_on()
        self.press("批准")
        self.sign_in("sun")

    def serve(self) -> None:
        """Hand over the document that comes next."""
        self.go_on()
        self.page.get_by_label("直接送达").check()
        self.page.get_by_label("签收人").fill("李海生")
        self.press("登记送达")


@pytest.fixture
def desk(page: Page, sign_in: SignIn, city: str, photo: Path) -> Desk:
    """Return officer Sun's desk with a fresh clue: a stall on the carriageway."""
    desk = Desk(page, sign_in)
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in("sun")
    page.goto(f"{city}/cases/register/")
    page.get_by_label("现场照片").set_input_files(photo)
    page.get_by_label("案由").fill("在机动车道上摆摊卖水果")
    page.get_by_label("违法地点").fill("香港中路 10 号前")
    page.get_by_label("处罚事项").select_option("QD-CG-001")
    page.get_by_label("当事人姓名").fill("李海生")
    page.get_by_label("证件号码").fill("G12345678")
    page.get_by_label("地址").fill("江西路 1 号")
    desk.press("登记线索")
    desk.case = page.url
    return desk


def file_and_record(desk: Desk) -> None:
    """File the clue and record the facts of the stall."""
    desk.go_on()
    for officer in desk.page.locator("[name=officer_ids]").all():
        officer.check()
    desk.page.get_by_label("立案理由").fill("占用机动车道摆摊，责令改正后拒不改正。")
    desk.press("报请立案")
    desk.grant()
    desk.go_on()
    desk.page.locator("[name=refused][value=true]").check()
    desk.page.locator("[name=place][value=机动车道]").check()
    desk.page.locator("[name=area]").fill("3")
    desk.page.locator("[name=prior]").fill("0")
    desk.page.locator("[name=prior]").blur()
    expect(desk.page.locator("#outcome")).to_contain_text("罚款 1,200 元")
    desk.press("认定并记入日志")


def inform(desk: Desk) -> None:
    """Finish the investigation, tell the party, and hear it."""
    desk.go_on()
    desk.page.get_by_label("处理意见").fill("建议依照裁量基准给予行政处罚。")
    desk.press("调查终结")
    desk.go_on()
    desk.press("提出处罚意见")
    desk.go_on()
    expect(desk.main).to_contain_text("罚款 1,200 元")
    desk.press("制作事先告知书")
    desk.serve()
    desk.page.goto(f"{desk.case}record-statement/")
    desk.page.get_by_label("陈述申辩内容").fill("我是第一次，请求从轻。")
    desk.press("登记陈述申辩")
    desk.expect_next("复核陈述申辩")
    desk.go_on()
    desk.page.get_by_label("不予采纳").check()
    desk.page.get_by_label("复核意见").fill("基准已经考虑了次数。")
    desk.press("复核陈述申辩")


def test_an_officer_takes_a_case_from_the_clue_to_the_archive(desk: Desk, complaints: list[str]):
    file_and_record(desk)
    inform(desk)
    desk.expect_next("报请处罚决定")

    desk.go_on()
    desk.press("报请处罚决定")
    desk.expect_next("审批")
    desk.grant()
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
    assert [text for text in complaints if "status of 4" not in text] == []


def test_a_case_is_accessible_on_a_desk_and_on_a_phone(desk: Desk, overflow: Callable[[Page], int]):
    file_and_record(desk)
    axe = AXE.read_text(encoding="utf-8")
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
        for width in (1280, 390):
            desk.page.set_viewport_size({"width": width, "height": 900})
            desk.page.goto(f"{desk.case}{place}")
            if (wider := overflow(desk.page)) > 0:
                wrong.append(f"{place} at {width}: {wider} px too wide")
            desk.page.evaluate(axe)
            found = desk.page.evaluate(RUN, RULES)["violations"]
            wrong += [f"{place} at {width}: {v['id']} {v['nodes'][0]['html']}" for v in found]

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
