"""What people call the browser that a session belongs to."""

BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
"""What each leaves in `User-Agent`; the first that is found counts, for most name others too."""


def browser_of(agent: str) -> str:
    """Return browser and system as people name them; what is unknown is left out.

    >>> browser_of("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/1 Safari/5 Edg/1")
    'Edge · Windows'
    """
    found = (
        next((name for sign, name in signs if sign in agent), "") for signs in (BROWSERS, SYSTEMS)
    )
    return " · ".join(filter(None, found))
