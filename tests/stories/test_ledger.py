"""A citizen holds the city to what it has published: in the browser, offline, and next time."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]

PATIENCE_SECONDS = 60


@pytest.fixture
def entry(page: Page, city: str) -> str:
    """Wait until the city has folded its publications, and return the address of one."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    links = page.locator("#entries ~ * a[href^='/ledger/verify/']")
    page.goto(f"{city}/ledger/")
    while not links.count():
        assert time.monotonic() < deadline, "nothing was folded"
        time.sleep(0.5)
        page.reload()
    page.evaluate("localStorage.clear()")
    return city + str(links.first.get_attribute("href"))


def step(page: Page, name: str) -> Any:
    """Return one step of a check."""
    return page.locator(f"[data-step={name}]")


def test_the_browser_checks_a_publication_without_the_server(
    page: Page, entry: str, complaints: list[str]
):
    page.goto(entry)

    expect(step(page, "included")).to_have_attribute("data-state", "passed")
    expect(step(page, "signed")).to_have_attribute("data-state", "passed")
    expect(step(page, "kept")).to_have_attribute("data-state", "first")
    expect(page.locator("main")).to_contain_text("一个字也没有改")
    assert complaints == []


def test_a_receipt_altered_by_one_digit_is_refused(page: Page, city: str, entry: str):
    receipt = page.request.get(entry.replace("/verify/", "/receipts/").rstrip("/")).json()
    receipt["entry"]["subject_id"] += 1
    page.goto(f"{city}/ledger/verify/")

    page.locator("#receipt").fill(json.dumps(receipt))
    page.get_by_role("button", name="核对", exact=True).click()

    expect(step(page, "included")).to_have_attribute("data-state", "failed")
    expect(step(page, "signed")).to_have_attribute("data-state", "passed")


def test_a_receipt_file_is_checked_with_the_line_cut(
    page: Page, city: str, entry: str, tmp_path: Path
):
    file = tmp_path / "receipt.json"
    file.write_bytes(page.request.get(entry.replace("/verify/", "/receipts/").rstrip("/")).body())
    page.goto(f"{city}/ledger/verify/")
    page.context.set_offline(True)

    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="核对", exact=True).click()

    expect(step(page, "included")).to_have_attribute("data-state", "passed")
    expect(step(page, "signed")).to_have_attribute("data-state", "passed")
    page.context.set_offline(False)


def test_what_is_no_receipt_is_said_to_be_none(page: Page, city: str, entry: str):
    page.goto(f"{city}/ledger/verify/")

    page.locator("#receipt").fill("决定书")
    page.get_by_role("button", name="核对", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("这不是回执")


def test_next_time_the_ledger_still_holds_what_was_seen(page: Page, city: str, entry: str):
    heads = page.request.get(f"{city}/api/v1/ledger/heads?limit=100").json()["items"]
    first = heads[-1]
    page.evaluate(
        "head => localStorage.setItem('sunhall.ledger.head', JSON.stringify(head))", first
    )

    page.goto(f"{city}/ledger/")

    grown = "same" if len(heads) == 1 else "grown"
    expect(step(page, "kept")).to_have_attribute("data-state", grown)


def test_a_ledger_written_anew_is_caught_by_what_was_seen(page: Page, city: str, entry: str):
    seen = page.request.get(f"{city}/api/v1/ledger/head").json() | {"root": "11" * 32}
    page.evaluate("head => localStorage.setItem('sunhall.ledger.head', JSON.stringify(head))", seen)

    page.goto(f"{city}/ledger/")

    expect(step(page, "kept")).to_have_attribute("data-state", "failed")
    expect(page.locator("main")).to_contain_text("相矛盾")


def test_a_server_that_fails_takes_nothing_from_the_rest(page: Page, city: str, entry: str):
    later = page.request.get(f"{city}/api/v1/ledger/head").json() | {"number": 10**6}
    page.evaluate(
        "head => localStorage.setItem('sunhall.ledger.head', JSON.stringify(head))", later
    )

    def fail(route: Route) -> None:
        route.fulfill(status=503)

    page.route("**/api/v1/ledger/consistency*", fail)
    page.goto(entry)

    expect(step(page, "included")).to_have_attribute("data-state", "passed")
    expect(step(page, "kept")).to_have_attribute("data-state", "unreachable")


def test_the_one_file_checker_agrees_offline(page: Page, city: str, entry: str, tmp_path: Path):
    page.goto(entry)
    for name, button in (
        ("receipt.json", "回执（JSON）"),
        ("key.pem", "公钥"),
        ("checker.py", "校验程序"),
    ):
        with page.expect_download() as download:
            page.get_by_role("link", name=button).first.click()
        download.value.save_as(tmp_path / name)

    done = subprocess.run(
        [sys.executable, "-I", "checker.py", "receipt.json", "--key", "key.pem"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("通过")


def test_without_scripts_the_way_offline_is_shown(browser: Browser, entry: str):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()

    page.goto(entry)

    expect(page.locator("main")).to_contain_text("没有运行脚本")
    expect(page.locator("main")).to_contain_text("python3 sunhall_ledger_check.py receipt-")
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_is_accessible_and_fits(page: Page, city: str, entry: str, axe, overflow, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    findings = []

    for address in (f"{city}/ledger/", f"{city}/ledger/verify/", entry):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        findings += axe(page)
        findings += [f"{address}: too wide"] if overflow(page) > 0 else []

    assert findings == []
