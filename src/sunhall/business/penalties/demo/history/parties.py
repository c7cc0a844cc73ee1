"""Whom the cases are against: people and companies that do not exist.

Resident numbers begin with the city's own code, which no person's does.
"""

import random
from collections.abc import Mapping
from datetime import date, timedelta

from sunhall.business.penalties.choices import PartyKind
from sunhall.business.penalties.rules.parties import PartyDraft
from sunhall.kernel.identifiers.checksums import (
    credit_code_check,
    organization_check,
    resident_check,
)

NOBODYS_AREA = "370200"
EARLIEST_BIRTH, BIRTHDAYS = date(1955, 1, 1), 16_000
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = (
    "建国", "秀英", "志强", "桂兰", "海涛", "淑珍", "德胜", "玉梅",
    "永刚", "春燕", "长青", "晓东", "凤霞", "立新", "雅琴", "少华",
)  # fmt: skip
CALLED = (
    "海晟", "鲁岛", "崂泉", "佳禾", "顺远", "恒昌", "蓝湾", "盛泽",
    "泰和", "金沙", "广源", "正阳", "新港", "东篱", "百川",
)  # fmt: skip
TRADES: Mapping[str, str] = {
    "CG": "运输", "SC": "商贸", "HB": "娱乐", "JS": "建筑工程", "YS": "客运", "WJ": "健身",
    "AJ": "机械制造", "XF": "酒店管理", "WH": "网络服务", "RS": "电子",
}  # fmt: skip
STREETS = (
    "海兴路", "青屿街", "港湾路", "松岭路", "台东支路", "云岭街", "学府路", "秋阳路",
    "麦岛支路", "长青路",
)  # fmt: skip


class Parties:
    """Invents parties and places, each once."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._count = 0

    def invent(self, kind: str, domain: str, division: str) -> PartyDraft:
        """Return a party of a kind that lives or trades in a division."""
        self._count += 1
        if kind == PartyKind.CITIZEN:
            return self._citizen(division)
        return self._company(kind, domain, division)

    def place(self, division: str) -> str:
        """Return a place in a division."""
        street = self._rng.choice(STREETS)
        return f"{division}{street} {self._rng.randrange(1, 400)} 号门前"

    def _citizen(self, division: str) -> PartyDraft:
        rng = self._rng
        born = EARLIEST_BIRTH + timedelta(days=rng.randrange(BIRTHDAYS))
        body = f"{NOBODYS_AREA}{born:%Y%m%d}{self._count % 1000:03}"
        return PartyDraft(
            kind=PartyKind.CITIZEN,
            name=rng.choice(SURNAMES) + rng.choice(GIVEN),
            identifier=body + resident_check(body),
            address=f"青岛市{self.place(division)}",
            phone=f"1390532{self._count:04}",
            accepts_electronic_service=rng.random() < 1 / 3,
        )

    def _company(self, kind: str, domain: str, division: str) -> PartyDraft:
        rng = self._rng
        code = f"MA{self._count:06}"
        body = f"91{NOBODYS_AREA}{code}{organization_check(code)}"
        called = rng.choice(CALLED) + rng.choice(CALLED)
        return PartyDraft(
            kind=PartyKind(kind),
            name=f"青岛{called}{TRADES[domain]}有限公司",
            identifier=body + credit_code_check(body),
            representative=rng.choice(SURNAMES) + rng.choice(GIVEN),
            address=f"青岛市{self.place(division)}",
            phone=f"0532{80_000_000 + self._count}",
            accepts_electronic_service=rng.random() < 1 / 3,
        )
