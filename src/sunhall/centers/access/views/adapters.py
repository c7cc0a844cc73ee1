"""What the library that keeps second factors asks of the city."""

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

PURPOSE = b"sunhall second factors"


class Factors(DefaultMFAAdapter):
    """Keep the secrets of second factors encrypted, and name the city to passkeys."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that was kept."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        """Return whose passkeys they are."""
        entity = super().get_public_key_credential_rp_entity()
        return {**entity, "name": _("阳光政务大厅")}


def client_address(request: HttpRequest) -> str:
    """Return where a request comes from, as the city's own proxies report it; empty if unknown.

    What stands further left in `X-Forwarded-For` anyone may have written.
    """
    if settings.SUNHALL_PROXIES:
        reported = request.headers.get("X-Forwarded-For", "").split(",")
        return reported[-settings.SUNHALL_PROXIES].strip()[:45] if _is_enough(reported) else ""
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def _is_enough(reported: list[str]) -> bool:
    return len(reported) >= settings.SUNHALL_PROXIES


def _cipher() -> Fernet:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    key = derivation.derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
