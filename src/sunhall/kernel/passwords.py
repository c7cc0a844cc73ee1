"""How passwords are kept: Argon2id (RFC 9106), at a cost every core can pay 15 times a second."""

import os
from typing import Any

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id as Derivation
from django.contrib.auth.hashers import BasePasswordHasher
from django.utils.translation import gettext_noop as _

SALT_BYTES = 16
HASH_BYTES = 32
PASSES = 2
MEMORY_KIB = 19 * 1024


class Argon2id(BasePasswordHasher):
    """Keep a password as the PHC string of Argon2id: 19 MiB of memory, two passes, one lane."""

    algorithm = "argon2id"

    def encode(self, password: str, salt: str | None = None) -> str:
        """Return what is kept of a password; the salt is always fresh."""
        derivation = Derivation(
            salt=os.urandom(SALT_BYTES),
            length=HASH_BYTES,
            iterations=PASSES,
            lanes=1,
            memory_cost=MEMORY_KIB,
        )
        return self.algorithm + derivation.derive_phc_encoded(password.encode())

    def verify(self, password: str, encoded: str) -> bool:
        """Tell whether it is the password."""
        try:
            Derivation.verify_phc_encoded(password.encode(), self._phc(encoded))
        except InvalidKey:
            return False
        return True

    def decode(self, encoded: str) -> dict[str, Any]:
        """Return the parts of what is kept."""
        _algorithm, _variant, version, cost, salt, kept = encoded.split("$")
        parts = {"algorithm": self.algorithm, "version": version, "salt": salt, "hash": kept}
        return {**parts, "cost": cost}

    def safe_summary(self, encoded: str) -> Any:
        """Return what may be shown of it."""
        parts = self.decode(encoded)
        return {_("算法"): parts["algorithm"], _("代价"): parts["cost"]}

    def must_update(self, encoded: str) -> bool:
        """Tell whether it was kept at another cost than today's."""
        cost: str = self.decode(encoded)["cost"]
        return cost != f"m={MEMORY_KIB},t={PASSES},p=1"

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Do nothing: one cost holds for all."""

    def _phc(self, encoded: str) -> str:
        return encoded.removeprefix(self.algorithm)
