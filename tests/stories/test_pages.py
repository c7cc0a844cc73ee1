"""Every page of the city: accessible, within the content policy, and no wider than a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]

FACTS = "place=人行道&area=3&prior=0&refused=true"
PAGES = {
    "": [
        "/",
        "/citizen-card/",
        "/license-check/",
        "/license-check/?number=1&code=2",
        "/license-shown/none/",
        "/about/",
        "/search/?q=占道经营",
        "/search/?q=没有这样的事",
        "/account/sign-in/",
        "/account/activate/",
        "/authority/",
        "/authority/verify/",
        "/ledger/",
        "/ledger/verify/",
        "/hall/",
        "/hall/matters/",
        "/hall/matters/?q=占道经营",
        "/hall/matters/QD-CG-001/",
        "/hall/matters/QD-HB-001/",
        "/hall/matters/QD-CG-010/",
        "/hall/matters/QD-CG-001/calculate/",
        f"/hall/matters/QD-CG-001/calculate/?{FACTS}",
        "/hall/matters/QD-CG-001/calculate/?area=-1",
        "/hall/matters/QD-CG-001/proof/",
        "/hall/matters/NONE/",
        "/hall/decisions/",
        "/hall/decisions/?q=占道经营",
        "/hall/decisions/statistics/",
        "/guides/",
        "/guides/list/?q=去儿子家落户",
        "/guides/list/?q=没有这样的事",
        "/guides/QD-HJ-001/",
        "/guides/QD-SP-101-370202/",
        "/navigate/citizens/",
        "/navigate/citizens/outsider.settle/",
        "/directory/divisions/",
        "/directory/divisions/?on=2011-01-01",
        "/directory/organizations/",
        "/directory/organizations/QD-CG/",
        "/directory/chart/",
        "/directory/chart/QD-CG/",
        "/directory/search/?q=执法",
        "/directory/information/",
        "/directory/information/QD-R001/",
        "/directory/applications/",
        "/directory/applications/QD-A005/",
        "/directory/matters/",
        "/directory/matters/QD-CG-001/",
        "/directory/calendar/",
        "/directory/calendar/?year=2099",
        "/directory/calendar/?start=2025-12-01&amount=20&unit=wd",
    ],
    "li": [
        "/benchmarks/",
        "/benchmarks/import/",
        "/benchmarks/81/",
        "/benchmarks/82/",
        "/benchmarks/82/edit/",
        "/benchmarks/81/what-if/",
        "/account/certificates/",
        "/account/certificates/request/",
        "/account/certificates/sign/",
    ],
    "wang": ["/benchmarks/"],
    "sun": [
        "/benchmarks/desk/",
        "/benchmarks/desk/QD-CG-001/",
        "/cases/",
        "/cases/?queue=organization",
        "/cases/?q=没有这样的案件",
        "/cases/register/",
        "/cases/on-the-spot/",
        "/cases/on-the-spot/QD-CG-001/",
    ],
    "he": [
        "/cases/",
        "/cases/approvals/",
        "/account/security/",
        "/account/confirm/",
        "/account/seals/",
    ],
    "zhao": [
        "/supervision/",
        "/supervision/counts/",
        "/supervision/findings/1/",
        "/supervision/rules/",
        "/supervision/rules/new/",
    ],
    "meng": ["/security/", "/security/journal/", "/security/unusual/"],
    "zhang": [
        "/security/looks/",
        "/account/agents/",
        "/my-card/",
        "/my-card/code/",
        "/my-card/looks/",
        "/my-licenses/",
        "/my-licenses/4/",
        "/my-licenses/uses/",
        "/account/post/",
        "/account/security/authenticator/",
        "/account/security/recovery-codes/",
        "/account/security/passkeys/add/",
    ],
    "jiang": [
        "/cards/",
        "/cards/?q=张建国",
        "/cards/?state=lost",
        "/cards/apply/",
        "/licenses/lookup/",
    ],
    "pan": ["/cards/batches/", "/cards/batches/1/"],
    "ji": [
        "/directory/items/",
        "/directory/items/start/",
        "/directory/items/versions/19/",
        "/directory/items/versions/19/edit/",
        "/navigations/",
        "/navigations/add/",
        "/navigations/versions/3/",
        "/navigations/versions/3/questions/want/",
    ],
    "ding": ["/directory/items/versions/19/", "/directory/items/versions/1/withdraw/"],
    "yao": ["/directory/items/", "/directory/items/adoptable/"],
    "lu": [
        "/cards/verify/",
        "/cards/functions/",
        "/licenses/",
        "/licenses/?q=370202",
        "/licenses/12/",
        "/licenses/issue/",
        "/licenses/issue/113702000050100138011/",
        "/licenses/kinds/",
        "/licenses/kinds/new/",
        "/licenses/kinds/113702000050100138011/",
    ],
    "chen": [
        "/cards/purposes/",
        "/licenses/purposes/",
        "/directory/roles/",
        "/directory/persons/",
        "/directory/persons/QD0003/",
        "/directory/matters/add/",
        "/directory/organizations/add/",
        "/directory/organizations/QD-CG/modify/",
        "/directory/reorganizations/",
        "/directory/reorganizations/rename/",
        "/directory/reorganizations/merge/",
        "/directory/reorganizations/split/",
        "/directory/reorganizations/division/",
        "/directory/delegations/",
        "/directory/delegations/add/",
        "/directory/authority/",
        "/directory/persons/QD0003/authority/",
        "/directory/roles/define/",
        "/directory/information/add/",
        "/directory/applications/add/",
        "/directory/workbook/",
        "/directory/calendar/maintain/",
        "/directory/calendar/maintain/import/",
        "/account/accounts/",
        "/account/accounts/1/",
        "/account/accounts/1/disable/",
        "/account/accounts/add/citizen/",
        "/account/accounts/add/enterprise/",
        "/account/accounts/add/person/",
        "/account/applications/",
        "/account/applications/add/",
        "/account/subscriptions/",
        "/account/subscriptions/add/",
        "/account/certificates/desk/",
        "/account/device/",
        "/account/device/?code=BBBBBBBB",
    ],
}
WIDTHS = (1280, 390)
AXE_WIDTH = {"zh-hans": 1280, "en": 390}
"""Each page is searched for barriers twice: wide and Chinese, narrow and English."""
Overflow = Callable[[Page], int]


@pytest.mark.parametrize("language", list(AXE_WIDTH))
@pytest.mark.parametrize("login", list(PAGES), ids=lambda login: login or "visitor")
def test_every_page_is_accessible(
    login: str,
    language: str,
    page: Page,
    city: str,
    sign_in: Callable[[str], None],
    overflow: Overflow,
    axe: Callable[[Page], list[str]],
    complaints: list[str],
):
    if login:
        sign_in(login)
    page.goto(f"{city}/language/{language}?next=/")
    wrong = []

    for path in PAGES[login]:
        page.goto(f"{city}{path}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if (wider := overflow(page)) > 0:
                wrong.append(f"{path} at {width}: {wider} px too wide")
            if width == AXE_WIDTH[language]:
                wrong += axe(page)

    assert wrong == []
    assert [text for text in complaints if "status of 4" not in text] == []
