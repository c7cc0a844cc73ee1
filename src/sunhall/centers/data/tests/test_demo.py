"""The demonstration's kinds, and the synthetic licenses of the article's number."""

import pytest
import yaml
from tests.cast import Cast

from sunhall.centers.data import queries
from sunhall.centers.data.demo import load_licenses
from sunhall.centers.data.demo.bulk import KINDS
from sunhall.centers.data.demo.city import PLACE, define_kinds, element_of
from sunhall.centers.data.models import License, LicenseKind
from sunhall.centers.data.queries.kinds import OR, kinds_called
from sunhall.centers.data.rules.elements import faults_of_elements
from sunhall.kernel.identifiers import check

NAMED_BY_GUIDES = (
    "居民身份证/营业执照",
    "不动产权证书/建设用地批准书",
    "不动产权证书/租赁备案",
    "驾驶证/从业资格证",
    "居民户口簿",
    "出生医学证明",
    "结婚证",
    "建设工程规划许可证",
    "医师资格证书",
    "机动车行驶证",
    "健康证明",
)
ROWS = yaml.safe_load(PLACE.read_text(encoding="utf-8"))["kinds"]


class TestKinds:
    @pytest.mark.parametrize("row", ROWS, ids=lambda row: row["serial"])
    def test_have_elements_without_a_fault(self, row: dict[str, list[str]]):
        assert faults_of_elements([element_of(text) for text in row["elements"]]) == []

    def test_are_those_that_the_guides_name(self, cast: Cast):
        class Stage:
            """Everybody acts now."""

            at = staticmethod(lambda login, _days_ago: getattr(cast, login))

        define_kinds(Stage())

        for name in NAMED_BY_GUIDES:
            assert len(kinds_called([name])) == len(OR.split(name)), name


class TestLoadLicenses:
    def test_writes_genuine_licenses_once(self, cast: Cast):
        for _twice in range(2):
            load_licenses(lambda *_told: None, cast.system.moment, total=40)

        made = License.objects.select_related("organization")
        one = next(row for row in made if row.is_good(cast.system.today))
        assert (len(made), LicenseKind.objects.count()) == (40, KINDS)
        assert all(check("license-id", row.identifier) for row in made)
        assert len({row.number for row in made}) == 40
        assert queries.verify_license(cast.visitor, one.number, one.code).is_good
