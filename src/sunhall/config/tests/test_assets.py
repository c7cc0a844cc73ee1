"""Assets are gathered once, and again when one of them changes."""

import pytest

from sunhall.config.assets import gather_assets


class TestGatherAssets:
    @pytest.fixture
    def sheet(self, settings, tmp_path):
        """Return the one style sheet of a small city."""
        settings.STATIC_ROOT = tmp_path / "gathered"
        settings.STATICFILES_DIRS = [tmp_path / "sources"]
        settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
        (tmp_path / "sources").mkdir()
        sheet = tmp_path / "sources" / "hall.css"
        sheet.write_text("body { color: black }")
        return sheet

    def test_gathers_only_when_something_has_changed(self, settings, sheet):
        first, second = gather_assets(), gather_assets()
        sheet.write_text("body { color: midnightblue }")
        third = gather_assets()

        assert (first, second, third) == (True, False, True)
        assert (settings.STATIC_ROOT / "hall.css").read_text() == sheet.read_text()
