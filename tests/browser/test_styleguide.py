"""Every part of a page, in both languages, shells, color schemes, on desk and phone."""

from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.browser.urls")]

SIGHTS = list(product([1280, 390], ["light", "dark"]))


# Without a database: the journal refuses to be emptied, as such a test would do at its end.
@pytest.mark.django_db(transaction=True, databases=[])
class TestStyleguide:
    @pytest.mark.parametrize("locale", ["zh-CN", "en"])
    @pytest.mark.parametrize("shell", ["base", "workbench"])
    def test_is_accessible_and_fits(
        self,
        browser: Browser,
        live_server,
        axe: Callable[[Page], list[str]],
        overflow: Callable[[Page], int],
        locale,
        shell,
    ):
        page = browser.new_page(locale=locale)
        findings = []

        for width, scheme in SIGHTS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{live_server.url}/styleguide?shell={shell}")
            findings += axe(page)
            findings += [f"{width} px: too wide"] if overflow(page) > 0 else []

        assert findings == []

    def test_keeps_the_content_policy(self, page: Page, live_server, complaints: list[str]):
        page.goto(f"{live_server.url}/styleguide")

        expect(page.locator("h1").first).to_be_visible()
        assert complaints == []

    def test_is_reached_by_keyboard_from_the_skip_link(self, page: Page, live_server):
        page.goto(f"{live_server.url}/account/sign-in/")

        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        expect(page.locator("#main")).to_be_focused()

    def test_changes_language_without_scripts(self, browser: Browser, live_server):
        context = browser.new_context(java_script_enabled=False, locale="zh-CN")
        page = context.new_page()
        page.goto(f"{live_server.url}/styleguide")

        page.get_by_role("link", name="English").click()

        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page).to_have_url(f"{live_server.url}/styleguide")
        context.close()
