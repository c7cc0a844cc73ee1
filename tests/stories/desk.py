"""An officer's browser at one case, and how far it takes the story of the stall."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

SignIn = Callable[[str], None]
FINE = "罚款 1,200 元"
"""What the benchmark gives for 3 square meters of the carriageway, the first time."""


class Desk:
    """An officer's browser at one case."""

    def __init__(self, page: Page, sign_in: SignIn, city: str, photo: Path) -> None:
        self.page = page
        self.sign_in = sign_in
        self.city = city
        self.photo = photo
        self.party = "李海生"
        self.identifier = f"G{uuid4().int % 10**8:08}"
        self.case = ""

    @property
    def main(self) -> Locator:
        """Return what the page is about."""
        return self.page.get_by_role("main")

    @property
    def number(self) -> str:
        """Return the number of the case the page shows."""
        return self.page.locator(".case-number").inner_text()

    def press(self, name: str) -> None:
        """Press a button of the page."""
        self.main.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def open(self) -> None:
        """Go to the case, unless an act has led there."""
        if self.page.url != self.case:
            self.page.goto(self.case)

    def go_on(self) -> None:
        """Take what the case says comes next."""
        self.open()
        self.page.locator(".case-next .button-sun").first.click()
        self.page.wait_for_load_state()

    def expect_next(self, step: str) -> None:
        """Expect the case to say what comes next."""
        self.open()
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
        self.page.get_by_label("签收人").fill(self.party)
        self.press("登记送达")

    def begin(self, party: str = "李海生") -> None:
        """Register as officer Sun what was seen: a stall on the carriageway."""
        self.sign_in("sun")
        self.page.goto(f"{self.city}/cases/register/?matter=QD-CG-001")
        self.register(party)

    def register(self, party: str) -> None:
        """Fill in the clue and register it with its photo."""
        self.party = party
        self.page.get_by_label("现场照片").set_input_files(self.photo)
        self.page.get_by_label("案由").fill("在机动车道上摆摊卖水果")
        self.page.get_by_label("违法地点").fill("香港中路 10 号前")
        self.page.get_by_label("当事人姓名").fill(party)
        self.page.get_by_label("证件号码").fill(self.identifier)
        self.page.get_by_label("地址").fill("江西路 1 号")
        self.press("登记线索")
        self.case = self.page.url

    def file(self) -> None:
        """Ask that the clue be filed for both officers, and let the head approve."""
        self.go_on()
        for officer in self.page.locator("[name=officer_ids]").all():
            officer.check()
        self.page.get_by_label("立案理由").fill("占用机动车道摆摊，责令改正后拒不改正。")
        self.press("报请立案")
        self.grant()

    def record_facts(self) -> None:
        """Record what was seen; the fine follows by itself."""
        self.go_on()
        self.fill_in_facts()
        self.page.locator("[name=prior]").blur()
        expect(self.page.locator("#outcome")).to_contain_text(FINE)
        self.press("认定并记入日志")

    def fill_in_facts(self) -> None:
        """Say what was seen."""
        self.page.locator("[name=refused][value=true]").check()
        self.page.locator("[name=place][value=机动车道]").check()
        self.page.locator("[name=area]").fill("3")
        self.page.locator("[name=prior]").fill("0")

    def inform(self) -> None:
        """Finish the investigation and hand the party the notice of what is proposed."""
        self.go_on()
        self.page.get_by_label("处理意见").fill("建议依照裁量基准给予行政处罚。")
        self.press("调查终结")
        self.go_on()
        self.press("提出处罚意见")
        self.go_on()
        expect(self.main).to_contain_text(FINE)
        self.press("制作事先告知书")
        self.serve()

    def waive(self) -> None:
        """Let the party say that it has nothing to say."""
        self.page.goto(f"{self.case}waive-rights/")
        self.press("登记当事人放弃权利")

    def decide(self) -> None:
        """Ask for the decision, and let the head make it."""
        self.go_on()
        self.press("报请处罚决定")
        self.expect_next("审批")
        self.grant()

    def seal(self, title: str) -> None:
        """Ask that a document bear the bureau's seal, and let the head grant it."""
        self.page.goto(f"{self.case}?tab=documents")
        row = self.page.get_by_role("row").filter(has_text=title).first
        row.get_by_role("link", name="报请用印").click()
        self.page.get_by_label("行政处罚专用章").check()
        self.press("报请用印")
        self.sign_in("he")
        self.page.goto(f"{self.city}/account/seals/")
        self.page.get_by_role("button", name=re.compile(f"^批准并用印.*{title}")).first.click()
        self.page.wait_for_load_state()
        self.sign_in("sun")
