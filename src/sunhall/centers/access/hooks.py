"""What the access center lends to the shell."""

from sunhall.centers.access.permissions import NAMES
from sunhall.kernel.hooks import name_permissions

name_permissions({code.value: name for code, name in NAMES.items()})
