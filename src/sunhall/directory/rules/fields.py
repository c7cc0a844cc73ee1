"""The fields of enforcement (执法领域) by their codes, as certificates and matters name them."""

from collections.abc import Mapping
from types import MappingProxyType

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "AJ": "应急管理",
        "CG": "城市管理",
        "GA": "公安",
        "HB": "生态环境",
        "JJ": "道路交通安全",
        "JS": "住房和城乡建设",
        "RS": "人力资源和社会保障",
        "SC": "市场监督管理",
        "SF": "司法行政",
        "TA": "税务",
        "WH": "文化和旅游",
        "WJ": "卫生健康",
        "XF": "消防救援",
        "YC": "烟草专卖",
        "YL": "园林和林业",
        "YS": "交通运输",
        "ZR": "自然资源和规划",
    }
)
HEARING_HOST = "听证主持"
"""The field of a certificate to preside over hearings. Law: 山东省行政执法监督条例 第十一条."""

LEGAL_PROFESSION = "法律职业资格"
"""The qualification of a legal reviewer. Law: 行政处罚法 第五十八条第二款."""

NOT_ENFORCEMENT = (HEARING_HOST, LEGAL_PROFESSION)


def field_of(domain_code: str) -> str:
    """Return the field of an organization's domain; the code itself where it has no name."""
    return FIELDS.get(domain_code, domain_code)
