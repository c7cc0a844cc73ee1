"""The one byte form of a document, and its hash.

The one-file checker that citizens download makes the same form in its own words; a test holds the
two together.
"""

import hashlib
import json
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_json(value: Any) -> str:
    """Return JSON with sorted keys, no spaces, and whole numbers without a fraction."""
    text = _ENCODER.encode(value)
    # Only such a text can hold a float that is a whole number; walking the value is the slow part.
    return _ENCODER.encode(_plain(value)) if ".0" in text or "e+" in text else text


def sha256_of(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
