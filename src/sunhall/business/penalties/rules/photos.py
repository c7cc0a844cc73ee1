"""Photos taken at the place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo as a device hands it over."""

    content: bytes
    filename: str
    media_type: str
