"""What of a party may be public.

Law: 行政处罚法 第五十条; 市场监督管理行政处罚信息公示规定 第七条.
"""

from sunhall.kernel.masking import masked_name

ADULT = 18


def public_name(name: str, *, is_citizen: bool) -> str:
    """Return how a party is named in public: enterprises by name, citizens masked."""
    return masked_name(name) if is_citizen else name


def is_minor(age: int | None) -> bool:
    """Tell whether a citizen of an age is never shown; an unknown age is that of an adult."""
    return age is not None and age < ADULT
