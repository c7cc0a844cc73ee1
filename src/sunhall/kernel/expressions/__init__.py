"""Ask typed yes/no questions of recorded facts, in one small language, without `eval`."""

from sunhall.kernel.expressions.compiling import Expression, compile_expression
from sunhall.kernel.expressions.errors import ExpressionError
from sunhall.kernel.expressions.facts import Facts, FactType, Kind, Values, read_facts, types_of

__all__ = [
    "Expression",
    "ExpressionError",
    "FactType",
    "Facts",
    "Kind",
    "Values",
    "compile_expression",
    "read_facts",
    "types_of",
]
