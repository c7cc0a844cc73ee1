"""The story of the article: the stall on the carriageway, and who watches over it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from sunhall.business.penalties.tests.pdf import text_of
from tests.conftest import Findings
from tests.stories.desk import FINE, Desk, SignIn
from tests.stories.qr import address_on

VIEWPORT: ViewportSize = {"width": 390, "height": 844}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("city"),
    pytest.mark.browser_context_args(viewport=VIEWPORT, has_touch=True),
]

AMOUNT = re.compile(r"amount|yuan|fine|price|\bsum\b|罚款|金额|数额|元")
PAID = re.compile(r"缴款\S*?\s?1,200 元")
FOLDED = "receipt => fetch(receipt).then(answer => answer.ok)"
LABELS = "all => all.map(one => `${one.name} ${one.labels?.[0]?.textContent ?? ''}`)"


Look = Callable[[Page], list[str]]


class Phone(Desk):
    """A phone in the street whose every form is looked at before it is sent."""

    def __init__(self, page: Page, sign_in: SignIn, city: str, photo: Path, look: Look) -> None:
        super().__init__(page, sign_in, city, photo)
        self.look = look
        self.fields: set[str] = set()
        self.wrong: list[str] = []

    def press(self, name: str) -> None:
        """Look at the page, and press a button of it."""
        self.inspect()
        super().press(name)

    def inspect(self) -> None:
        """Keep what is wrong with the page, and which fields it has."""
        self.wrong += self.look(self.page)
        typed = self.main.locator("input:not([type=radio], [type=checkbox]), textarea, select")
        self.fields |= set(typed.evaluate_all(LABELS))


@pytest.fixture(scope="module")
def look(axe: Findings, overflow: Callable[[Page], int]) -> Look:
    """Return what lists what is wrong with a page, unless one like it was looked at before."""
    seen: set[str] = set()

    def wrong(page: Page) -> list[str]:
        alike = re.sub(r"\d+", "", page.url)
        if alike in seen:
            return []
        seen.add(alike)
        return axe(page) + [f"{page.url}: too wide"] * (overflow(page) > 0)

    return wrong


@pytest.fixture
def phone(desk: Desk, look: Look) -> Phone:
    """Return a phone, at nobody's case yet."""
    return Phone(desk.page, desk.sign_in, desk.city, desk.photo, look)


def decision_in_hand(phone: Phone) -> bytes:
    """Return the decision as the party holds it, served and published."""
    phone.begin("尚海生")
    phone.file()
    phone.record_facts()
    phone.inform()
    phone.waive()
    phone.decide()
    phone.serve()
    phone.page.goto(f"{phone.case}?tab=documents")
    paper = phone.page.get_by_role("link", name="PDF 行政处罚决定书").get_attribute("href")
    content = phone.page.request.get(f"{phone.city}{paper}").body()
    phone.sign_in("wang")
    phone.page.goto(phone.case)
    phone.main.get_by_text("其他可以办理的").click()
    phone.main.get_by_role("link", name="公示决定").click()
    phone.press("公示决定")
    return content


def test_a_stall_is_penalized_from_the_photo_to_the_paid_fine(phone: Phone):
    phone.sign_in("sun")
    phone.page.goto(f"{phone.city}/cases/")
    phone.main.get_by_role("link", name="当场处罚").click()
    phone.main.get_by_role("searchbox").fill("摆摊")
    phone.press("查找")
    phone.main.get_by_role("link", name="擅自占用道路").first.click()
    phone.fill_in_facts()
    phone.press("看看结果")
    expect(phone.main.get_by_text(FINE).first).to_be_in_viewport()
    expect(phone.main).to_contain_text("对公民超过当场处罚的上限")

    phone.main.get_by_role("link", name="登记线索").click()
    phone.register("卢海生")
    phone.file()
    phone.record_facts()
    phone.inform()
    phone.waive()
    phone.decide()
    phone.serve()
    voucher = f"鲁财 {phone.number}"
    phone.go_on()
    phone.page.get_by_label("票据号码").fill(voucher)
    phone.press("登记缴款")
    phone.sign_in("wang")
    phone.go_on()
    phone.press("公示决定")
    phone.sign_in("sun")
    phone.go_on()
    phone.page.get_by_label("办理情况").fill("罚款已经缴清。")
    phone.press("报请结案")
    phone.grant()
    phone.expect_next("归档")
    expect(phone.page.locator(".case-course")).to_contain_text(PAID)

    phone.page.goto(f"{phone.case}?tab=supervision")
    phone.inspect()
    expect(phone.main).to_contain_text("没有发现问题")
    assert [field for field in phone.fields if AMOUNT.search(field)] == []
    assert phone.wrong == []


def test_the_stall_holder_verifies_the_decision_with_its_qr(phone: Phone, browser: Browser):
    paper = decision_in_hand(phone)
    address = address_on(paper)
    assert "￥1,200.00" in text_of(paper)

    stranger = browser.new_context(locale="zh-CN", viewport=VIEWPORT).new_page()
    stranger.goto(address)
    main = stranger.get_by_role("main")
    expect(main).to_contain_text("这份决定是真的，现在有效")
    expect(main).to_contain_text("￥1,200.00")
    expect(main).to_contain_text("尚某某")
    for told in (phone.party, phone.identifier, "江西路"):
        expect(main).not_to_contain_text(told)
    phone.wrong += phone.look(stranger)

    receipt = main.get_by_role("link", name="查验回执")
    stranger.wait_for_function(FOLDED, arg=receipt.get_attribute("href"), polling=300)
    receipt.click()
    expect(stranger.locator("[data-step=included]")).to_have_attribute("data-state", "passed")
    expect(stranger.locator("[data-step=signed]")).to_have_attribute("data-state", "passed")
    phone.wrong += phone.look(stranger)
    stranger.context.close()
    assert phone.wrong == []


def test_an_officer_whose_certificate_has_lapsed_is_stopped(phone: Phone):
    phone.sign_in("wu")
    phone.page.goto(f"{phone.city}/cases/on-the-spot/")
    expect(phone.main).to_contain_text("您没有在有效期内的执法证件")
    phone.page.goto(f"{phone.city}/cases/on-the-spot/QD-CG-004/")
    phone.page.get_by_label("前12个月内同类处罚次数").fill("0")
    phone.press("看看结果")
    phone.page.get_by_label("现场照片").set_input_files(phone.photo)
    phone.page.get_by_label("违法地点").fill("栈桥")
    phone.page.get_by_label("当事人姓名").fill("柏小明")
    phone.page.get_by_label("孙执法").check()
    phone.press("当场作出处罚决定")
    phone.inspect()
    alert = phone.page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_be_in_viewport()
    expect(alert).to_contain_text("无有效执法证件")
    expect(alert).to_contain_text("请更换为持有有效执法证件的人员")

    phone.page.goto(f"{phone.city}/cases/?queue=organization&q=柏小明")
    expect(phone.main).to_contain_text("没有符合的案件")
    phone.sign_in("zhao")
    phone.page.goto(f"{phone.city}/supervision/?blocked=True")
    phone.page.locator("#findings").get_by_role("link").first.click()
    phone.inspect()
    expect(phone.main).to_contain_text("这个行为被阻断，没有发生")
    expect(phone.main).to_contain_text("吴执法")
    expect(phone.main).not_to_contain_text("当罚〔")
    assert phone.wrong == []


def test_a_withdrawn_case_raises_a_red_card_which_the_supervisor_closes(phone: Phone):
    phone.begin("白海生")
    phone.file()
    phone.record_facts()
    phone.inform()
    number = phone.number
    phone.page.goto(f"{phone.case}ask-withdrawal/")
    phone.page.get_by_label("违法事实不能成立").check()
    phone.page.get_by_label("理由", exact=True).fill("当事人补充了占道许可，报请撤案。")
    phone.press("报请撤销立案")
    phone.grant()

    phone.sign_in("zhao")
    phone.page.goto(f"{phone.city}/supervision/")
    found = phone.page.locator("#findings tr", has_text=number).first
    expect(found).to_contain_text("红牌")
    expect(found).to_contain_text("已送达告知书后撤案")
    found.get_by_role("link").click()
    card = phone.page.url
    for login, words, move, state in (
        ("zhao", "请说明为什么在告知以后撤案，并依法纠正。", "发出监督意见书", "已发监督意见书"),
        ("he", "承办人员漏查了占道许可，撤案前没有集体讨论。", "作出说明", "已作说明"),
        ("he", "已经补办集体讨论，并书面通知当事人。", "报告整改", "已报整改"),
        ("zhou", "经核查，整改到位，予以核销。", "核销", "已核销"),
    ):
        phone.sign_in(login)
        phone.page.goto(card)
        phone.page.get_by_label("情况").fill(words)
        phone.press(move)
        expect(phone.main).to_contain_text(state)
        expect(phone.page.locator(".timeline")).to_contain_text(words)
    phone.inspect()
    assert phone.wrong == []
