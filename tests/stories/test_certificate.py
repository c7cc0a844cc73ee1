"""An officer signs on with a certificate of the city, through a web server that asks for it."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asn1crypto import pem
from playwright.sync_api import Browser, Page, expect

from sunhall.centers.access.rules.authority.keys import P256Key
from sunhall.centers.access.rules.authority.names import ask
from tests.nginx import NGINX, WHY_SKIPPED, free_port, nginx_for_certificates
from tests.stories.conftest import REPO, SUNHALL

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("city"),
    pytest.mark.skipif(NGINX is None, reason=WHY_SKIPPED),
]
OWN_SERVER = (
    *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
    *("-nodes", "-days", "2", "-subj", "/CN=certificates.example.org"),
)


@pytest.fixture
def certificate(page: Page, city: str, sign_in: Callable[[str], None]) -> dict[str, bytes]:
    """Return the officer Sun's key, and the certificate that Sun asked for and Chen granted."""
    key = P256Key.generate()
    sign_in("sun")
    page.goto(f"{city}/account/certificates/request/")
    request = {"name": "sun.csr", "mimeType": "application/pkcs10", "buffer": ask(key, "x")}
    page.get_by_label("证书请求文件").set_input_files(request)
    page.get_by_role("button", name="提交申请").click()
    sign_in("chen")
    page.goto(f"{city}/account/certificates/desk/")
    page.get_by_role("button", name="批准并签发").first.click()
    sign_in("sun")
    page.goto(f"{city}/account/certificates/")
    page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    address = page.get_by_role("link", name="下载证书").get_attribute("href")
    handed_out = page.request.get(f"{city}{address}").body()
    return {
        "cert": pem.armor("CERTIFICATE", handed_out),
        "key": pem.armor("PRIVATE KEY", key.private_key()),
    }


@pytest.fixture
def entrance(city: str, environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """Return the address that asks for certificates."""
    files = ("-keyout", f"{tmp_path}/certificates.key", "-out", f"{tmp_path}/certificates.pem")
    subprocess.run([*OWN_SERVER, *files], check=True, capture_output=True)
    export = [*SUNHALL, "ca", "export", str(tmp_path)]
    subprocess.run(export, env=environment, cwd=REPO, check=True, capture_output=True)
    port = free_port()
    with nginx_for_certificates(tmp_path, port, environment["SUNHALL_CERTIFICATE_SOCKET"]):
        yield f"https://127.0.0.1:{port}"


def test_an_officer_signs_on_with_a_certificate(
    certificate: dict[str, bytes], entrance: str, browser: Browser
):
    held = [{"origin": entrance, **certificate}]
    context = browser.new_context(
        client_certificates=held, ignore_https_errors=True, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(f"{entrance}/authority/sign-on/")

    page.get_by_role("button", name="以此证书登录").click()

    expect(page.locator("details.account summary")).to_contain_text("孙执法")
    context.close()


def test_a_browser_without_a_certificate_is_told_so(entrance: str, browser: Browser):
    context = browser.new_context(ignore_https_errors=True, locale="zh-CN")
    page = context.new_page()

    page.goto(f"{entrance}/authority/sign-on/")

    expect(page.get_by_role("main")).to_contain_text("浏览器没有出示证书")
    context.close()
