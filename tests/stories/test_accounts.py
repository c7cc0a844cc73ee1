"""The story of three accounts: an officer's two factors, a citizen's passkey, a firm's agent."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from sunhall.centers.access.rules.totp import PERIOD_SECONDS, code_of
from tests.nginx import free_port
from tests.stories.conftest import REPO

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]
PASSWORD = "海风吹过了栈桥和小青岛"  # noqa: S105
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SAMPLE = REPO / "examples/relying_party/relying_party.py"
SignIn = Callable[[str], None]


@pytest.fixture
def local(city: str) -> str:
    """Return the city's address under a name: passkeys know no numbers."""
    return city.replace("127.0.0.1", "localhost")


@pytest.fixture
def key(page: Page) -> Iterator[None]:
    """Let the browser have a passkey device, as phones and laptops do."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield
    session.detach()


def press(page: Page, name: str) -> None:
    """Press the first button of the page whose name begins like this."""
    begins = re.compile(f"^{re.escape(name)}")
    page.get_by_role("main").get_by_role("button", name=begins).first.click()
    page.wait_for_load_state()


def open_account(page: Page, city: str, login: str, number: str, name: str) -> None:
    """Let the administrator open a citizen's account, and the citizen set a password."""
    page.goto(f"{city}/account/accounts/add/citizen/")
    page.get_by_label("姓名").fill(name)
    page.get_by_label("公民身份号码").fill(number)
    page.get_by_label("登录名").fill(login)
    press(page, "确认办理")
    activate(page, city, login)


def activate(page: Page, city: str, login: str) -> None:
    """Hand an activation code over, and set the password with it."""
    page.on("dialog", lambda dialog: dialog.accept())
    press(page, "发放激活码")
    code = page.locator("code.amount").inner_text()
    page.context.clear_cookies()
    page.goto(f"{city}/account/activate/")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("激活码").fill(code)
    page.get_by_label("新密码").fill(PASSWORD)
    page.get_by_label("再填一次").fill(PASSWORD)
    press(page, "设定密码并登录")


def enter_password(page: Page, city: str, login: str) -> None:
    """Sign on by password, as far as that leads."""
    page.context.clear_cookies()
    page.goto(f"{city}/account/sign-in/")
    page.get_by_label("登录名").fill(login)
    page.get_by_role("textbox", name="密码").fill(PASSWORD)
    page.locator("form.panel button").click()
    page.wait_for_load_state()


def test_an_officer_signs_on_with_a_password_and_a_one_time_code(
    page: Page, city: str, sign_in: SignIn
):
    sign_in("chen")
    page.goto(f"{city}/account/accounts/?q=wu")
    page.get_by_role("main").get_by_role("link", name="wu", exact=True).click()
    activate(page, city, "wu")
    page.goto(f"{city}/account/security/")
    page.get_by_role("link", name="启用验证器").click()
    secret = page.locator("code.totp-secret").inner_text().replace(" ", "")
    counter = int(time.time()) // PERIOD_SECONDS
    page.get_by_label("验证码").fill(code_of(secret, counter - 1))
    press(page, "启用验证器")
    expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")

    enter_password(page, city, "wu")
    expect(page.get_by_role("heading", level=1)).to_have_text("第二重验证")
    page.get_by_label("验证码").fill(code_of(secret, counter + 1))
    press(page, "登录")

    expect(page.locator("details.account summary")).to_contain_text("吴执法")


def test_a_citizen_signs_on_with_a_passkey(page: Page, local: str, key: None):
    page.goto(f"{local}/account/sign-in/")
    page.locator('form[action$="/demo/chen/"] button').click()
    page.wait_for_load_state()
    open_account(page, local, "wanghong", "370202199001010023", "王红")
    page.goto(f"{local}/account/security/passkeys/add/")
    page.get_by_label("名称").fill("手机")
    press(page, "加入通行密钥")
    expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")

    page.context.clear_cookies()
    page.goto(f"{local}/account/sign-in/")
    press(page, "用通行密钥")
    page.wait_for_url(re.compile(r"/$"))

    expect(page.locator("details.account summary")).to_contain_text("王红")
    page.goto(f"{local}/account/security/")
    expect(page.get_by_role("main")).to_contain_text("就是这里")


def test_an_enterprise_lets_an_agent_act_and_lets_her_go(page: Page, city: str, sign_in: SignIn):
    sign_in("lin")
    press(page, "以企业名义办事")
    page.locator("details.account summary").click()
    expect(page.locator("details.account")).to_contain_text("青岛栈桥海鲜有限公司")

    lin = page.context.cookies()
    sign_in("zhang")
    press(page, "以企业名义办事")
    page.goto(f"{city}/account/agents/")
    page.on("dialog", lambda dialog: dialog.accept())
    press(page, "终止")
    expect(page.get_by_role("main")).to_contain_text("立即生效")

    page.context.clear_cookies()
    page.context.add_cookies(lin)
    page.goto(city)
    page.locator("details.account summary").click()
    expect(page.locator("details.account")).not_to_contain_text("青岛栈桥海鲜有限公司")


@pytest.fixture
def department(page: Page, city: str, sign_in: SignIn) -> Iterator[str]:
    """Register the sample application, start it, and return its address."""
    port = free_port()
    address = f"http://localhost:{port}/"
    sign_in("chen")
    page.goto(f"{city}/account/applications/add/")
    page.get_by_label("编号").fill("sample")
    page.get_by_label("名称").fill("示例档案馆")
    page.get_by_label("单位编码").fill("QD-DS")
    for choice in ("授权码", "刷新"):
        page.get_by_label(choice).check()
    page.get_by_label("回调地址").fill(f"{address}callback")
    page.get_by_label("退出后返回的地址").fill(address)
    page.get_by_label("后台退出地址").fill(f"{address}backchannel")
    for choice in ("openid", "profile", "name", "kind"):
        page.get_by_label(choice, exact=True).check()
    press(page, "登记应用")
    secret = page.locator("dl code").nth(1).inner_text()
    known = {"ISSUER": city, "CLIENT_SECRET": secret, "PORT": str(port)}
    program = subprocess.Popen(
        [sys.executable, str(SAMPLE)], env={**os.environ, **known}, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_open(port)
        yield address
    finally:
        program.terminate()
        program.wait(timeout=10)


def wait_until_open(port: int) -> None:
    """Wait until somebody listens on a port."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens on {port}")


def test_a_departments_application_signs_people_on(
    page: Page, city: str, department: str, sign_in: SignIn
):
    page.context.clear_cookies()
    page.goto(department)
    page.get_by_role("link", name="Sign on").click()
    page.locator('form[action$="/demo/li/"] button').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("示例档案馆")
    press(page, "同意并继续")

    expect(page.locator("#name")).to_have_text("李法规")

    page.get_by_role("link", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign on")).to_be_visible()
    page.goto(f"{city}/account/security/")
    expect(page).to_have_url(re.compile("/account/sign-in/"))

    page.goto(department)
    page.get_by_role("link", name="Sign on").click()
    page.locator('form[action$="/demo/li/"] button').click()
    expect(page.locator("#name")).to_have_text("李法规")
