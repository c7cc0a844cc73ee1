"""The city's settings, but that programs ask with a token that one lookup makes an actor of."""

from sunhall.config.settings import *  # noqa: F403
from sunhall.config.settings import MIDDLEWARE

MIDDLEWARE = [  # type: ignore[no-redef]
    "bench.cards.attach_asker" if name.endswith("attach_actor") else name for name in MIDDLEWARE
]
